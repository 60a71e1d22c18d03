using System.Text;

namespace Uhit.Client.Simulator.Data;

/// <summary>Numbers that look like chance and are the same on every machine, in every process.</summary>
internal static class StableHash
{
    public static ulong Of(int seed, string text)
    {
        // FNV-1a, then mixed: string.GetHashCode differs from process to process.
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return Mix(hash);
    }

    public static ulong Of(ulong key, long salt) => Mix(key ^ Mix((ulong)salt));

    /// <summary>A number from 0 (included) to 1 (excluded).</summary>
    public static double Unit(ulong key, long salt) => (Of(key, salt) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to one less than the bound.</summary>
    public static int Below(ulong key, long salt, int bound) => (int)(Of(key, salt) % (ulong)bound);

    private static ulong Mix(ulong value)
    {
        // The finalizer of SplitMix64.
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
