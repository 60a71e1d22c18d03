using System.Text;

namespace Uhit.Client.Usage;

/// <summary>What a retailer prices an account by: energy, peak, load factor, a year's energy, how much of it is estimated.</summary>
/// <remarks>From interval series of energy delivered where there are any in kWh or kW, else from billing periods. Energy is exact; rates and shares are rounded
/// to 28 digits. Several meters of one ESI ID are added. Personal data: <c>ToString</c> shows
/// the source only.</remarks>
public sealed record UsageTotals
{
    /// <summary>What the figures are made from: <see cref="Inquiries.RequestedUsage.Interval"/> or <see cref="Inquiries.RequestedUsage.Billing"/>; none where there is
    /// nothing.</summary>
    public required Inquiries.RequestedUsage Source { get; init; }

    /// <summary>Energy from the grid, kWh.</summary>
    public decimal KilowattHoursDelivered { get; init; }

    /// <summary>Energy to the grid, kWh; from interval series only.</summary>
    public decimal KilowattHoursReceived { get; init; }

    /// <summary>The highest demand, and when; of several meters the highest of their sum where they have the same intervals.</summary>
    public UsagePeak? Peak { get; init; }

    /// <summary>Average demand divided by the highest, 0 to 1; <see langword="null"/> without a peak above zero.</summary>
    public decimal? LoadFactor { get; init; }

    /// <summary>A year's energy, kWh: of each meter its total, divided by the days that its readings or periods cover, times 365.</summary>
    public decimal? AnnualisedKilowattHours { get; init; }

    /// <summary>The share of readings, or of billing periods, that are not actual, 0 to 1. A billing period whose read type CNP does not say counts as actual.</summary>
    public decimal EstimatedShare { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Source = ").Append(Source);
        return true;
    }
}
