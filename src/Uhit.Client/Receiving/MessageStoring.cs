using Uhit.Client.Inquiries;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>The way of a staged body into the store: the same for a callback and for a kept one that is read again.</summary>
internal sealed class MessageStoring(ReceivingServices services)
{
    private readonly ReceiverSettings _options = services.Options;

    /// <summary>Reads the body; its usage goes to the store batch by batch.</summary>
    /// <param name="spool">The body.</param>
    /// <param name="peer">Who sent it.</param>
    /// <param name="receipt">The receipt under which it is staged.</param>
    /// <param name="head">How it came.</param>
    /// <param name="seen">Hears of the operation as soon as it is known.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="BodyException">It took longer than <see cref="UhitCallbackOptions.ReadTimeout"/>.</exception>
    public async Task<ParsedCallback> ReadAsync(
        BodySpool spool, string peer, ReceiptId receipt, RequestHead head, Action<UhitOperation> seen,
        CancellationToken cancellationToken) =>
        await TryReadAsync(spool, peer, receipt, head, seen, cancellationToken).ConfigureAwait(false)
            ?? throw new UntranslatableException(head.ReadAs, null, new WireFormatException("missing-element", "Header"));

    /// <summary>Reads the body, as above; of an answer, <see langword="null"/> where it does not hold what it is read for.</summary>
    public async Task<ParsedCallback?> TryReadAsync(
        BodySpool spool, string peer, ReceiptId receipt, RequestHead head, Action<UhitOperation> seen, CancellationToken cancellationToken)
    {
        // The wait for a turn counts too: what waits long is swept, and its sender had better send it again.
        using var limit = new CancellationTokenSource(_options.Callback.ReadTimeout, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var turn = await services.Turns.OpenAsync(peer, spool.Length, either.Token).ConfigureAwait(false);
            return await ReadInTurnsAsync(spool, turn, receipt, head, seen, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BodyException(BodyProblem.ReadTooLong, e);
        }
    }

    /// <summary>Stores the message, unless it is there already.</summary>
    /// <returns>Stored, unmatched, duplicate or conflict; and the message that is in the store.</returns>
    /// <param name="body">The body.</param>
    /// <param name="parsed">What it says.</param>
    /// <param name="unmatched">How much of its peer's may be unmatched; <see langword="null"/> for no bound.</param>
    /// <param name="isToBeConfirmed">Whether the inquiry is to remember that CNP has to be told that it is stored.</param>
    public async Task<InboxResult> StoreAsync(ReceivedBody body, ParsedCallback parsed, RoomQuota? unmatched, bool isToBeConfirmed = false)
    {
        var source = new FactSource
        {
            Operation = parsed.Operation,
            Peer = body.Peer,
            Receipt = body.Receipt,
            ReceivedAt = body.ReceivedAt,
            Header = parsed.Header,
            UsageCount = parsed.LineCount,
        };
        var fact = parsed.ToFact(source);
        var correlation = CallbackCorrelation.Of(parsed, body.ReceivedAt);
        var message = MessageOf(body, parsed) with { UnmatchedQuota = unmatched, Correlation = correlation?.Rule };

        // Short, and not to be left half-known: a caller that breaks off now finds its message stored when it sends it again.
        var result = await services.Store.Inbox
            .CommitAsync(
                message,
                record => services.Apply(isToBeConfirmed ? record.Note(parsed.ToFetch(body.ReceivedAt)) : record, fact),
                CancellationToken.None)
            .ConfigureAwait(false);
        if (correlation is not null)
        {
            AdoptionLog.Tell(services, result, correlation.Choice);
        }

        if (result.Outcome != InboxOutcome.DigestVersionDiffers)
        {
            return result;
        }

        return result with
        {
            Outcome = await IsSameAsync(result.Message, parsed).ConfigureAwait(false) ? InboxOutcome.Duplicate : InboxOutcome.Conflict,
        };
    }

    /// <summary>Keeps the bytes of a message that could not be taken, for people to look at.</summary>
    /// <returns>Whether there was room for them.</returns>
    /// <param name="body">The body; all of it is staged.</param>
    /// <param name="reason">Why it could not be taken.</param>
    /// <param name="operation">What it is, where that is known.</param>
    /// <param name="messageKey">Its number, where that is known.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<bool> KeepAsync(
        ReceivedBody body, string reason, UhitOperation? operation, string? messageKey, CancellationToken cancellationToken) =>
        services.Store.Inbox.KeepUnreadableAsync(
            new UnreadableCallback
            {
                Receipt = body.Receipt,
                Client = _options.Client,
                Environment = _options.Environment,
                Peer = body.Peer,
                ReceivedAt = body.ReceivedAt,
                Reason = reason,
                Operation = operation,
                MessageKey = messageKey,
                CallbackPath = body.Head.Path.Length == 0 ? null : body.Head.Path,
                SoapAction = string.IsNullOrEmpty(body.Head.Action) ? null : body.Head.Action,
                BodyEncoding = BodySpool.Encoding,
                BodyContentType = ServicePeer.ContentTypeOf(body.Peer, body.Head.Form),
                BodyContentEncoding = body.Head.Form.ContentEncoding,
                BodyLength = body.Spool.Length,
                BodySha256 = body.Spool.Sha256,
                BodyChunks = body.Spool.StagedChunks,
            },
            new RoomQuota(_options.Callback.MaxUnreadableBytes, ReceiverSettings.MaxUnreadableEntries),
            cancellationToken);

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

    private async Task<ParsedCallback?> ReadInTurnsAsync(
        BodySpool spool, ReadingTurns.Turn turn, ReceiptId receipt, RequestHead head, Action<UhitOperation> seen,
        CancellationToken cancellationToken)
    {
        var appender = new UsageAppender(services.Store.Inbox, receipt, turn, cancellationToken);
        await using var disposingAppender = appender.ConfigureAwait(false);
        void AdmitSeen(UhitOperation operation, MessageHeader header)
        {
            seen(operation);
            Admit(operation, header);
        }

        void Spend(int bytes) => turn.Spend(bytes, cancellationToken);
        try
        {
            var parsed = await turn.RunAsync(() =>
                services.Reader.TryRead(
                    () => spool.Open(cancellationToken), head, AdmitSeen, appender.Take, Spend, cancellationToken)).ConfigureAwait(false);
            await appender.FinishAsync().ConfigureAwait(false);
            return parsed is null ? null : parsed with { Header = WithAuthenticationId(parsed.Header) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The store failed, which stopped the reader: its exception is the one to tell.
            await appender.FinishAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Admit(UhitOperation operation, MessageHeader header)
    {
        if (WithAuthenticationId(header).AuthenticationId != _options.AuthenticationId)
        {
            throw new RefusedCallbackException(
                operation, header,
                new ReportedError { Code = "NotAuthorized", Description = "The AuthenticationId is not served at this address." });
        }
    }

    // Where the contract has none, the address and the certificate say whose it is.
    private MessageHeader WithAuthenticationId(MessageHeader header) =>
        header.AuthenticationId == default ? header with { AuthenticationId = _options.AuthenticationId } : header;

    private async Task<bool> IsSameAsync(InboxMessage stored, ParsedCallback parsed)
    {
        if (stored.PurgedAt is null)
        {
            return await StoredCopies.HaveDigestAsync(services, stored, parsed.Digest).ConfigureAwait(false);
        }

        // What it would be compared with is gone: its identity is all that is left to go by.
        ReceivingLog.NotCompared(services.Logger, _options.Client, stored.Operation, stored.MessageKey, stored.Peer);
        return true;
    }

    private InboxMessage MessageOf(ReceivedBody body, ParsedCallback parsed)
    {
        var acknowledgement = AcknowledgementOf(
            parsed.Header, parsed.Header.RequestId == default ? parsed.TransactionId : null, body.ReceivedAt);

        // What CNP's service answered is not answered in turn.
        byte[] AnswerOf(SoapVersion version) =>
            ServicePeer.Is(body.Peer) ? [] : services.Answers.Write(version, parsed.ToAnswer(), acknowledgement);
        return new InboxMessage
        {
            Receipt = body.Receipt,
            Client = _options.Client,
            Environment = _options.Environment,
            Peer = body.Peer,
            Operation = parsed.Operation,
            MessageKey = parsed.MessageKey,
            CallbackPath = body.Head.Path.Length == 0 ? null : body.Head.Path,
            SoapAction = string.IsNullOrEmpty(body.Head.Action) ? null : body.Head.Action,
            Header = parsed.Header,
            Digest = parsed.Digest,
            DigestVersion = ContentDigest.Version,
            WireFormat = _options.WireFormat.Id,
            ReceivedAt = body.ReceivedAt,
            BodyEncoding = BodySpool.Encoding,
            BodyContentType = ServicePeer.ContentTypeOf(body.Peer, body.Head.Form),
            BodyContentEncoding = body.Head.Form.ContentEncoding,
            BodyLength = body.Spool.Length,
            BodySha256 = body.Spool.Sha256,
            BodyChunks = body.Spool.StagedChunks,
            UsageCount = parsed.LineCount,
            AnswerSoap11 = AnswerOf(SoapVersion.Soap11),
            AnswerSoap12 = AnswerOf(SoapVersion.Soap12),
            Part = parsed.Part,
            UnmatchedEvent = new NewStoredEvent
            {
                Kind = StoredEventKind.CallbackUnmatched,
                Key = EventKeys.Unmatched(parsed.Operation, body.Peer, parsed.MessageKey),
                OccurredAt = body.ReceivedAt,
                Receipt = body.Receipt,
                Content = new StoredEventContent
                {
                    Operation = parsed.Operation,
                    Peer = body.Peer,
                    Header = parsed.Header,
                    TransactionId = parsed.TransactionId,
                    Part = parsed.Part,
                    UsageCount = parsed.LineCount,
                },
            },
        };
    }
}
