using System.Globalization;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Inquiries;

/// <summary>Shows inquiries as they stand.</summary>
internal static class SnapshotView
{
    /// <summary>What fits on a screen: beyond it, lines are counted.</summary>
    public const int MostLinesShown = 30;

    public static ToolTable List(IReadOnlyList<InquirySnapshot> inquiries)
    {
        var table = new ToolTable(
            new("RequestId"),
            new("Reference") { LeftOut = 7 },
            new("Environment") { LeftOut = 3 },
            new("Sending") { LeftOut = 1 },
            new("Lines") { IsRight = true, LeftOut = 4 },
            new("Ended") { IsRight = true, LeftOut = 5 },
            new("Stands") { LeftOut = 8 },
            new("Stored") { LeftOut = 2 },
            new("Due") { LeftOut = 6 });
        foreach (var inquiry in inquiries)
        {
            table.Add(
                inquiry.RequestId.Value,
                inquiry.ClientReference ?? "-",
                inquiry.Environment.ToString(),
                inquiry.Sending.ToString(),
                inquiry.Lines.Count.ToString(CultureInfo.InvariantCulture),
                Ended(inquiry).ToString(CultureInfo.InvariantCulture),
                Stands(inquiry),
                Time(inquiry.CreatedAt),
                Time(inquiry.DueAt));
        }

        return table;
    }

    public static void Show(ToolOutput output, InquirySnapshot inquiry)
    {
        output.Line($"Inquiry [bold]{inquiry.RequestId}[/] ({inquiry.Environment}, {inquiry.AuthenticationId}): {Stands(inquiry)}");
        Field(output, "Reference", inquiry.ClientReference);
        Field(output, "CNP's number", inquiry.TransactionId?.Value);
        Field(output, "Sending", inquiry.Sending.ToString());
        Field(output, "Sent", Time(inquiry.SentAt));
        Field(output, "Received by CNP", Time(inquiry.ReceivedAt));
        Field(output, "Due", Time(inquiry.DueAt));
        Field(output, "Overdue", Time(inquiry.OverdueAt));
        Field(output, "Given up because", inquiry.AbandonReason);
        Field(output, "Purged", inquiry.PurgedAt is null ? null : Time(inquiry.PurgedAt));
        foreach (var error in inquiry.Errors)
        {
            Field(output, "CNP reported", ErrorItem.Words(error));
        }

        output.Draw(Lines(inquiry));
    }

    public static ToolTable Lines(InquirySnapshot inquiry)
    {
        var table = new ToolTable(
            new("Line") { IsRight = true }, new("ESI ID"), new("State"), new("Received") { LeftOut = 1 },
            new("CNP reported") { Wraps = true });
        foreach (var line in inquiry.Lines)
        {
            var errors = string.Join("; ", line.Errors.Select(error => ErrorItem.Words(error)));
            var received = line.Received == RequestedUsage.None ? "-" : line.Received.ToString();
            table.Add(line.LineNumber.ToString(CultureInfo.InvariantCulture), line.EsiId.Value, line.State.ToString(), received, errors);
        }

        return table;
    }

    /// <summary>Lines counted by where they stand, for an inquiry of which nobody reads every line.</summary>
    public static string Counts(InquirySnapshot inquiry) => Counts([inquiry]);

    /// <summary>The same of several.</summary>
    public static string Counts(IReadOnlyList<InquirySnapshot> inquiries)
    {
        var lines = inquiries.SelectMany(inquiry => inquiry.Lines).ToList();
        var states = lines.GroupBy(line => line.State)
            .OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"));
        return string.Create(CultureInfo.InvariantCulture, $"{lines.Count} lines: {string.Join(", ", states)}");
    }

    public static int Ended(InquirySnapshot inquiry) =>
        inquiry.Lines.Count(line => line.State is LineState.Delivered or LineState.Failed or LineState.NoData);

    public static string Stands(InquirySnapshot inquiry) =>
        inquiry.Sending is SendingState.Rejected or SendingState.Abandoned or SendingState.NotSent ? inquiry.Sending.ToString()
        : inquiry.IsComplete ? "Complete"
        : inquiry.IsOverdue ? "Overdue: ask CNP"
        : inquiry.IsDue ? "Due"
        : inquiry.Sending == SendingState.Uncertain ? "Uncertain whether CNP has it"
        : "Waiting for CNP";

    private static void Field(ToolOutput output, string name, string? value)
    {
        if (value is { Length: > 1 })
        {
            output.Line($"  {name,-18} {value}");
        }
    }

    private static string Time(DateTimeOffset? time) =>
        time is { } at ? ToolTime.Of(at) : "-";
}
