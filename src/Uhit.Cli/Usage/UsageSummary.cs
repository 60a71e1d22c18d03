using Uhit.Client;
using Uhit.Client.Usage;

namespace Uhit.Cli.Usage;

/// <summary>What came for one ESI ID, in figures: those of <see cref="UsageHistory.ToTotals"/>,
/// intervals and bills apart. Sums are exact.</summary>
internal sealed record UsageSummary
{
    /// <summary>Interval readings over all series.</summary>
    public required int Readings { get; init; }

    /// <summary>Energy from the grid by interval readings, kWh; <see langword="null"/> where readings came and none
    /// of them is energy from the grid that is known.</summary>
    public required decimal? IntervalKwh { get; init; }

    /// <summary>Energy to the grid by interval readings, kWh; <see langword="null"/> where readings of
    /// it came and their energy is not known.</summary>
    public required decimal? ReceivedKwh { get; init; }

    public required int BillingPeriods { get; init; }

    /// <summary>Energy by billing periods, kWh; <see langword="null"/> where it is beyond the range of a decimal.</summary>
    public required decimal? BillingKwh { get; init; }

    /// <summary>The highest average power of one interval, kW, of several meters together;
    /// <see langword="null"/> without readings.</summary>
    public decimal? PeakKw { get; init; }

    /// <summary>The end of that interval, in Central Prevailing Time; the first one of several that are as high.</summary>
    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>How many stretches without readings there are inside the series.</summary>
    public required int Gaps { get; init; }

    /// <summary>How many readings are missing in them.</summary>
    public required long MissingReadings { get; init; }

    /// <summary>How many of the readings are estimated.</summary>
    public required int EstimatedReadings { get; init; }

    /// <summary>How many of the readings are of a read type that is not known.</summary>
    public int UnknownReadings { get; init; }

    /// <summary>How many of the readings overlap others of their series.</summary>
    public long OverlappingReadings { get; init; }

    /// <summary>How many values contradict another one of the same message.</summary>
    public long Conflicts { get; init; }

    /// <summary>Codes that nobody knows.</summary>
    public IReadOnlyList<UnknownCode> UnknownCodes { get; init; } = [];

    /// <summary>What is to be known before the figures are trusted.</summary>
    public UsageDoubts Doubts { get; init; }

    /// <summary>The share of readings that are estimated, 0 to 100.</summary>
    public decimal EstimatedPercent => Readings == 0 ? 0 : Math.Round(100m * EstimatedReadings / Readings, 2);

    public static UsageSummary Of(UsageHistory usage)
    {
        var merged = UsageHistoryMerge.Merge(usage);
        var intervals = (merged with { BillingPeriods = [], BillingConflicts = 0 }).ToTotals();
        var bills = (merged with { IntervalSeries = [] }).ToTotals();
        var gaps = merged.IntervalSeries.SelectMany(series => series.Gaps).ToList();
        var readings = merged.IntervalSeries.Sum(series => series.Count);
        var received = merged.IntervalSeries.Any(series => series.Count > 0 && series.Channel == UsageChannel.EnergyReceived);
        return new UsageSummary
        {
            Readings = readings,
            IntervalKwh = intervals.KilowattHoursDelivered ?? (readings == 0 ? 0 : null),
            ReceivedKwh = intervals.KilowattHoursReceived ?? (received ? null : 0),
            BillingPeriods = merged.BillingPeriods.Count,
            BillingKwh = bills.KilowattHoursDelivered ?? (merged.BillingPeriods.Count == 0 ? 0 : null),
            PeakKw = intervals.Peak?.Kilowatts,
            PeakAt = intervals.Peak is { } peak ? TimeZoneInfo.ConvertTime(peak.End, CentralTime.Zone) : null,
            Gaps = gaps.Count,
            MissingReadings = gaps.Sum(gap => (long)gap.MissingReadings),
            EstimatedReadings = merged.IntervalSeries.Sum(series => series.EstimatedCount),
            UnknownReadings = merged.IntervalSeries.Sum(series => series.UnknownReadTypeCount),
            OverlappingReadings = intervals.OverlappingReadings,
            Conflicts = intervals.Conflicts + bills.Conflicts,
            UnknownCodes = UnknownCode.ListOf(merged),
            Doubts = intervals.Doubts | bills.Doubts,
        };
    }
}
