using System.Diagnostics;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Checking;

/// <summary>Waits until handlers have had what they must have: what a killed process had claimed comes again when its lease has run out.</summary>
internal static class EffectWait
{
    /// <summary>Waits; gives up where nothing at all happens for a long time, and leaves it to the check to say what is missing.</summary>
    public static async Task UntilAsync(RunSite site, IReadOnlySet<string> expected, TimeSpan patience)
    {
        var (seen, since) = (-1, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < patience)
        {
            var done = PlainEffects.Read(site.Folder).Select(effect => effect.Key).Where(expected.Contains).Distinct(StringComparer.Ordinal).Count();
            if (done >= expected.Count)
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
}
