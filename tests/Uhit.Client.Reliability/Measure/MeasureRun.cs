using System.Globalization;

namespace Uhit.Client.Reliability.Measure;

/// <summary>The two measurements of the store: group commit against one commit each, packed series against rows.</summary>
internal static class MeasureRun
{
    private const int ManySenders = 64;
    private const int Group = 128;

    /// <returns>Whether every goal was reached.</returns>
    public static async Task<bool> GroupCommitAsync(int rounds, TimeSpan duration, TextWriter output, CancellationToken cancellationToken)
    {
        var all = new (Ratio Ratio, int Senders, TimeSpan Added)[]
        {
            (new Ratio("64 senders, group commit against one commit each", 3), ManySenders, default),
            (new Ratio("64 senders, the same with 2 ms added to each sync", 12), ManySenders, TimeSpan.FromMilliseconds(2)),
            (new Ratio("a single sender, the same", 0.95), 1, default),
        };
        foreach (var (ratio, senders, added) in all)
        {
            // A single sender shows a difference of some percent: more turns, and shorter ones.
            var finer = senders == 1 ? 5 : 1;
            await CompareAsync(ratio, senders, added, rounds * finer, duration / finer, cancellationToken).ConfigureAwait(false);
            await output.WriteLineAsync(ratio.ToString()).ConfigureAwait(false);
        }

        return all.All(each => each.Ratio.IsReached);
    }

    // Both are open all the time and take turns of a moment each, each going first in half of
    // them: what else the machine does falls on both.
    private static async Task CompareAsync(
        Ratio ratio, int senders, TimeSpan added, int rounds, TimeSpan duration, CancellationToken cancellationToken)
    {
        var group = new Acknowledging(senders, Group, added);
        await using var disposingGroup = group.ConfigureAwait(false);
        var alone = new Acknowledging(senders, 1, added);
        await using var disposingAlone = alone.ConfigureAwait(false);
        await group.WarmAsync(5 * duration, cancellationToken).ConfigureAwait(false);
        await alone.WarmAsync(5 * duration, cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < rounds; round++)
        {
            var isGroupFirst = round % 2 == 0;
            var first = await (isGroupFirst ? group : alone).RateAsync(duration, cancellationToken).ConfigureAwait(false);
            var second = await (isGroupFirst ? alone : group).RateAsync(duration, cancellationToken).ConfigureAwait(false);
            ratio.Add(isGroupFirst ? first : second, isGroupFirst ? second : first);
        }
    }

    /// <returns>Whether every goal was reached.</returns>
    public static async Task<bool> PackingAsync(int seed, int years, TextWriter output, CancellationToken cancellationToken)
    {
        const double MostBytes = 1.3;
        const int Warm = 3;
        using var meter = new MeterYear(seed);
        await meter.OpenAsync(cancellationToken).ConfigureAwait(false);
        var speed = new Ratio("meter-years a second, packed against rows", 50);
        long bytes = 0;
        for (var year = 0; year < years + Warm; year++)
        {
            var history = meter.Next();
            var (packed, stored) = await meter.StorePackedAsync(history, cancellationToken).ConfigureAwait(false);
            var rows = meter.StoreAsRows(history);
            bytes += stored;
            if (year >= Warm)
            {
                speed.Add(1 / packed.TotalSeconds, 1 / rows.TotalSeconds);
            }
        }

        double readings = (years + Warm) * MeterYear.Readings;
        var (packedFile, rowsFile) = await meter.SizesAsync(cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(speed.ToString()).ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"packed series: {bytes / readings:F3} bytes a reading (goal {MostBytes}); in the file {packedFile / readings:F2}, with "
                + $"rows {rowsFile / readings:F1}"))
            .ConfigureAwait(false);
        return speed.IsReached && bytes / readings <= MostBytes;
    }
}
