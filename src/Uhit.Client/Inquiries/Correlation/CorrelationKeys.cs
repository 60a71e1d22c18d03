using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries.Correlation;

/// <summary>The keys under which an inquiry is found by what CNP repeats. Stored, so they never change.</summary>
internal static class CorrelationKeys
{
    public static string Of(TransactionId transactionId) => "t:" + transactionId.Value;

    public static string Of(MessageId messageId) => "m:" + messageId.Value;

    /// <summary>All keys of an inquiry that its ledger tells: CNP's numbers, and the numbers under which it was sent.</summary>
    public static IReadOnlyList<string> Of(InquiryLedger ledger)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        TransactionId?[] numbers =
        [
            ledger.Transaction?.TransactionId,
            ledger.Answer?.Acknowledgement.TransactionId,
            ledger.Acceptance?.Acknowledgement.TransactionId,
        ];
        keys.UnionWith(numbers.OfType<TransactionId>().Select(Of));
        keys.UnionWith(ledger.Sends.Values.Select(send => send.MessageId).OfType<MessageId>().Select(Of));
        return [.. keys];
    }

    /// <summary>The keys by which the inquiry of a callback is looked for.</summary>
    public static IReadOnlyList<string> Of(CorrelationEvidence evidence)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        if (evidence.TransactionId is { } transactionId)
        {
            keys.Add(Of(transactionId));
        }

        if (TransactionId.TryParse(evidence.CorrelationId, out var asNumber))
        {
            keys.Add(Of(asNumber));
        }

        if (MessageId.TryParse(evidence.CorrelationId, out var asMessage))
        {
            keys.Add(Of(asMessage));
        }

        return [.. keys];
    }
}
