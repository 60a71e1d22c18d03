using System.Globalization;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Export;

namespace Uhit.Cli.Commands.Export;

/// <summary>Tells what became of an export.</summary>
internal static class ExportReportView
{
    /// <param name="output">Where; on its error stream where standard output is the file.</param>
    /// <param name="report">What was counted.</param>
    /// <param name="path">Where the files are.</param>
    /// <param name="files">How many there are.</param>
    /// <param name="missing">The ESI IDs that were named and are not in any.</param>
    public static void Show(ToolOutput output, ExportReport report, string path, int files, IReadOnlyCollection<EsiId> missing)
    {
        output.Json(ExportLine.Of(report, path, files, missing));
        foreach (var line in Lines(report, path, files, missing))
        {
            if (path == "-")
            {
                output.Errors.WriteLine(line);
            }
            else
            {
                output.Line($"{line}");
            }
        }
    }

    private static IEnumerable<string> Lines(ExportReport report, string path, int files, IReadOnlyCollection<EsiId> missing)
    {
        var where = path == "-" ? "standard output" : files == 1 ? path : $"{Count.Of(files, "file", "files")}, {path}";
        yield return $"Wrote {Count.Of(report.Readings, "reading", "readings")} of {Count.Of(report.EsiIds, "ESI ID", "ESI IDs")} "
            + $"to {where}.";
        if (report.KilowattHoursDelivered is { } delivered)
        {
            yield return $"From the grid: {ExactDecimalConverter.Text(delivered)} kWh.";
        }

        if (report.KilowattHoursReceived is { } received)
        {
            yield return $"To the grid: {ExactDecimalConverter.Text(received)} kWh.";
        }

        foreach (var day in report.ClockChanges)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Clock change {day.Date:yyyy-MM-dd}: {day.Readings} readings of {day.ExpectedReadings} ")
                + $"({Count.Of(day.Channels, "channel", "channels")}).";
        }

        foreach (var (number, words) in Counts(report).Where(one => one.Number > 0))
        {
            yield return $"{number.ToString("N0", CultureInfo.InvariantCulture)} {words}";
        }

        foreach (var note in report.Notes)
        {
            yield return note;
        }

        foreach (var skip in report.Skipped)
        {
            yield return $"Left out: {WordsOf(skip)}{(skip.Detail.Length > 0 ? $" ({skip.Detail})" : string.Empty)}: "
                + $"{Count.Of(skip.Readings, "reading", "readings")} of {NamesOf(skip.EsiIds.Select(id => id.Value), skip.Count)}.";
        }

        if (missing.Count > 0)
        {
            var names = missing.Select(id => id.Value).Order(StringComparer.Ordinal);
            yield return $"Missing: nothing was written of {NamesOf(names, missing.Count)}.";
        }
    }

    private static IEnumerable<(long Number, string Words)> Counts(ExportReport report) =>
    [
        (report.EstimatedReadings, "estimated."),
        (report.UnknownReadTypeReadings, "neither actual nor estimated."),
        (report.MissingReadings, "missing between the first and the last of their channel."),
        (report.FilledReadings, "made by the rule for gaps."),
        (report.SummedReadings, "are sums of several meters of one ESI ID."),
        (report.PartialReadings, "lack one of the meters of their ESI ID."),
        (report.Conflicts, "came twice with different values: one of them is written."),
        (report.RoundedReadings, "are no finite decimal number of kWh: rounded to 12 places."),
        (report.LongValues, "have more than three decimal places: written with all of them."),
    ];

    private static string NamesOf(IEnumerable<string> names, int count)
    {
        var shown = names.Take(3).ToList();
        return string.Join(", ", shown) + (count > shown.Count ? $" and {Count.Of(count - shown.Count, "other", "others")}" : string.Empty);
    }

    private static string WordsOf(ExportSkip skip) => skip.Reason switch
    {
        ExportSkipReason.NoReadings => "no interval readings came",
        ExportSkipReason.OutsideOfDays => "not in the days that were asked for",
        ExportSkipReason.OtherChannel => "another channel than the one that is written",
        ExportSkipReason.NotActiveEnergy => "reactive power is no kWh",
        ExportSkipReason.UnknownUnit => "the unit is not known",
        ExportSkipReason.UnknownChannel => "the channel is not known",
        ExportSkipReason.OverlappingReadings => "readings overlap others, so their time is not known",
        ExportSkipReason.TooLarge => "too large for the format",
        ExportSkipReason.IntervalLength => "intervals of another length than the format has",
        ExportSkipReason.Gaps => "readings are missing, and the format has no gaps; name a rule by --fill",
        ExportSkipReason.LessThanAYear => "less than a year",
        ExportSkipReason.OneEsiIdOnly => "the file holds one ESI ID; write --split esi-id",
        _ => "written before",
    };
}
