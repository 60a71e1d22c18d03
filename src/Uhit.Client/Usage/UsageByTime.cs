namespace Uhit.Client.Usage;

/// <summary>Sums a series per day and per month of Central Prevailing Time.</summary>
internal static class UsageByTime
{
    public static IReadOnlyList<UsageSubtotal> Days(IntervalSeries series) => [.. Subtotals(series, date => new UsagePeriod(date, date))];

    public static IReadOnlyList<UsageSubtotal> Months(IntervalSeries series) =>
    [
        .. Subtotals(series, date => new UsagePeriod(
            new DateOnly(date.Year, date.Month, 1), new DateOnly(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month)))),
    ];

    // Readings are in order of time, so each stretch is a range of positions: the zone is asked once a stretch, not once a reading.
    private static IEnumerable<UsageSubtotal> Subtotals(IntervalSeries series, Func<DateOnly, UsagePeriod> periodOf)
    {
        var index = 0;
        while (index < series.Count)
        {
            var period = periodOf(CentralTime.DateOf(IntervalClock.StartOf(series[index].End, series.Interval)));
            var start = CentralTime.StartOf(period.Start);
            var end = CentralTime.StartOf(period.End == DateOnly.MaxValue ? period.End : period.End.AddDays(1));
            var next = series.Columns.FirstThatBeginsAt(end.UtcTicks, index + 1);
            var estimated = series.Columns.CountOf(ReadType.Estimated, index, next);
            yield return new UsageSubtotal
            {
                Period = period,
                Sum = series.Columns.Sum(index, next),
                KilowattHours = series.EnergyOf(index, next)?.ToDecimal(),
                Readings = next - index,
                ExpectedReadings = (int)((end.UtcTicks - start.UtcTicks) / series.Interval.Ticks),
                EstimatedReadings = estimated,
                UnknownReadings = next - index - estimated - series.Columns.CountOf(ReadType.Actual, index, next),
                OverlappingReadings = series.Columns.OverlappingIn(index, next),
            };
            index = next;
        }
    }
}
