using System.Text;

namespace Uhit.Client.Usage;

/// <summary>What a retailer prices an account by: energy, peak, load factor, a year's energy, how much of it is estimated.</summary>
/// <remarks>From interval series of energy delivered where there are any in kWh or kW, else from billing periods. Time decides, not meter
/// numbers: what meters measured is added, and time that is covered counts once, so meters that ran one after another are one load, and
/// meters that ran side by side are added. Energy is exact; rates and shares are rounded to the digits of a decimal. What is not known is
/// <see langword="null"/>, and <see cref="Doubts"/> says why. Personal data: <c>ToString</c> shows the source only.</remarks>
public sealed record UsageTotals
{
    /// <summary>What the figures are made from: <see cref="RequestedUsage.Interval"/> or <see cref="RequestedUsage.Billing"/>; none where
    /// there is nothing.</summary>
    public required RequestedUsage Source { get; init; }

    /// <summary>Energy from the grid, kWh; <see langword="null"/> where there is none that is known.</summary>
    public decimal? KilowattHoursDelivered { get; init; }

    /// <summary>Energy to the grid, kWh, from interval series only; <see langword="null"/> where there is none that is known.</summary>
    public decimal? KilowattHoursReceived { get; init; }

    /// <summary>The time in which there is a reading, or a billing period, of energy from the grid: of
    /// several meters at one time counted once.</summary>
    public TimeSpan Covered { get; init; }

    /// <summary>The highest demand, and when. Of interval series the highest sum of the meters that ran at the
    /// same time, of bills the highest of one bill.</summary>
    public UsagePeak? Peak { get; init; }

    /// <summary>Average demand divided by the highest, 0 to 1. <see langword="null"/> without a peak above zero, and of bills where
    /// <see cref="UsageDoubts.DemandsOfSeveralMeters"/> or <see cref="UsageDoubts.DemandTooLow"/> says so.</summary>
    /// <remarks>The average is over <see cref="Covered"/>; of bills over those that have a demand.</remarks>
    public decimal? LoadFactor { get; init; }

    /// <summary>A year's energy, kWh: the energy of all meters, divided by the days that are covered, times 365.</summary>
    public decimal? AnnualisedKilowattHours { get; init; }

    /// <summary>The share of readings, or of billing periods, that are estimated, 0 to 1. A billing period whose
    /// read type CNP does not say counts as actual.</summary>
    public decimal EstimatedShare { get; init; }

    /// <summary>The share of readings, or of billing periods, of a read type that is not known, 0 to 1.</summary>
    public decimal UnknownReadTypeShare { get; init; }

    /// <summary>How many values of the history contradict another one of the same message: the other one holds.</summary>
    public long Conflicts { get; init; }

    /// <summary>How many readings of the history were left out since their intervals intersect: see
    /// <see cref="IntervalSeries.Overlaps"/>.</summary>
    public long OverlappingReadings { get; init; }

    /// <summary>What is to be known before the figures are trusted.</summary>
    public UsageDoubts Doubts { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Source = ").Append(Source);
        return true;
    }
}
