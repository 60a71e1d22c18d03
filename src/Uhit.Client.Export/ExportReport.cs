using System.Text;

namespace Uhit.Client.Export;

/// <summary>What an export wrote, and what not and why.</summary>
/// <remarks>Immutable. Personal data: <c>ToString</c> shows counts only.</remarks>
public sealed record ExportReport
{
    /// <summary>How many ESI IDs have something in the file.</summary>
    public required int EsiIds { get; init; }

    /// <summary>How many readings there are in the file: those of meters of one ESI ID and channel at one time are one.</summary>
    public required long Readings { get; init; }

    /// <summary>The energy from the grid in the file, kWh: exact; <see langword="null"/> where there is none, and where it is beyond
    /// the range of a decimal.</summary>
    public required decimal? KilowattHoursDelivered { get; init; }

    /// <summary>The energy to the grid in the file, kWh: exact; <see langword="null"/> where there is none, and where it is beyond
    /// the range of a decimal.</summary>
    public required decimal? KilowattHoursReceived { get; init; }

    /// <summary>How many of the readings are estimated; a sum of several meters is, where one of its readings is.</summary>
    public required long EstimatedReadings { get; init; }

    /// <summary>How many of the readings are neither actual nor estimated.</summary>
    public required long UnknownReadTypeReadings { get; init; }

    /// <summary>How many readings are missing between the first and the last of their channel.</summary>
    public required long MissingReadings { get; init; }

    /// <summary>How many readings were made by the rule for gaps.</summary>
    public required long FilledReadings { get; init; }

    /// <summary>How many readings are sums of several meters.</summary>
    public required long SummedReadings { get; init; }

    /// <summary>How many readings lack one of the meters of their ESI ID, which has readings before and after.</summary>
    public required long PartialReadings { get; init; }

    /// <summary>How many values came twice and differed; one of them is in the file.</summary>
    public required long Conflicts { get; init; }

    /// <summary>How many values are no finite decimal number, as a power over 5 minutes may be, and were rounded to 12 places.</summary>
    public required long RoundedReadings { get; init; }

    /// <summary>How many values have more digits than readers of the format are used to; they are written with all of them.</summary>
    public required long LongValues { get; init; }

    /// <summary>The days of clock changes, in order.</summary>
    public required IReadOnlyList<ClockChangeDay> ClockChanges { get; init; }

    /// <summary>What is not in the file.</summary>
    public required IReadOnlyList<ExportSkip> Skipped { get; init; }

    /// <summary>What is to be known of the file besides, as sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether everything that has a place in the format is in the file. Channels of reactive power, channels that were not asked
    /// for, and ESI IDs for which no readings came, do not count.</summary>
    public bool IsComplete => Skipped.All(skip => skip.Reason is ExportSkipReason.NoReadings or ExportSkipReason.OutsideOfDays
        or ExportSkipReason.OtherChannel or ExportSkipReason.NotActiveEnergy);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("EsiIds = ").Append(EsiIds).Append(", Readings = ").Append(Readings).Append(", Skipped = ").Append(Skipped?.Count);
        return true;
    }
}
