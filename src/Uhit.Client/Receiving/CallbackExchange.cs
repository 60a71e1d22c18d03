using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Receiving;

/// <summary>One callback, from its first byte to its answer.</summary>
internal sealed class CallbackExchange(ReceivingServices services, CallbackRequest request, RequestHead head, string peer)
{
    private readonly ReceiverSettings _options = services.Options;
    private readonly ReceiptId _receipt = ReceiptId.Create(services.Time);
    private readonly DateTimeOffset _receivedAt = services.Time.GetUtcNow();
    private readonly MessageStoring _storing = new(services);
    private readonly ExchangeLog _log = new(services, peer);
    private bool _isSettled;

    public UhitOperation? Operation { get; private set; }

    public string Outcome { get; private set; } = "BrokenOff";

    public long Length { get; private set; }

    public async Task<CallbackResponse> RunAsync(CancellationToken cancellationToken)
    {
        using var staging = services.Staging.Begin(peer);
        var judge = new BodyJudge(
            services.XmlLimits, body => head.Form.OpenDocument(body, services.XmlLimits, toEnd: true),
            start => services.Reader.CheckStart(start, head));
        using var spool = new BodySpool(services.Store.Inbox, _receipt, judge, staging);
        try
        {
            return await TakeAsync(spool, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _log.BrokenOff();
            throw;
        }
        catch (BodyException e) when (e.Problem == BodyProblem.WaitedTooLong)
        {
            // Here, and not where the message is taken: one that is kept as unreadable may have to wait as well.
            Outcome = "Failed";
            _log.StagingTimedOut();
            return services.Answers.TryAgain(head.AnswerVersion);
        }
        catch (Exception e)
        {
            // Whatever went wrong here, the caller must not believe that its message was taken.
            Outcome = "Failed";
            _log.Failed(e);
            return services.Answers.TryAgain(head.AnswerVersion);
        }
        finally
        {
            Length = spool.Length;
            await DiscardAsync().ConfigureAwait(false);
        }
    }

    private async Task<CallbackResponse> TakeAsync(BodySpool spool, CancellationToken cancellationToken)
    {
        try
        {
            await ReceiveAsync(spool, cancellationToken).ConfigureAwait(false);
            if (spool.Length == 0)
            {
                Outcome = "Malformed";
                return services.Unfit(peer, RequestHead.Empty);
            }

            var parsed = await _storing.ReadAsync(
                spool, peer, _receipt, head, operation => Operation = operation, cancellationToken).ConfigureAwait(false);
            await spool.StageAsync(cancellationToken).ConfigureAwait(false);
            return RefusalNow() ?? await StoreAsync(spool, parsed).ConfigureAwait(false);
        }
        catch (BodyException e) when (e.Problem == BodyProblem.TooLarge)
        {
            return await RefuseTooLargeAsync(spool, isHosts: false).ConfigureAwait(false);
        }
        catch (BodyException e) when (e.Problem == BodyProblem.NotReceived)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var status = request.StatusOfReadFailure?.Invoke(e.InnerException!) ?? 400;
            if (status == 413)
            {
                return await RefuseTooLargeAsync(spool, isHosts: true).ConfigureAwait(false);
            }

            _log.BrokenOff();
            return CallbackResponse.Plain(status, "The body can't be read.", ("Connection", "close"));
        }
        catch (RefusedCallbackException e)
        {
            Operation = e.Operation;
            if (await IsReplacedAsync(e.Header.AuthenticationId, cancellationToken).ConfigureAwait(false))
            {
                Outcome = "Failed";
                _log.AuthenticationIdReplaced();
                return services.Answers.TryAgain(head.AnswerVersion);
            }

            Outcome = "Refused";
            _log.OtherAuthenticationId(e.Operation);
            return services.Answers.Reject(
                head.AnswerVersion, new WireCallback { Operation = e.Operation, Header = e.Header, Form = e.Form }, _receivedAt, e.Error);
        }
        catch (BodyException e) when (e.Problem == BodyProblem.ReadTooLong)
        {
            Outcome = "Failed";
            _log.ReadTimedOut(spool.Length);
            return services.Answers.TryAgain(head.AnswerVersion);
        }
        catch (UntranslatableException e)
        {
            return RefusalNow() ?? await KeepUntranslatableAsync(spool, e, cancellationToken).ConfigureAwait(false);
        }
        catch (SoapMessageException e)
        {
            return Malformed(e.Code, e.Message, e.NotUnderstood);
        }
        catch (XmlGuardException e)
        {
            return Malformed(SoapFaultCode.Sender, e.Message);
        }
        catch (XmlException)
        {
            // The exception's own text may quote the message.
            return Malformed(SoapFaultCode.Sender, "The message is not well-formed XML.");
        }
    }

    private async Task ReceiveAsync(BodySpool spool, CancellationToken cancellationToken)
    {
        if (request.ContentLength > _options.Callback.MaxBodyBytes)
        {
            await ReceiveStartAsync(spool, cancellationToken).ConfigureAwait(false);
            throw new BodyException(BodyProblem.TooLarge);
        }

        await spool.ReceiveAsync(request.Body, _options.Callback.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
    }

    // As much as says whose it is. A caller that sends nothing before it is answered is not waited for.
    private async Task ReceiveStartAsync(BodySpool spool, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await spool.ReceiveStartAsync(request.Body, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private Task<CallbackResponse> RefuseTooLargeAsync(BodySpool spool, bool isHosts)
    {
        Outcome = "TooLarge";
        return new TooLargeBody(services, head, peer).RefuseAsync(spool.Start, isHosts, _receivedAt);
    }

    /// <summary>Judges the caller again: the body may have taken long to come, and the peer be removed meanwhile.</summary>
    private CallbackResponse? RefusalNow()
    {
        var decision = _options.Peers.Evaluate(request.PeerCertificate, request.Intermediates);
        if (decision.IsAllowed && string.Equals(decision.PeerName, peer, StringComparison.Ordinal))
        {
            return null;
        }

        Outcome = "Refused";
        _log.NoLongerAPeer();

        // One that is only named otherwise now is let in when it sends again.
        return decision.IsAllowed ? services.Answers.TryAgain(head.AnswerVersion) : CallbackResponse.Plain(403, "Forbidden.");
    }

    /// <summary>Whether another process uses the store under this ID by now: what comes for it is that
    /// process's, or ours once we have restarted.</summary>
    private async Task<bool> IsReplacedAsync(AuthenticationId? said, CancellationToken cancellationToken)
    {
        var noted = await services.Store.Maintenance.GetAuthenticationIdsAsync(cancellationToken).ConfigureAwait(false);
        return noted.TryGetValue(_options.Client, out var id) && id == said && id != _options.AuthenticationId;
    }

    private async Task<CallbackResponse> StoreAsync(BodySpool spool, ParsedCallback parsed)
    {
        var result = await _storing.StoreAsync(
            BodyOf(spool),
            parsed,
            new RoomQuota(_options.Callback.MaxUnmatchedBytes, _options.Callback.MaxUnmatchedEntries)).ConfigureAwait(false);
        switch (result.Outcome)
        {
            case InboxOutcome.Stored:
            case InboxOutcome.Unmatched:
                _isSettled = true;
                services.Signal.Changed(result.Message.Header.RequestId);
                Outcome = result.Outcome.ToString();
                _log.Stored(result.Outcome, result.Message, parsed);
                if (result.Outcome == InboxOutcome.Unmatched)
                {
                    await LookAtRoomsAsync().ConfigureAwait(false);
                }

                return Answer(result.Message, parsed, () => services.Adoption.AfterAsync(result, parsed));
            case InboxOutcome.RoomFull:
                Outcome = "RoomFull";
                _log.UnmatchedRoomFull(parsed);
                return services.Answers.TryAgain(head.AnswerVersion);
            case InboxOutcome.Duplicate:
                _log.Duplicate(parsed);
                Outcome = "Duplicate";
                return Answer(result.Message, parsed);
            default:
                return await KeepConflictAsync(spool, parsed).ConfigureAwait(false);
        }
    }

    private ReceivedBody BodyOf(BodySpool spool) => new(_receipt, peer, _receivedAt, head, spool);

    // What follows waits until the peer has its answer: it may be much, and is done later where it does not come to it.
    private CallbackResponse Answer(InboxMessage stored, ParsedCallback parsed, Func<Task>? then = null) => services.Answers.Answer(
        head.AnswerVersion,
        parsed.ToAnswer() with { Operation = stored.Operation, Header = stored.Header },
        head.AnswerVersion == SoapVersion.Soap12 ? stored.AnswerSoap12 : stored.AnswerSoap11,
        async cancellationToken =>
        {
            await NoteSentAsync(stored, cancellationToken).ConfigureAwait(false);
            await (then?.Invoke() ?? Task.CompletedTask).ConfigureAwait(false);
        });

    private async Task NoteSentAsync(InboxMessage stored, CancellationToken cancellationToken)
    {
        try
        {
            await services.Store.Dispatch.AppendAsync(
                stored.Client,
                stored.Environment,
                stored.Header.RequestId,
                new NewStoredEvent
                {
                    Kind = StoredEventKind.CallbackAcknowledged,
                    Key = EventKeys.Answered(stored.Operation, stored.Peer, stored.MessageKey),
                    OccurredAt = services.Time.GetUtcNow(),
                    Receipt = stored.Receipt,
                    Content = new StoredEventContent
                    {
                        Operation = stored.Operation,
                        Peer = stored.Peer,
                        Header = stored.Header,
                        Acknowledgement = MessageStoring.AcknowledgementOf(stored.Header, null, stored.ReceivedAt),
                    },
                },
                cancellationToken).ConfigureAwait(false);
            services.Signal.Set();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ReceivingLog.AnsweredNotNoted(services.Logger, stored.Client, stored.Operation, stored.MessageKey, e);
        }
    }

    private async Task<CallbackResponse> KeepConflictAsync(BodySpool spool, ParsedCallback message)
    {
        await KeepAsync(spool, "conflict", message.Operation, message.MessageKey, CancellationToken.None).ConfigureAwait(false);
        Outcome = "Conflict";
        _log.Conflict(message, _receipt);
        return services.Answers.Reject(head.AnswerVersion, message.ToAnswer(), _receivedAt, new ReportedError
        {
            Code = "ConflictingContent",
            Description = "A message of the same MessageId and other content was accepted before. The first one holds.",
        });
    }

    private async Task<CallbackResponse> KeepUntranslatableAsync(
        BodySpool spool, UntranslatableException untranslatable, CancellationToken cancellationToken)
    {
        await spool.StageAsync(cancellationToken).ConfigureAwait(false);
        var messageId = untranslatable.Header?.MessageId;
        await KeepAsync(
            spool, untranslatable.Cause.Code, untranslatable.Operation, messageId?.Value, cancellationToken).ConfigureAwait(false);
        Operation = untranslatable.Operation;
        Outcome = "Unreadable";
        _log.Untranslatable(untranslatable, _receipt);
        return services.Answers.Fault(
            head.AnswerVersion,
            SoapFaultCode.Sender,
            untranslatable.Message,
            new WireFault
            {
                Code = "NotUnderstood",
                Description = untranslatable.Cause.Setting is null
                    ? "The body does not fit the contract."
                    : "The body holds more than is taken.",
                MessageId = messageId,
            });
    }

    private async Task KeepAsync(
        BodySpool spool, string reason, UhitOperation? operation, string? messageKey, CancellationToken cancellationToken)
    {
        var isKept = await _storing.KeepAsync(BodyOf(spool), reason, operation, messageKey, cancellationToken).ConfigureAwait(false);
        _isSettled = true;
        if (!isKept)
        {
            _log.UnreadableRoomFull(reason);
        }

        await LookAtRoomsAsync().ConfigureAwait(false);
    }

    // What is stored stays stored, whether we can count it or not.
    private async Task LookAtRoomsAsync()
    {
        try
        {
            await services.Rooms.LookAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (UhitStoreException e)
        {
            _log.Exception(e);
        }
    }

    private CallbackResponse Malformed(SoapFaultCode code, string reason, IReadOnlyList<XmlQualifiedName>? notUnderstood = null)
    {
        Outcome = "Malformed";
        _log.Malformed(reason);
        return services.Answers.Fault(
            head.AnswerVersion, code, reason, new WireFault { Code = "Malformed", Description = reason }, notUnderstood);
    }

    private async Task DiscardAsync()
    {
        if (_isSettled)
        {
            return;
        }

        try
        {
            await services.Store.Inbox.DiscardAsync(_receipt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _log.DiscardFailed(_receipt, e);
        }
    }
}
