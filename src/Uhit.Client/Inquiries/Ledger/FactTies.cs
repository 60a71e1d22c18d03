using System.Globalization;
using System.Text;

namespace Uhit.Client.Inquiries.Ledger;

/// <summary>Decides between two facts that no order decides between, so that the ledger never depends on which came first.</summary>
/// <remarks>Such a tie is CNP's mistake (one MessageId, two contents), which the inbox refuses already; which of them wins does not matter,
/// that it is always the same one does.</remarks>
internal static class FactTies
{
    /// <summary>Whether the second is to take the place of the first.</summary>
    public static bool IsLater(MessageOrder known, MessageOrder next, Func<string> knownContent, Func<string> nextContent) =>
        known.CompareTo(next) switch
        {
            0 => string.CompareOrdinal(Text(known.SentAt) + knownContent(), Text(next.SentAt) + nextContent()) < 0,
            var order => order < 0,
        };

    public static string Content(Acknowledgement answer) => Join(
        [
            answer.RequestId.Value, answer.MessageId?.Value, answer.TransactionId?.Value, Text(answer.ReceivedAt), $"{(int)answer.Status}",
            .. answer.Errors.Select(Content),
        ]);

    public static string Content(LineValidation line) => Join(
        [Text(line.LineNumber), line.EsiId.Value, line.Status.Value, .. line.Reasons.Select(Content)]);

    public static string Content(IReadOnlyList<DeliveredLine> lines) => Join(
        [.. lines.Select(line =>
            Join([
                line.EsiId.Value,
                $"{(int)line.Received}",
                line.Kinds == RequestedUsage.None ? null : $"{(int)line.Kinds}",
                line.NoData is null ? null : Content(line.NoData),
            ]))]);

    /// <summary>The instant, then the offset.</summary>
    public static string Text(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}{at.Offset.TotalMinutes:+0000;-0000}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Content(ReportedError error) =>
        Join([error.Code, error.Description, error.LineNumber is { } line ? Text(line) : null]);

    // Lengths in front: no two lists of texts give the same one.
    private static string Join(IReadOnlyList<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}");
        }

        return text.ToString();
    }
}
