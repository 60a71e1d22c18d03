using System.Net;
using System.Xml;
using Uhit.Client.Http;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Sending.Wcf;
using Uhit.Client.Wire;

namespace Uhit.Client.Sending.Polling;

/// <summary>Asks CNP once for what it holds ready and stores it; and tells CNP once that it is stored.</summary>
internal sealed class UsageFetcher(
    ClientIdentity identity, UhitWireFormat format, ServiceCaller caller, InquiryAnswerReader answers, ReceivingServices receiving,
    UhitPollingOptions options)
{
    private readonly AnswerIntake _intake = new(receiving);

    /// <summary>Fetches once. Never throws for what CNP or the way to it does.</summary>
    /// <param name="record">The inquiry that is asked for; <see langword="null"/> for whatever is ready.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UhitStoreException">The store failed.</exception>
    public async Task<FetchReport> FetchAsync(InquiryRecord? record, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.FetchTimeout, receiving.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var answer = new AnswerSpool(receiving, ServicePeer.Fetched);
        await using var disposing = answer.ConfigureAwait(false);
        var fetch = new WireFetch
        {
            Header = HeaderOf(record?.RequestId),
            TransactionId = record?.Ledger.Transaction?.TransactionId,
            Inquiry = record?.Inquiry,
        };
        Exception? notWritten = null;
        void Write(XmlWriter writer)
        {
            try
            {
                format.WriteFetch(writer, fetch);
            }
            catch (Exception e)
            {
                notWritten = e;
                throw;
            }
        }

        try
        {
            var called = await caller.CallAsync(UhitOperation.FetchUsage, fetch.Header, Write, answer, either.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (called.Response is null)
            {
                // To the layers below, our own limit is somebody who gave up.
                limit.Token.ThrowIfCancellationRequested();
            }

            // What can't be written of one inquiry says nothing of the way to CNP.
            return notWritten is not null ? FetchReport.Failed(NotWritten(notWritten), isOfAll: false)
                : called.Response is not { } response ? FetchReport.Failed(called.Failure!, isOfAll: true)
                : answer.HasCome ? await TakeAsync(response, answer, record?.RequestId, either.Token).ConfigureAwait(false)
                : WithoutContent(response);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return FetchReport.Failed(new UhitConnectionException(
                ConnectionFailure.Timeout, $"The fetch took longer than Polling:FetchTimeout ({options.FetchTimeout}).", e), isOfAll: true);
        }
    }

    /// <summary>Confirms once.</summary>
    /// <returns>Whether CNP holds the message no longer, or says that it never did; or why that is not known.</returns>
    public async Task<(bool IsConfirmed, bool IsUnknown, UhitException? Failure)> ConfirmAsync(
        RequestId requestId, FetchRecord fetched, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.FetchTimeout, receiving.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var confirmation = new WireFetch
        {
            Header = HeaderOf(requestId),
            Confirms = fetched.MessageId,
            TransactionId = fetched.TransactionId,
            Part = fetched.Part,
        };
        var called = await caller
            .CallAsync(
                UhitOperation.ConfirmUsage,
                confirmation.Header,
                writer => format.WriteConfirm(writer, confirmation),
                null,
                either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (called.Response is not { } response)
        {
            return (false, false, called.Failure);
        }

        var report = answers.ReadConfirmation(response, confirmation, either.Token);
        return report.Answer is { } said ? (true, said.Status == AcknowledgementStatus.Rejected, null) : (false, false, report.Failure);
    }

    private static UhitConnectionException NotWritten(Exception exception) => new(
        ConnectionFailure.Interrupted,
        "The wire format could not write the fetch, so nothing was "
            + $"asked{(exception is WireFormatException { Code: { } code } ? $" ({code})" : string.Empty)}.",
        exception);

    private MessageHeader HeaderOf(RequestId? requestId) => new()
    {
        AuthenticationId = identity.AuthenticationId,
        RequestId = requestId ?? default,
        MessageId = MessageId.Create(receiving.Time),
        SentAt = receiving.Time.GetUtcNow(),
    };

    // A fault, or a status that says it all.
    private FetchReport WithoutContent(SendResponse response) => response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent
        ? FetchReport.Nothing
        : OfFailure(answers.ReadFetchFailure(response, out var isNothing), isNothing, response);

    private static FetchReport OfFailure(UhitException? failure, bool isNothing, SendResponse response) =>
        isNothing ? FetchReport.Nothing : FetchReport.Failed(failure!, IsOfAll(response.StatusCode));

    // A refusal that is not about one inquiry: the certificate, the address, too many calls, a service that is down.
    private static bool IsOfAll(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout;

    private async Task<FetchReport> TakeAsync(
        SendResponse response, AnswerSpool answer, RequestId? asked, CancellationToken cancellationToken)
    {
        if (answer.Problem is UhitStoreException store)
        {
            throw store;
        }

        if (answer.Problem is { } problem)
        {
            return NotTaken(response, problem);
        }

        if (answer.Body.Length == 0)
        {
            return FetchReport.Nothing;
        }

        if (await LookAsync(response, answer, cancellationToken).ConfigureAwait(false) is { } seen)
        {
            return seen;
        }

        try
        {
            var intake = await _intake.TakeAsync(
                answer, UhitOperation.FetchUsage, asked, format.Polling!.Confirms, cancellationToken).ConfigureAwait(false);
            return new FetchReport(
                intake.Outcome,
                intake.Message,
                intake.Outcome is IntakeOutcome.Kept or IntakeOutcome.NotTaken ? Unfit(response, intake.Problem) : null);
        }
        catch (BodyException e) when (e.Problem == BodyProblem.WaitedTooLong)
        {
            return NotTaken(response, e);
        }
    }

    // Where there is no room, the next one finds none either; anything else is of this one alone.
    private FetchReport NotTaken(SendResponse response, Exception problem) => FetchReport.Failed(
        Unfit(response, problem), isOfAll: problem is BodyException { Problem: BodyProblem.WaitedTooLong });

    // Whether it is a fault, or has no content: only what else there is is taken for a message.
    private async Task<FetchReport?> LookAsync(SendResponse response, AnswerSpool answer, CancellationToken cancellationToken)
    {
        try
        {
            using var envelope = answers.Open(
                () => answer.Body.Open(cancellationToken), answer.Form, receiving.Limits, cancellationToken);
            return envelope.IsFault
                ? OfFailure(answers.ReadFetchFailure(response, envelope, out var isNothing), isNothing, response)
                : null;
        }
        catch (SoapMessageException e) when (e.IsEmptyBody)
        {
            return FetchReport.Nothing;
        }
        catch (Exception e) when (e is SoapMessageException or XmlException)
        {
            return FetchReport.Failed(Unfit(response, e), isOfAll: false);
        }
    }

    private UhitServiceException Unfit(SendResponse response, Exception? problem) => new(
        problem switch
        {
            BodyException { Problem: BodyProblem.TooLarge } => "CNP answered a fetch with more "
                + $"than {receiving.Options.Callback.MaxBodyBytes} bytes (Callback:MaxBodyBytes): nothing of it was stored.",
            BodyException { Problem: BodyProblem.WaitedTooLong } =>
                "Too many other answers were on their way into the store (Callback:MaxStagedBytes): nothing of this one was stored. It is "
                    + "not confirmed, so CNP holds it.",
            SoapMessageException => $"What CNP answered to a fetch can't be taken. {problem.Message}",
            _ => "What CNP answered to a fetch can't be taken: see the log entry before. It is not confirmed, so CNP holds it.",
        },
        response.StatusCode,
        isTransient: true,
        problem);
}

/// <summary>How one fetch ended.</summary>
/// <param name="Outcome">What came of it; <see langword="null"/> where CNP gave no answer that counts.</param>
/// <param name="Message">What was fetched, where it could be read.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="IsOfAll">Whether the failure is one of the way to CNP, and would meet every fetch.</param>
internal sealed record FetchReport(
    IntakeOutcome? Outcome, ParsedCallback? Message = null, UhitException? Failure = null, bool IsOfAll = false)
{
    public static FetchReport Nothing { get; } = new(IntakeOutcome.Nothing);

    public static FetchReport Failed(UhitException failure, bool isOfAll) => new(null, null, failure, isOfAll);

    /// <summary>Whether the message is in the store, now or since before: CNP may be told.</summary>
    public bool IsStored => Outcome is IntakeOutcome.Stored or IntakeOutcome.Unmatched or IntakeOutcome.Duplicate;
}
