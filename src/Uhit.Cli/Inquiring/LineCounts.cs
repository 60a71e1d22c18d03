using System.Globalization;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Inquiring;

/// <summary>Lines counted by where they stand, for an inquiry of which nobody reads every line.</summary>
internal static class LineCounts
{
    /// <summary>What fits on a screen: beyond it, lines are counted.</summary>
    public const int MostLinesShown = 30;

    public static string Of(InquirySnapshot inquiry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{inquiry.Lines.Count} lines: {string.Join(", ", inquiry.Lines.GroupBy(line => line.State).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}")))}");
}
