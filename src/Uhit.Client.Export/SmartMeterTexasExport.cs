using Uhit.Client.Export.Formats;
using Uhit.Client.Export.Writing;

namespace Uhit.Client.Export;

/// <summary>The 15-minute CSV of Smart Meter Texas, with its habits on both clock changes.</summary>
/// <remarks>
/// <para>Each day that has a reading has a row for each quarter hour. A reading that is missing is a row without value; so are the
/// four rows of the hour that a day in spring lacks, which has 96 rows. A day in autumn has 100: the second hour from 1 o'clock begins with
/// a row whose start is printed as <c>02:00</c>. Read rows by date and order, never by their start.</para>
/// <para>kWh have three decimal places; a value of more has all of them, and <see cref="ExportReport.LongValues"/> counts it. Consumption,
/// then generation, day by day. Only intervals of 15 minutes have a place, and shorter ones that add up to them.</para>
/// </remarks>
public sealed record SmartMeterTexasExport : UsageExport
{
    /// <summary>Whether the habits are left out: true starts, a row only where there is a reading, no apostrophe before the ESI ID and no
    /// blank before times.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Clean { get; init; }

    /// <summary>What stands as date of revision, in Central Prevailing Time. Nothing in CNP's messages says when a reading was
    /// revised.</summary>
    /// <value>Default: <see langword="null"/>: the column is blank.</value>
    public DateTimeOffset? RevisedAt { get; init; }

    internal override ExportWriter Open(Stream output, ExportTally tally) => new SmartMeterTexasWriter(this, output, tally);
}
