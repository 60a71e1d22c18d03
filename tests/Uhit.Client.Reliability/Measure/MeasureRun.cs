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
        var slow = TimeSpan.FromMilliseconds(2);
        var many = new Ratio("64 senders, group commit against one commit each", 3);
        var manySlow = new Ratio("64 senders, the same with 2 ms added to each sync", 12);
        var single = new Ratio("a single sender, the same", 0.95);
        for (var round = 0; round < rounds; round++)
        {
            many.Add(await RateAsync(ManySenders, Group, default).ConfigureAwait(false), await RateAsync(ManySenders, 1, default).ConfigureAwait(false));
            manySlow.Add(await RateAsync(ManySenders, Group, slow).ConfigureAwait(false), await RateAsync(ManySenders, 1, slow).ConfigureAwait(false));

            // Nearly equal: each goes first in half of the rounds.
            var first = await RateAsync(1, round % 2 == 0 ? Group : 1, default).ConfigureAwait(false);
            var second = await RateAsync(1, round % 2 == 0 ? 1 : Group, default).ConfigureAwait(false);
            single.Add(round % 2 == 0 ? first : second, round % 2 == 0 ? second : first);
        }

        Ratio[] all = [many, manySlow, single];
        foreach (var ratio in all)
        {
            await output.WriteLineAsync(ratio.ToString()).ConfigureAwait(false);
        }

        return all.All(ratio => ratio.IsReached);

        Task<double> RateAsync(int senders, int group, TimeSpan added) => new Acknowledging(senders, group, added).MeasureAsync(duration, cancellationToken);
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
            $"packed series: {bytes / readings:F3} bytes a reading (goal {MostBytes}); in the file {packedFile / readings:F2}, with rows {rowsFile / readings:F1}"))
            .ConfigureAwait(false);
        return speed.IsReached && bytes / readings <= MostBytes;
    }
}
