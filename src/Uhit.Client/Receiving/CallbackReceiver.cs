using System.Xml;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Takes CNP's callbacks for one named client: checks who calls, stores, then acknowledges. Knows
/// no HTTP server: a host hands it requests.</summary>
/// <remarks>
/// <para><c>Accepted</c> is answered only after the message is durably stored. One that comes again gets the stored answer, byte for byte.
/// Handlers run later, from the store.</para>
/// <para>Made by <c>AddUhitClient</c>, keyed by the client's name. Thread-safe.</para>
/// </remarks>
internal sealed class CallbackReceiver
{
    private readonly Lazy<ContractPages> _pages;
    private readonly ReceivingServices _services;

    internal CallbackReceiver(
        ReceiverSettings options, IUhitStore store, IBusinessCalendar calendar, DispatchSignal signal, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;

        // Made when somebody first asks for them: a format that can't tell its paths still takes callbacks.
        _pages = new(MakePages);
        _services = new ReceivingServices(options, store, calendar, signal, time, logger);
    }

    /// <summary>Who may call: asked in the TLS handshake already.</summary>
    internal PeerPolicy Peers => Options.Peers;

    /// <summary>The paths, below the one that it is mapped to, on which the contract has operations.</summary>
    public IReadOnlyList<string> Paths => Options.WireFormat.CallbackPaths;

    /// <summary>What it takes, and from whom.</summary>
    internal ReceiverSettings Options { get; }

    /// <summary>Answers one request.</summary>
    /// <remarks>Everything but a caller that breaks off is an answer: 200 for what was taken or refused for good, 500 with a SOAP fault for
    /// what is not understood or could not be stored (then with Retry-After), 202 where the contract's answer is empty, 400, 403, 404, 405,
    /// 413 and 415 below SOAP. The contract is read with GET, at <c>?wsdl</c> and <c>?xsd=name</c>; it is shown
    /// to allowed peers only, like everything here.</remarks>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled when the caller breaks off: what it sent is thrown away unless it was stored.</param>
    /// <exception cref="OperationCanceledException">The caller broke off.</exception>
    public async Task<CallbackResponse> HandleAsync(CallbackRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var decision = Options.Peers.Evaluate(request.PeerCertificate, request.Intermediates);
        if (!decision.IsAllowed)
        {
            LogRefused(decision);
            return CallbackResponse.Plain(403, "Forbidden.");
        }

        if (!Options.WireFormat.CallbackPaths.Contains(request.Path, StringComparer.Ordinal))
        {
            return _services.Unfit(decision.PeerName!, CallbackResponse.Plain(404, "No callbacks are taken at this path."));
        }

        if (request.Method is "GET" && GetContract(request.Query) is { } page)
        {
            return page;
        }

        if (request.Method is not "POST")
        {
            return _services.Unfit(decision.PeerName!, CallbackResponse.Plain(405, "Callbacks are sent with POST.", ("Allow", "POST")));
        }

        return RequestHead.Check(request, out var head) is { } unfit
            ? _services.Unfit(decision.PeerName!, unfit)
            : await TakeAsync(request, head!, decision.PeerName!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The page of the contract that a query asks for, without any check of the caller: for hosts
    /// that show the contract on another port.</summary>
    /// <param name="query">The query, such as <c>?wsdl</c> or <c>?xsd=usage-history.xsd</c>.</param>
    /// <returns>The page, or that there is none of that name; <see langword="null"/> where the query asks for no page.</returns>
    public CallbackResponse? GetContract(string query) => ContractPages.AreAskedFor(query) ? _pages.Value.Find(query) : null;

    private ContractPages MakePages()
    {
        try
        {
            return new(Options.WireFormat.ContractFiles, Options.Callback.PublicUrl, name => PathOf(Options.WireFormat, name));
        }
        catch (Exception e)
        {
            // The format may be anybody's code. Callbacks do not need the pages.
            ReceivingLog.ContractNotShown(_services.Logger, Options.Client, e);
            return new([], publicUrl: null);
        }
    }

    private void LogRefused(PeerDecision decision) => _services.Limiter.Write(
        $"Peer:{decision.Refusal}",
        () => ReceivingLog.PeerRefused(_services.Logger, Options.Client, decision.Refusal, decision.Message),
        others => ReceivingLog.MorePeersRefused(_services.Logger, Options.Client, others, decision.Refusal));

    // From the first byte to the answer.
    private async Task<CallbackResponse> TakeAsync(
        CallbackRequest request, RequestHead head, string peer, CancellationToken cancellationToken)
    {
        using var report = new CallbackReport(_services, peer);
        using var staging = _services.Staging.Begin(peer);
        var receipt = ReceiptId.Create(_services.Time);
        var judge = new BodyJudge(
            _services.Limits, body => head.Form.OpenDocument(body, _services.Limits, toEnd: true),
            start => _services.Reader.CheckStart(start, head));
        using var spool = new BodySpool(_services.Store.Inbox, receipt, judge, staging);
        var intake = new MessageIntake(_services, new ReceivedBody(receipt, peer, _services.Time.GetUtcNow(), head, spool));
        var failures = new CallbackFailures(_services, request, intake, report);
        try
        {
            return await TakeAsync(request, intake, failures, report, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.BrokenOff();
            throw;
        }
        catch (Exception e)
        {
            return failures.TryAgain(e);
        }
        finally
        {
            report.Operation ??= intake.Operation;
            report.Length = spool.Length;
            await DiscardAsync(intake).ConfigureAwait(false);
        }
    }

    private async Task<CallbackResponse> TakeAsync(
        CallbackRequest request, MessageIntake intake, CallbackFailures failures, CallbackReport report,
        CancellationToken cancellationToken)
    {
        var spool = intake.Body.Spool;
        var maxBytes = Options.Callback.MaxBodyBytes;
        try
        {
            if (request.ContentLength > maxBytes)
            {
                return await failures.RefuseUnreceivedAsync(cancellationToken).ConfigureAwait(false);
            }

            await spool.ReceiveAsync(request.Body, maxBytes, cancellationToken).ConfigureAwait(false);
            if (spool.Length == 0)
            {
                report.Empty();
                return _services.Unfit(intake.Body.Peer, RequestHead.Empty);
            }

            var parsed = await intake.ReadAsync(cancellationToken).ConfigureAwait(false);
            await spool.StageAsync(cancellationToken).ConfigureAwait(false);
            return failures.RefusalNow() ?? await StoreAsync(intake, parsed, failures, report).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return await failures.AnswerAsync(e, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<CallbackResponse> StoreAsync(
        MessageIntake intake, ParsedCallback parsed, CallbackFailures failures, CallbackReport report)
    {
        var version = intake.Body.Head.AnswerVersion;
        var result = await intake.StoreAsync(
            parsed, new RoomQuota(Options.Callback.MaxUnmatchedBytes, Options.Callback.MaxUnmatchedEntries)).ConfigureAwait(false);
        switch (result.Outcome)
        {
            case InboxOutcome.Stored:
            case InboxOutcome.Unmatched:
                _services.Signal.Changed(result.Message.Header.RequestId);
                report.Stored(result.Outcome, result.Message, parsed);
                if (result.Outcome == InboxOutcome.Unmatched)
                {
                    await intake.LookAtRoomsAsync().ConfigureAwait(false);
                }

                return Answer(version, result.Message, parsed, () => _services.Adoption.AfterAsync(result, parsed));
            case InboxOutcome.RoomFull:
                report.UnmatchedRoomFull(parsed);
                return _services.Answers.TryAgain(version);
            case InboxOutcome.Duplicate:
                report.Duplicate(parsed);
                return Answer(version, result.Message, parsed);
            default:
                return await failures.KeepConflictAsync(parsed).ConfigureAwait(false);
        }
    }

    // What follows waits until the peer has its answer: it may be much, and is done later where it does not come to it.
    private CallbackResponse Answer(SoapVersion version, InboxMessage stored, ParsedCallback parsed, Func<Task>? then = null) =>
        _services.Answers.Answer(
            version,
            parsed.ToAnswer() with { Operation = stored.Operation, Header = stored.Header },
            version == SoapVersion.Soap12 ? stored.AnswerSoap12 : stored.AnswerSoap11,
            async cancellationToken =>
            {
                await NoteSentAsync(stored, cancellationToken).ConfigureAwait(false);
                await (then?.Invoke() ?? Task.CompletedTask).ConfigureAwait(false);
            });

    private async Task NoteSentAsync(InboxMessage stored, CancellationToken cancellationToken)
    {
        try
        {
            await _services.Store.Dispatch.AppendAsync(
                stored.Client,
                stored.Environment,
                stored.Header.RequestId,
                new StoredEvent
                {
                    Kind = StoredEventKind.CallbackAcknowledged,
                    Key = EventKeys.Answered(stored.Operation, stored.Peer, stored.MessageKey),
                    OccurredAt = _services.Time.GetUtcNow(),
                    Receipt = stored.Receipt,
                    Content = new StoredEventContent
                    {
                        Operation = stored.Operation,
                        Peer = stored.Peer,
                        Header = stored.Header,
                        Acknowledgement = ReceivedBody.AcknowledgementOf(stored.Header, null, stored.ReceivedAt),
                    },
                },
                cancellationToken).ConfigureAwait(false);
            _services.Signal.Set();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ReceivingLog.AnsweredNotNoted(_services.Logger, stored.Client, stored.Operation, stored.MessageKey, e);
        }
    }

    private async Task DiscardAsync(MessageIntake intake)
    {
        if (intake.IsSettled)
        {
            return;
        }

        var receipt = intake.Body.Receipt;
        try
        {
            await _services.Store.Inbox.DiscardAsync(receipt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ReceivingLog.DiscardFailed(_services.Logger, Options.Client, receipt.ToString(), e);
        }
    }

    private static string? PathOf(UhitWireFormat format, XmlQualifiedName name) =>
        format.FindOperations(name.Name, name.Namespace) is [var operation, ..] ? format.GetCallbackPath(operation) : null;
}
