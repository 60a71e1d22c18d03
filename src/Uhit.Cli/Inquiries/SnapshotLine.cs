using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Inquiries;

/// <summary>An inquiry as it stands, as JSON.</summary>
internal sealed record SnapshotLine(
    string RequestId,
    string? ClientReference,
    UhitEnvironment Environment,
    string AuthenticationId,
    SendingState Sending,
    bool IsComplete,
    bool IsFinished,
    bool IsDue,
    bool IsOverdue,
    string? TransactionId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? OverdueAt,
    string? AbandonReason,
    DateTimeOffset? PurgedAt,
    IReadOnlyList<ErrorItem>? Errors,
    IReadOnlyList<SnapshotLine.Item> Lines) : JsonLine("inquiry")
{
    public static SnapshotLine Of(InquirySnapshot inquiry) => new(
        inquiry.RequestId.Value,
        inquiry.ClientReference,
        inquiry.Environment,
        inquiry.AuthenticationId.Value,
        inquiry.Sending,
        inquiry.IsComplete,
        inquiry.IsFinished,
        inquiry.IsDue,
        inquiry.IsOverdue,
        inquiry.TransactionId?.Value,
        inquiry.CreatedAt,
        inquiry.SentAt,
        inquiry.ReceivedAt,
        inquiry.DueAt,
        inquiry.OverdueAt,
        inquiry.AbandonReason,
        inquiry.PurgedAt,
        ErrorItem.ListOf(inquiry.Errors),
        [.. inquiry.Lines.Select(Item.Of)]);

    /// <summary>One line of an inquiry as it stands, as JSON.</summary>
    internal sealed record Item(int LineNumber, string EsiId, LineState State, RequestedUsage Received, IReadOnlyList<ErrorItem>? Errors)
    {
        public static Item Of(LineSnapshot line) =>
            new(line.LineNumber, line.EsiId.Value, line.State, line.Received, ErrorItem.ListOf(line.Errors));
    }
}
