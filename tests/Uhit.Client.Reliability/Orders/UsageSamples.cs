using Uhit.Client.Usage;

namespace Uhit.Client.Reliability.Orders;

/// <summary>Small histories: for each month one billing period, and the first hour's readings.</summary>
internal static class UsageSamples
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>Data of some months.</summary>
    /// <param name="lineNumber">The line.</param>
    /// <param name="esiId">Its ESI ID.</param>
    /// <param name="months">Which months of 2025.</param>
    /// <param name="kinds">Billing periods, readings, or both.</param>
    /// <param name="version">What makes the values others than those of another message.</param>
    public static UsageHistory Of(int lineNumber, EsiId esiId, IEnumerable<int> months, RequestedUsage kinds, int version)
    {
        var sorted = months.Distinct().Order().ToList();
        var series = new IntervalSeriesBuilder("METER-1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, Quarter);
        foreach (var month in sorted)
        {
            var start = CentralTime.StartOf(new DateOnly(2025, month, 1));
            for (var i = 1; i <= 4; i++)
            {
                series.Add(start + (i * Quarter), ((version * 100) + (month * 4) + i) / 100m, ReadType.Actual);
            }
        }

        return new UsageHistory
        {
            LineNumber = lineNumber,
            EsiId = esiId,
            BillingPeriods = kinds.HasFlag(RequestedUsage.Billing)
                ? [.. sorted.Select(month => new BillingPeriod
                {
                    MeterNumber = "METER-1",
                    StartDate = new DateOnly(2025, month, 1),
                    EndDate = new DateOnly(2025, month, 1).AddMonths(1),
                    Usage = (version * 1000) + month,
                })]
                : [],
            IntervalSeries = kinds.HasFlag(RequestedUsage.Interval) ? [series.Build()] : [],
        };
    }

    /// <summary>That there is nothing to send after all.</summary>
    public static UsageHistory Nothing(int lineNumber, EsiId esiId, int version) => new()
    {
        LineNumber = lineNumber,
        EsiId = esiId,
        NoData = new ReportedError { Code = "NoData" + version, Description = "There is nothing.", LineNumber = lineNumber },
    };
}
