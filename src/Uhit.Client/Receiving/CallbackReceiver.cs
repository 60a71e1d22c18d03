using System.Diagnostics;
using System.Xml;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
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
public sealed class CallbackReceiver
{
    private readonly ContractPages _pages;
    private readonly ReceivingServices _services;

    internal CallbackReceiver(
        ReceiverSettings options, IUhitStore store, IBusinessCalendar calendar, DispatchSignal signal, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _pages = new ContractPages(
            options.WireFormat.ContractFiles,
            options.Callback.PublicUrl,
            options.WireFormat.CallbackPaths.Count > 1 ? name => PathOf(options.WireFormat, name) : null);
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
    public CallbackResponse? GetContract(string query) => _pages.Find(query);

    private void LogRefused(PeerDecision decision) => _services.Limiter.Write(
        $"Peer:{decision.Refusal}",
        () => ReceivingLog.PeerRefused(_services.Logger, Options.Client, decision.Refusal, decision.Message),
        others => ReceivingLog.MorePeersRefused(_services.Logger, Options.Client, others, decision.Refusal));

    private async Task<CallbackResponse> TakeAsync(
        CallbackRequest request, RequestHead head, string peer, CancellationToken cancellationToken)
    {
        using var activity = UhitTelemetry.Source.StartActivity(UhitTelemetry.ReceiveActivity, ActivityKind.Server);
        var exchange = new CallbackExchange(_services, request, head, peer);
        var startedAt = _services.Time.GetTimestamp();
        try
        {
            return await exchange.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            var tags = new TagList
            {
                { UhitTelemetry.ClientTag, Options.Client },
                { UhitTelemetry.OperationTag, exchange.Operation?.ToString() },
                { UhitTelemetry.OutcomeTag, exchange.Outcome },
            };
            foreach (var tag in tags)
            {
                activity?.SetTag(tag.Key, tag.Value);
            }

            UhitTelemetry.Received.Record(_services.Time.GetElapsedTime(startedAt).TotalSeconds, tags);
            UhitTelemetry.Size.Record(exchange.Length, tags);
        }
    }

    private static string? PathOf(IUhitWireFormat format, XmlQualifiedName name) =>
        format.FindOperations(name.Name, name.Namespace) is [var operation, ..] ? format.GetCallbackPath(operation) : null;
}
