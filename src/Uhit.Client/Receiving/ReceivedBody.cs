using Uhit.Client.Inquiries;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>The body of a callback as it is staged, by the caller or by somebody who reads a kept
/// one again; and how it is kept for good.</summary>
internal sealed record ReceivedBody(ReceiptId Receipt, string Peer, DateTimeOffset ReceivedAt, RequestHead Head, BodySpool Spool)
{
    /// <summary>What a message that was taken is answered with.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="transactionId">CNP's number, where it is all that the answer can name the inquiry by.</param>
    /// <param name="receivedAt">When it came.</param>
    public static Acknowledgement AcknowledgementOf(MessageHeader header, TransactionId? transactionId, DateTimeOffset receivedAt) => new()
    {
        RequestId = header.RequestId,
        MessageId = header.MessageId,
        TransactionId = transactionId,
        ReceivedAt = receivedAt,
        Status = AcknowledgementStatus.Accepted,
    };

    /// <summary>Of a message that could not be taken.</summary>
    /// <param name="settings">The receiver's.</param>
    /// <param name="reason">Why it could not be taken.</param>
    /// <param name="operation">What it is, where that is known.</param>
    /// <param name="messageKey">Its number, where that is known.</param>
    public InboxEntry ToUnreadable(ReceiverSettings settings, string reason, UhitOperation? operation, string? messageKey) => new()
    {
        Receipt = Receipt,
        Room = InboxRoom.Unreadable,
        Client = settings.Client,
        Environment = settings.Environment,
        Peer = Peer,
        ReceivedAt = ReceivedAt,
        Reason = reason,
        Operation = operation,
        MessageKey = messageKey,
        CallbackPath = Head.Path.Length == 0 ? null : Head.Path,
        SoapAction = string.IsNullOrEmpty(Head.Action) ? null : Head.Action,
        BodyEncoding = BodySpool.Encoding,
        BodyContentType = ServicePeer.ContentTypeOf(Peer, Head.Form),
        BodyContentEncoding = Head.Form.ContentEncoding,
        BodyLength = Spool.Length,
        BodySha256 = Spool.Sha256,
        HasBody = Spool.StagedChunks > 0,
    };

    /// <summary>Of a message that was read.</summary>
    public InboxMessage ToMessage(ReceivingServices services, ParsedCallback parsed)
    {
        var acknowledgement = AcknowledgementOf(
            parsed.Header, parsed.Header.RequestId == default ? parsed.TransactionId : null, ReceivedAt);

        // What CNP's service answered is not answered in turn.
        byte[] AnswerOf(SoapVersion version) =>
            ServicePeer.Is(Peer) ? [] : services.Answers.Write(version, parsed.ToAnswer(), acknowledgement);
        return new InboxMessage
        {
            Receipt = Receipt,
            Client = services.Options.Client,
            Environment = services.Options.Environment,
            Peer = Peer,
            Operation = parsed.Operation,
            MessageKey = parsed.MessageKey,
            CallbackPath = Head.Path.Length == 0 ? null : Head.Path,
            SoapAction = string.IsNullOrEmpty(Head.Action) ? null : Head.Action,
            Header = parsed.Header,
            Digest = parsed.Digest,
            DigestVersion = ContentDigest.Version,
            WireFormat = services.Options.WireFormat.Id,
            ReceivedAt = ReceivedAt,
            BodyEncoding = BodySpool.Encoding,
            BodyContentType = ServicePeer.ContentTypeOf(Peer, Head.Form),
            BodyContentEncoding = Head.Form.ContentEncoding,
            BodyLength = Spool.Length,
            BodySha256 = Spool.Sha256,
            BodyChunks = Spool.StagedChunks,
            UsageCount = parsed.LineCount,
            AnswerSoap11 = AnswerOf(SoapVersion.Soap11),
            AnswerSoap12 = AnswerOf(SoapVersion.Soap12),
            Part = parsed.Part,
            UnmatchedEvent = new StoredEvent
            {
                Kind = StoredEventKind.CallbackUnmatched,
                Key = EventKeys.Unmatched(parsed.Operation, Peer, parsed.MessageKey),
                OccurredAt = ReceivedAt,
                Receipt = Receipt,
                Content = new StoredEventContent
                {
                    Operation = parsed.Operation,
                    Peer = Peer,
                    Header = parsed.Header,
                    TransactionId = parsed.TransactionId,
                    Part = parsed.Part,
                    UsageCount = parsed.LineCount,
                },
            },
        };
    }
}
