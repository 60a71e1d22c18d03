using System.Globalization;
using Uhit.Client;

namespace Uhit.Cli.Inquiries;

/// <summary>Lines counted by where they stand, for an inquiry of which nobody reads every line.</summary>
internal static class LineCounts
{
    /// <summary>What fits on a screen: beyond it, lines are counted.</summary>
    public const int MostLinesShown = 30;

    public static string Of(InquirySnapshot inquiry) => Of([inquiry]);

    public static string Of(IReadOnlyList<InquirySnapshot> inquiries)
    {
        var lines = inquiries.SelectMany(inquiry => inquiry.Lines).ToList();
        var states = lines.GroupBy(line => line.State).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        return string.Create(CultureInfo.InvariantCulture, $"{lines.Count} lines: {string.Join(", ", states)}");
    }
}
