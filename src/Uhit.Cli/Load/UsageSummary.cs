using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Cli.Load;

/// <summary>What came for one ESI ID, in figures: those of <see cref="UsageHistory.ToTotals"/>, intervals and bills apart. Sums are exact.</summary>
internal sealed record UsageSummary
{
    /// <summary>Interval readings over all series.</summary>
    public required int Readings { get; init; }

    /// <summary>Energy from the grid by interval readings, kWh; series in other units do not count.</summary>
    public required decimal IntervalKwh { get; init; }

    /// <summary>Energy to the grid by interval readings, kWh.</summary>
    public required decimal ReceivedKwh { get; init; }

    public required int BillingPeriods { get; init; }

    /// <summary>Energy by billing periods, kWh.</summary>
    public required decimal BillingKwh { get; init; }

    /// <summary>The highest average power of one interval, kW, of several meters together; <see langword="null"/> without readings.</summary>
    public decimal? PeakKw { get; init; }

    /// <summary>The end of that interval, in Central Prevailing Time; the first one of several that are as high.</summary>
    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>How many stretches without readings there are inside the series.</summary>
    public required int Gaps { get; init; }

    /// <summary>How many readings are missing in them.</summary>
    public required int MissingReadings { get; init; }

    /// <summary>How many of the readings are not actual.</summary>
    public required int EstimatedReadings { get; init; }

    /// <summary>The share of readings that are not actual, 0 to 100.</summary>
    public decimal EstimatedPercent => Readings == 0 ? 0 : Math.Round(100m * EstimatedReadings / Readings, 2);

    public static UsageSummary Of(UsageHistory usage)
    {
        var intervals = (usage with { BillingPeriods = [] }).ToTotals();
        var gaps = usage.IntervalSeries.SelectMany(series => series.Gaps).ToList();
        return new UsageSummary
        {
            Readings = usage.IntervalSeries.Sum(series => series.Count),
            IntervalKwh = intervals.KilowattHoursDelivered,
            ReceivedKwh = intervals.KilowattHoursReceived,
            BillingPeriods = usage.BillingPeriods.Count,
            BillingKwh = (usage with { IntervalSeries = [] }).ToTotals().KilowattHoursDelivered,
            PeakKw = intervals.Peak?.Kilowatts,
            PeakAt = intervals.Peak is { } peak ? TimeZoneInfo.ConvertTime(peak.End, CentralTime.Zone) : null,
            Gaps = gaps.Count,
            MissingReadings = gaps.Sum(gap => gap.MissingReadings),
            EstimatedReadings = usage.IntervalSeries.Sum(series => series.EstimatedCount),
        };
    }
}
