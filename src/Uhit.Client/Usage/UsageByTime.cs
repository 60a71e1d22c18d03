namespace Uhit.Client.Usage;

/// <summary>Sums a series per day and per month of Central Prevailing Time.</summary>
internal static class UsageByTime
{
    public static IReadOnlyList<UsageOfDay> Days(IntervalSeries series) =>
    [
        .. Stretches(series, date => date, date => date == DateOnly.MaxValue ? date : date.AddDays(1)).Select(day =>
            new UsageOfDay(day.First, day.Sum, day.Energy, day.Readings, day.Expected, day.Estimated, day.Unknown, day.Overlapping)),
    ];

    public static IReadOnlyList<UsageOfMonth> Months(IntervalSeries series) =>
    [
        .. Stretches(
            series,
            date => new DateOnly(date.Year, date.Month, 1),
            first => first is { Year: 9999, Month: 12 } ? DateOnly.MaxValue : first.AddMonths(1))
            .Select(month =>
                new UsageOfMonth(
                    month.First, month.Sum, month.Energy, month.Readings, month.Expected, month.Estimated, month.Unknown,
                    month.Overlapping)),
    ];

    // Readings are in order of time, so each stretch is a range of positions: the zone is asked once a stretch, not once a reading.
    private static IEnumerable<Stretch> Stretches(IntervalSeries series, Func<DateOnly, DateOnly> firstOf, Func<DateOnly, DateOnly> nextOf)
    {
        var index = 0;
        while (index < series.Count)
        {
            var first = firstOf(CentralTime.DateOf(IntervalClock.StartOf(series[index].End, series.Interval)));
            var start = CentralTime.StartOf(first);
            var end = CentralTime.StartOf(nextOf(first));
            var next = series.Columns.FirstThatBeginsAt(end.UtcTicks, index + 1);
            var estimated = series.Columns.CountOf(ReadType.Estimated, index, next);
            yield return new Stretch(
                first,
                series.Columns.Sum(index, next),
                series.EnergyOf(index, next)?.ToDecimal(),
                next - index,
                (int)((end.UtcTicks - start.UtcTicks) / series.Interval.Ticks),
                estimated,
                next - index - estimated - series.Columns.CountOf(ReadType.Actual, index, next),
                series.Columns.OverlappingIn(index, next));
            index = next;
        }
    }

    private readonly record struct Stretch(
        DateOnly First, decimal? Sum, decimal? Energy, int Readings, int Expected, int Estimated, int Unknown, int Overlapping);
}
