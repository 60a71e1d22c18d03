namespace Uhit.Client.Reliability.Traffic;

/// <summary>Seeds out of a seed: the same in every process, unlike <see cref="HashCode"/>.</summary>
internal static class HashCodes
{
    public static int Of(params ReadOnlySpan<int> values)
    {
        var hash = 2166136261u;
        foreach (var value in values)
        {
            hash = (hash ^ (uint)value) * 16777619u;
            hash ^= hash >> 15;
        }

        return (int)(hash & int.MaxValue);
    }
}
