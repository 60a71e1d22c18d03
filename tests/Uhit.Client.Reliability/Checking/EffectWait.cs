using System.Diagnostics;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Checking;

/// <summary>Waits until handlers have had what they must have: what a killed process had claimed
/// comes again when its lease has run out.</summary>
internal static class EffectWait
{
    /// <summary>Waits; gives up where nothing at all happens for a long time, and leaves it to the check to say what is missing.</summary>
    public static async Task UntilAsync(RunSite site, IReadOnlySet<string> expected, TimeSpan patience)
    {
        var (seen, since) = (-1, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < patience)
        {
            var plain = PlainEffects.Read(site.Folder);
            var transactional = await site.Store.ReadEffectsAsync().ConfigureAwait(false);
            var done = CountOf(plain, expected) + CountOf(transactional, expected);
            if (done >= 2 * expected.Count)
            {
                return;
            }

            if (done != seen)
            {
                (seen, since) = (done, Stopwatch.GetTimestamp());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)).ConfigureAwait(false);
        }
    }

    private static int CountOf(IEnumerable<(string Key, int Attempt)> effects, IReadOnlySet<string> expected) =>
        effects.Select(effect => effect.Key).Where(expected.Contains).Distinct(StringComparer.Ordinal).Count();
}
