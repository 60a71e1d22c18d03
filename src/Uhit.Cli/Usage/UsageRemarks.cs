using System.Globalization;
using Uhit.Cli.Output;
using Uhit.Client.Usage;

namespace Uhit.Cli.Usage;

/// <summary>What is to be known before the figures of one ESI ID are trusted, as sentences.</summary>
internal static class UsageRemarks
{
    private const int ShownRemarks = 20;
    private const int ShownLines = 5;

    public static IReadOnlyList<string> Of(UsageSummary summary)
    {
        var remarks =
            summary.UnknownCodes.Select(code => $"The {code.Words()} '{code.Code}' is not known: {Consequence(code, summary)}").ToList();
        if (summary.Doubts.HasFlag(UsageDoubts.UnknownUnit) && !summary.UnknownCodes.Any(code => code.Kind == "unit"))
        {
            remarks.Add("A channel of energy is in a unit that is neither kWh nor kW: it is in no figure.");
        }

        remarks.AddRange(Sentences(summary).Where(sentence => summary.Doubts.HasFlag(sentence.Doubt)).Select(sentence => sentence.Text));
        return remarks;
    }

    /// <summary>Those of many lines, each sentence once: the lines that it is of are named before it.</summary>
    public static IReadOnlyList<string> Together(IEnumerable<UsageResult> results)
    {
        var remarks = results.SelectMany(result => result.Remarks.Select(remark => (result.LineNumber, Remark: remark)))
            .GroupBy(one => one.Remark, one => one.LineNumber).ToList();
        var shown = remarks.Take(ShownRemarks).Select(remark => $"{LinesInWords([.. remark])}: {remark.Key}");
        return remarks.Count <= ShownRemarks
            ? [.. shown]
            : [.. shown, $"{Count.Of(remarks.Count - ShownRemarks, "more remark", "more remarks")}: --json has them."];
    }

    private static string LinesInWords(IReadOnlyList<int> lines)
    {
        var named = string.Join(", ", lines.Take(ShownLines));
        return (lines.Count == 1 ? "Line " : "Lines ") + named
            + (lines.Count > ShownLines ? $" and {Count.Of(lines.Count - ShownLines, "other", "others")}" : string.Empty);
    }

    private static string Consequence(UnknownCode code, UsageSummary summary) => code.Kind switch
    {
        "readType" => summary.UnknownReadings > 0
            ? $"{Count.Of(summary.UnknownReadings, "reading is", "readings are")} neither actual nor estimated."
            : "such bills are neither actual nor estimated.",
        "meterType" => "no figure depends on it.",
        _ => "such readings are in no figure.",
    };

    private static IEnumerable<(UsageDoubts Doubt, string Text)> Sentences(UsageSummary summary) =>
    [
        (UsageDoubts.OverlappingReadings,
            $"{Count.Of(summary.OverlappingReadings, "reading overlaps", "readings overlap")} others of the series, which contradicts the "
                + "length of its interval: they are in no figure."),
        (UsageDoubts.Conflicts, $"{Count.Of(summary.Conflicts, "value contradicts another", "values contradict others")} of the same "
            + "message: one of them counts."),
        (UsageDoubts.OverlappingBills, "Bills of one meter share days: energy of those days may count twice."),
        (UsageDoubts.NegativeBill, "A bill is negative and takes back none that came: it counts as it is."),
        (UsageDoubts.BillWithoutDays, "A bill has no days: its energy counts, but not in a year's energy."),
        (
            UsageDoubts.UnnamedMeter,
            "The same time came for a meter with a number and for one without: if they are one meter, it counts twice."),
        (UsageDoubts.TooLarge, string.Create(CultureInfo.InvariantCulture, $"A figure is beyond {decimal.MaxValue:E1}, and left out.")),
    ];
}
