using Uhit.Client.Export.Formats;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export;

/// <summary>A load profile of a year for a model of solar or storage: 35,040 or 8,760 values of one ESI ID, one a line.</summary>
/// <remarks>
/// <para>The year is the twelve months that end with the last reading, on the clock of Central Standard Time (UTC−6) all year, so no hour
/// is missing or there twice. It is turned to begin on 1 January: where the twelve months are of two calendar years, the days of the week
/// do not run on from the one to the other. With <see cref="UsageExport.From"/> 1 January and <see cref="UsageExport.To"/> 31 December it
/// is a calendar year as it was.</para>
/// <para>A gap is refused unless <see cref="Fill"/> names a rule; <see cref="ExportReport.FilledReadings"/> counts what it made. A file
/// holds one ESI ID and one channel: energy from the grid, unless <see cref="UsageExport.Channel"/> says otherwise. Of an ESI ID that is
/// refused nothing is written, not even a heading.</para>
/// </remarks>
public sealed record LoadExport : UsageExport
{
    /// <summary>The tool that will read it.</summary>
    public required LoadPreset Preset { get; init; }

    /// <summary>The length of an interval: 15, 30 or 60 minutes. kWh of shorter readings are added, kW averaged.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What stands where a reading is missing.</summary>
    /// <value>Default: <see cref="LoadFill.None"/>.</value>
    public LoadFill Fill { get; init; }

    internal override UsageChannel? DefaultChannel => UsageChannel.EnergyDelivered;

    internal override ExportWriter Open(Stream output, ExportTally tally) => Step.TotalMinutes is 15 or 30 or 60
        ? new LoadWriter(this, output, tally)
        : throw new ArgumentException("The step of a load file is 15, 30 or 60 minutes.");
}
