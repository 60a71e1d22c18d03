using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Receiving;

/// <summary>What a callback that can't be taken is answered with, and what is kept of it.</summary>
internal sealed class CallbackFailures(ReceivingServices services, CallbackRequest request, MessageIntake intake, CallbackReport report)
{
    private readonly ReceiverSettings _options = services.Options;
    private readonly ReceivedBody _body = intake.Body;
    private readonly SoapVersion _version = intake.Body.Head.AnswerVersion;

    /// <summary>The answer to a callback whose taking ended with an exception.</summary>
    /// <exception cref="Exception">What went wrong here: the caller must not believe that its message was taken.</exception>
    public async Task<CallbackResponse> AnswerAsync(Exception problem, CancellationToken cancellationToken)
    {
        switch (problem)
        {
            case BodyException { Problem: BodyProblem.TooLarge }:
                return await RefuseTooLargeAsync(isHosts: false).ConfigureAwait(false);
            case BodyException { Problem: BodyProblem.NotReceived }:
                cancellationToken.ThrowIfCancellationRequested();
                return await RefuseNotReceivedAsync(problem.InnerException!).ConfigureAwait(false);
            case BodyException { Problem: BodyProblem.ReadTooLong }:
                report.ReadTimedOut(_body.Spool.Length);
                return services.Answers.TryAgain(_version);
            case RefusedCallbackException refused:
                return await RefuseAsync(refused, cancellationToken).ConfigureAwait(false);
            case UntranslatableException untranslatable:
                return RefusalNow() ?? await KeepUntranslatableAsync(untranslatable, cancellationToken).ConfigureAwait(false);
            case SoapMessageException soap:
                return Malformed(soap.Code, soap.Message, soap.NotUnderstood);
            case XmlGuardException guard:
                return Malformed(SoapFaultCode.Sender, guard.Message, setting: guard.Setting);
            case XmlException:
                // The exception's own text may quote the message.
                return Malformed(SoapFaultCode.Sender, "The message is not well-formed XML.");
            default:
                return TryAgain(problem);
        }
    }

    /// <summary>Asks the caller to send it again, whatever went wrong.</summary>
    public CallbackResponse TryAgain(Exception problem)
    {
        if (problem is BodyException { Problem: BodyProblem.WaitedTooLong })
        {
            report.StagingTimedOut();
        }
        else
        {
            report.Failed(problem);
        }

        return services.Answers.TryAgain(_version);
    }

    /// <summary>Judges the caller again: the body may have taken long to come, and the peer be removed meanwhile.</summary>
    /// <returns><see langword="null"/> where it may still call.</returns>
    public CallbackResponse? RefusalNow()
    {
        var decision = _options.Peers.Evaluate(request.PeerCertificate, request.Intermediates);
        if (decision.IsAllowed && string.Equals(decision.PeerName, _body.Peer, StringComparison.Ordinal))
        {
            return null;
        }

        report.NoLongerAPeer();

        // One that is only named otherwise now is let in when it sends again.
        return decision.IsAllowed ? services.Answers.TryAgain(_version) : CallbackResponse.Plain(403, "Forbidden.");
    }

    /// <summary>Keeps a message that has the number of another one and other content.</summary>
    public async Task<CallbackResponse> KeepConflictAsync(ParsedCallback message)
    {
        await KeepAsync("conflict", message.Operation, message.MessageKey, CancellationToken.None).ConfigureAwait(false);
        report.Conflict(message, _body.Receipt);
        return services.Answers.Reject(_version, message.ToAnswer(), _body.ReceivedAt, new ReportedError
        {
            Code = "ConflictingContent",
            Description = "A message of the same MessageId and other content was accepted before. The first one holds.",
        });
    }

    /// <summary>Refuses a body that says that it is too large, of which nothing has come.</summary>
    /// <exception cref="BodyException">The body could not be read.</exception>
    public async Task<CallbackResponse> RefuseUnreceivedAsync(CancellationToken cancellationToken)
    {
        // As much as says whose it is. A caller that sends nothing before it is answered is not waited for.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _body.Spool.ReceiveStartAsync(request.Body, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        return await RefuseTooLargeAsync(isHosts: false).ConfigureAwait(false);
    }

    private async Task<CallbackResponse> RefuseNotReceivedAsync(Exception cause)
    {
        var status = request.StatusOfReadFailure?.Invoke(cause) ?? 400;
        if (status == 413)
        {
            return await RefuseTooLargeAsync(isHosts: true).ConfigureAwait(false);
        }

        report.BrokenOff();
        return CallbackResponse.Plain(status, "The body can't be read.", ("Connection", "close"));
    }

    private Task<CallbackResponse> RefuseTooLargeAsync(bool isHosts)
    {
        report.TooLarge();
        return new TooLargeBody(services, _body.Head, _body.Peer).RefuseAsync(_body.Spool.Start, isHosts, _body.ReceivedAt);
    }

    private async Task<CallbackResponse> RefuseAsync(RefusedCallbackException refused, CancellationToken cancellationToken)
    {
        // Where another process uses the store under this ID by now, what comes for it is that process's, or ours once we are started anew.
        var noted = await services.Store.Maintenance.GetAuthenticationIdsAsync(cancellationToken).ConfigureAwait(false);
        if (noted.TryGetValue(_options.Client, out var id) && id == refused.Header.AuthenticationId && id != _options.AuthenticationId)
        {
            report.AuthenticationIdReplaced();
            return services.Answers.TryAgain(_version);
        }

        report.OtherAuthenticationId(refused.Operation);
        return services.Answers.Reject(
            _version,
            new WireCallback { Operation = refused.Operation, Header = refused.Header, Form = refused.Form },
            _body.ReceivedAt,
            refused.Error);
    }

    private async Task<CallbackResponse> KeepUntranslatableAsync(
        UntranslatableException untranslatable, CancellationToken cancellationToken)
    {
        await _body.Spool.StageAsync(cancellationToken).ConfigureAwait(false);
        var messageId = untranslatable.Header?.MessageId;
        await KeepAsync(untranslatable.Cause.Code, untranslatable.Operation, messageId?.Value, cancellationToken).ConfigureAwait(false);
        report.Untranslatable(untranslatable, _body.Receipt);
        return services.Answers.Fault(
            _version,
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

    private async Task KeepAsync(string reason, UhitOperation? operation, string? messageKey, CancellationToken cancellationToken)
    {
        if (!await intake.KeepAsync(reason, operation, messageKey, cancellationToken).ConfigureAwait(false))
        {
            report.UnreadableRoomFull(reason);
        }

        await intake.LookAtRoomsAsync().ConfigureAwait(false);
    }

    // The setting is for the operator: the caller is not told of it.
    private CallbackResponse Malformed(
        SoapFaultCode code, string reason, IReadOnlyList<XmlQualifiedName>? notUnderstood = null, string? setting = null)
    {
        report.Malformed(setting is null ? reason : $"{reason} It was not kept: see the setting {setting}.");
        return services.Answers.Fault(_version, code, reason, new WireFault { Code = "Malformed", Description = reason }, notUnderstood);
    }
}
