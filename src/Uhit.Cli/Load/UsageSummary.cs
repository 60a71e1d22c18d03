using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Cli.Load;

/// <summary>What came for one ESI ID, in figures. Sums are exact.</summary>
internal sealed record UsageSummary
{
    public required int LineNumber { get; init; }

    public required EsiId EsiId { get; init; }

    /// <summary>Interval readings over all series.</summary>
    public required int Readings { get; init; }

    /// <summary>Energy from the grid by interval readings, kWh; series in other units do not count.</summary>
    public required decimal IntervalKwh { get; init; }

    /// <summary>Energy to the grid by interval readings, kWh.</summary>
    public required decimal ReceivedKwh { get; init; }

    public required int BillingPeriods { get; init; }

    /// <summary>Energy by billing periods, kWh.</summary>
    public required decimal BillingKwh { get; init; }

    /// <summary>The highest average power of one interval, kW; <see langword="null"/> without readings.</summary>
    public decimal? PeakKw { get; init; }

    /// <summary>The end of that interval, in Central Prevailing Time; the first one of several that are as high.</summary>
    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>How many stretches without readings there are inside the series.</summary>
    public required int Gaps { get; init; }

    /// <summary>How many readings are missing in them.</summary>
    public required int MissingReadings { get; init; }

    public required int EstimatedReadings { get; init; }

    /// <summary>The share of estimated readings, 0 to 100.</summary>
    public decimal EstimatedPercent => Readings == 0 ? 0 : Math.Round(100m * EstimatedReadings / Readings, 2);

    /// <summary>CNP's word that there is nothing, where that is so.</summary>
    public string? NoData { get; init; }

    public static UsageSummary Of(UsageHistory usage)
    {
        var delivered = usage.IntervalSeries.Where(series => series.Channel == UsageChannel.EnergyDelivered).ToList();
        var (peak, peakAt) = Peak(delivered);
        var (gaps, missing) = CountGaps(usage.IntervalSeries);
        return new UsageSummary
        {
            LineNumber = usage.LineNumber,
            EsiId = usage.EsiId,
            Readings = usage.IntervalSeries.Sum(series => series.Count),
            IntervalKwh = delivered.Sum(Kwh),
            ReceivedKwh = usage.IntervalSeries.Where(series => series.Channel == UsageChannel.EnergyReceived).Sum(Kwh),
            BillingPeriods = usage.BillingPeriods.Count,
            BillingKwh = usage.BillingPeriods.Sum(period => period.Usage),
            PeakKw = peak,
            PeakAt = peakAt,
            Gaps = gaps,
            MissingReadings = missing,
            EstimatedReadings = usage.IntervalSeries.Sum(series => series.Count(reading => reading.ReadType == ReadType.Estimated)),
            NoData = usage.NoData?.Code,
        };
    }

    private static decimal Kwh(IntervalSeries series)
    {
        var sum = 0m;
        foreach (var reading in series)
        {
            sum += reading.Quantity;
        }

        return EnergyUnit.ToKwh(sum, series);
    }

    private static (decimal? Peak, DateTimeOffset? At) Peak(IEnumerable<IntervalSeries> delivered)
    {
        decimal? peak = null;
        DateTimeOffset? at = null;
        foreach (var series in delivered)
        {
            foreach (var reading in series)
            {
                var kw = EnergyUnit.ToKw(reading.Quantity, series);
                if (peak is null || kw > peak)
                {
                    (peak, at) = (kw, TimeZoneInfo.ConvertTime(reading.End, CentralTime.Zone));
                }
            }
        }

        return (peak, at);
    }

    private static (int Gaps, int Missing) CountGaps(IEnumerable<IntervalSeries> all)
    {
        var (gaps, missing) = (0, 0);
        foreach (var series in all)
        {
            DateTimeOffset? before = null;
            foreach (var reading in series)
            {
                var steps = before is null ? 1 : (reading.End - before.Value).Ticks / series.Interval.Ticks;
                gaps += steps > 1 ? 1 : 0;
                missing += steps > 1 ? (int)steps - 1 : 0;
                before = reading.End;
            }
        }

        return (gaps, missing);
    }
}
