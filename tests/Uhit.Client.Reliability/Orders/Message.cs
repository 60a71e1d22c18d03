using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Usage;

namespace Uhit.Client.Reliability.Orders;

/// <summary>A callback, and what it says.</summary>
/// <param name="Callback">As it is sent.</param>
/// <param name="SentAt">When CNP says that it sent it.</param>
internal sealed record Message(Callback Callback, DateTimeOffset SentAt)
{
    public TransactionId? TransactionId { get; init; }

    public Acknowledgement? Acknowledgement { get; init; }

    public IReadOnlyList<LineValidation> Verdicts { get; init; } = [];

    public DeliveryPart? Part { get; init; }

    public IReadOnlyList<UsageHistory> Usage { get; init; } = [];

    public static Message Acknowledging(
        RequestId requestId, string messageId, DateTimeOffset sentAt, Acknowledgement acknowledgement, string content = "") =>
        new(Messages.Acknowledgement(Messages.Header(requestId, messageId, sentAt), acknowledgement, content), sentAt)
        {
            Acknowledgement = acknowledgement,
            TransactionId = acknowledgement.TransactionId,
        };

    public static Message Validating(
        RequestId requestId, string messageId, DateTimeOffset sentAt, TransactionId? transactionId, IReadOnlyList<LineValidation> verdicts,
        string content = "") =>
        new(Messages.Validation(Messages.Header(requestId, messageId, sentAt), transactionId, verdicts, content), sentAt)
        {
            TransactionId = transactionId,
            Verdicts = verdicts,
        };

    public static Message Delivering(
        RequestId requestId,
        string messageId,
        DateTimeOffset sentAt,
        TransactionId? transactionId,
        DeliveryPart part,
        IReadOnlyList<UsageHistory> usage,
        string content = "") =>
        new(Messages.Delivery(Messages.Header(requestId, messageId, sentAt), transactionId, part, usage, content), sentAt)
        {
            TransactionId = transactionId,
            Part = part,
            Usage = usage,
        };
}
