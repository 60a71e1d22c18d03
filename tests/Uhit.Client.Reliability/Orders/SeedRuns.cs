using System.Collections.Concurrent;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Orders;

/// <summary>Plays the scenarios of many seeds.</summary>
internal static class SeedRuns
{
    /// <summary>Plays the scenario of one seed.</summary>
    public static async Task<ScenarioOutcome> PlayAsync(int seed, string store, Cast cast)
    {
        ScenarioOutcome? outcome = null;
        await StoreHouses.ForEachAsync(
            store,
            [seed],
            async (one, stores) => outcome = await ScenarioRun.PlayAsync(
                ScenarioGenerator.Of(one), cast, stores, "seed-" + one).ConfigureAwait(false)).ConfigureAwait(false);
        return outcome!;
    }

    /// <summary>Plays the scenarios of the seeds from one on.</summary>
    /// <returns>The seeds that failed, with what was broken.</returns>
    public static async Task<IReadOnlyDictionary<int, ScenarioOutcome>> PlayAsync(int first, int count, string store, Cast cast)
    {
        var failed = new ConcurrentDictionary<int, ScenarioOutcome>();
        await StoreHouses.ForEachAsync(store, Enumerable.Range(first, count), async (seed, stores) =>
        {
            var outcome = await ScenarioRun.PlayAsync(ScenarioGenerator.Of(seed), cast, stores, "seed-" + seed).ConfigureAwait(false);
            if (outcome.Violations.Count > 0)
            {
                failed[seed] = outcome;
            }
        }).ConfigureAwait(false);
        return failed;
    }
}
