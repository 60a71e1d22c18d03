using System.Text;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>One billed month of one meter (RMG appendix B4, TX SET 867_02).</summary>
/// <remarks>Personal data: <c>ToString</c> shows the dates only.</remarks>
public sealed record BillingPeriod
{
    /// <summary>The meter, where CNP names it, without padding.</summary>
    public string? MeterNumber { get; init => field = TokenText.StripOrNull(value); }

    /// <summary>What kind of meter, where CNP says so.</summary>
    public MeterType? MeterType { get; init; }

    /// <summary>The first day, in Central Prevailing Time.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>The day of the closing read: not part of the period.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>First and last day of the period, both included; <see langword="null"/> where <see cref="EndDate"/>
    /// is not after <see cref="StartDate"/>.</summary>
    public UsagePeriod? Period => EndDate > StartDate ? new UsagePeriod(StartDate, EndDate.AddDays(-1)) : null;

    /// <summary>How the reads came about, where CNP says so.</summary>
    public ReadType? ReadType { get; init; }

    /// <summary>Energy, kWh.</summary>
    public required decimal Usage { get; init; }

    /// <summary>Metered demand, kW.</summary>
    public decimal? MeteredDemand { get; init; }

    /// <summary>Billed demand, kW.</summary>
    public decimal? BilledDemand { get; init; }

    /// <summary>Metered apparent demand, kVA.</summary>
    public decimal? MeteredApparentDemand { get; init; }

    /// <summary>Billed apparent demand, kVA.</summary>
    public decimal? BilledApparentDemand { get; init; }

    /// <summary>Power factor, 0 to 1.</summary>
    public decimal? PowerFactor { get; init; }

    /// <summary>What the meter's reads are multiplied with.</summary>
    public decimal? Multiplier { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("StartDate = ").Append(StartDate).Append(", EndDate = ").Append(EndDate);
        return true;
    }
}
