using Uhit.Cli.Output;
using Uhit.Client.Export;

namespace Uhit.Cli.Commands.Export;

/// <summary>What became of an export, as JSON.</summary>
internal sealed record ExportLine() : JsonLine("export")
{
    public required string Output { get; init; }

    public required int Files { get; init; }

    public required int EsiIds { get; init; }

    public required long Readings { get; init; }

    public decimal? Kwh { get; init; }

    public decimal? ReceivedKwh { get; init; }

    public required long EstimatedReadings { get; init; }

    public required long UnknownReadings { get; init; }

    public required long MissingReadings { get; init; }

    public required long FilledReadings { get; init; }

    public required long SummedReadings { get; init; }

    public required long PartialReadings { get; init; }

    public required long Conflicts { get; init; }

    public required long RoundedReadings { get; init; }

    public required long LongValues { get; init; }

    public required IReadOnlyList<ClockChange> ClockChanges { get; init; }

    public required IReadOnlyList<Skip> Skipped { get; init; }

    public required IReadOnlyList<string> MissingEsiIds { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public static ExportLine Of(ExportReport report, string output, int files, IEnumerable<Uhit.Client.EsiId> missing) => new()
    {
        Output = output,
        Files = files,
        EsiIds = report.EsiIds,
        Readings = report.Readings,
        Kwh = report.KilowattHoursDelivered,
        ReceivedKwh = report.KilowattHoursReceived,
        EstimatedReadings = report.EstimatedReadings,
        UnknownReadings = report.UnknownReadTypeReadings,
        MissingReadings = report.MissingReadings,
        FilledReadings = report.FilledReadings,
        SummedReadings = report.SummedReadings,
        PartialReadings = report.PartialReadings,
        Conflicts = report.Conflicts,
        RoundedReadings = report.RoundedReadings,
        LongValues = report.LongValues,
        ClockChanges =
        [
            .. report.ClockChanges.Select(day => new ClockChange(
                day.Date, (int)day.Interval.TotalMinutes, day.Readings, day.ExpectedReadings, day.Channels)),
        ],
        Skipped =
        [
            .. report.Skipped.Select(skip => new Skip(
                skip.Reason, skip.Detail, skip.Count, skip.Readings, [.. skip.EsiIds.Select(id => id.Value)])),
        ],
        MissingEsiIds = [.. missing.Select(id => id.Value).Order(StringComparer.Ordinal)],
        Remarks = report.Notes,
    };

    internal sealed record ClockChange(DateOnly Date, int Minutes, int Readings, int ExpectedReadings, int Channels);

    internal sealed record Skip(ExportSkipReason Reason, string Detail, int Count, long Readings, IReadOnlyList<string> EsiIds);
}
