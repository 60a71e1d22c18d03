namespace Uhit.Client.Usage.Merging;

/// <summary>Chooses the readings that hold.</summary>
internal static class SeriesMerge
{
    public static IReadOnlyList<IntervalSeries> Of(List<Layer<IntervalSeries>> layers) =>
    [
        .. layers
            .SelectMany((layer, depth) => layer.Items.Select(series => (Depth: depth, Series: series)))
            .GroupBy(item => (item.Series.MeterNumber, item.Series.Channel, Measure: UnitConversion.MeasureOf(item.Series.Unit)))
            .SelectMany(group => OfOneChannel([.. group]))
            .OrderBy(series => series.MeterNumber, StringComparer.Ordinal)
            .ThenBy(series => series.Channel.Value, StringComparer.Ordinal)
            .ThenBy(series => series.Unit.Value, StringComparer.Ordinal)
            .ThenBy(series => series.Interval),
    ];

    private static IEnumerable<IntervalSeries> OfOneChannel(List<(int Depth, IntervalSeries Series)> items)
    {
        if (items.Count == 1)
        {
            return [items[0].Series];
        }

        var covered = new CoveredTime();
        var held = new Dictionary<(UsageUnit, TimeSpan), SortedReadings>();
        foreach (var layer in Layers(items))
        {
            var layerCovers = new List<(long Start, long End)>();
            foreach (var series in layer)
            {
                if (!held.TryGetValue((series.Unit, series.Interval), out var readings))
                {
                    held.Add((series.Unit, series.Interval), readings = new SortedReadings(series));
                }

                readings.Add(series, covered, layerCovers);
            }

            covered.Add(layerCovers);
        }

        return held.Values.Select(readings => readings.Build());
    }

    // The latest message first; of one message, which may say a time both in kW and in kWh, or by hours
    // and by quarters, the shorter intervals, then energy.
    private static IEnumerable<IEnumerable<IntervalSeries>> Layers(List<(int Depth, IntervalSeries Series)> items) => items
        .GroupBy(
            item => (item.Depth, item.Series.Interval, IsPower: item.Series.Unit == UsageUnit.Kilowatt, item.Series.Unit.Value),
            item => item.Series)
        .OrderBy(group => group.Key.Depth)
        .ThenBy(group => group.Key.Interval)
        .ThenBy(group => group.Key.IsPower)
        .ThenBy(group => group.Key.Value, StringComparer.Ordinal);
}
