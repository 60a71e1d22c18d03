using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Inquiries.Rules;
using Uhit.Client.Store;

namespace Uhit.Client.Sending;

/// <summary>Stores an inquiry before it is sent, sends it, and stores how the send ended.</summary>
internal sealed class InquirySubmission(
    ClientIdentity identity,
    IUhitStore store,
    Func<IInquirySender> sender,
    ResiliencePipeline<SendReport> pipeline,
    IBusinessCalendar calendar,
    InquirySnapshotReader snapshots,
    UhitConnectionOptions limits,
    ILogger logger,
    TimeProvider time,
    Func<RequestId, Task>? numberLearnt = null,
    bool isNumbered = true)
{
    public async Task<SubmitResult> SubmitAsync(UsageHistoryInquiry inquiry, CancellationToken cancellationToken)
    {
        // The inquiry and the start of its send are one write: a crash leaves no draft that nobody would ever look at.
        var draft = NewRecord(inquiry);
        var started = NextSend(draft);
        var begun = Apply(draft, started).Record;
        if (await store.Inquiries.AddAsync(begun, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return await SendStartedAsync(begun, started, cancellationToken).ConfigureAwait(false);
        }

        if (!AsksForTheSame(known.Inquiry, inquiry))
        {
            throw new UhitInquiryException(
                known.RequestId,
                "An inquiry of this ClientReference exists and asks for other ESI IDs: nothing was sent. Give each inquiry a reference of "
                    + "its own.");
        }

        return known.Sending is not (SendingState.Draft or SendingState.NotSent)
            ? AlreadySubmitted(known)
            : await SendAsync(known.RequestId, mayBeUncertain: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an inquiry of this reference is stored that would not be sent by submitting it again.</summary>
    public async Task<bool> WasSentAsync(string reference, CancellationToken cancellationToken)
    {
        await foreach (var record in store.Inquiries.ListAsync(
            identity.Name, new InquiryQuery { ClientReference = reference, Limit = 1 }, cancellationToken).ConfigureAwait(false))
        {
            return record.Sending is not (SendingState.Draft or SendingState.NotSent);
        }

        return false;
    }

    public async Task<SubmitResult> ResendAsync(RequestId id, CancellationToken cancellationToken)
    {
        var record = await store.Inquiries.FindAsync(identity.Name, id, cancellationToken).ConfigureAwait(false)
            ?? throw InquirySnapshotReader.Unknown(id);
        return record.Sending switch
        {
            SendingState.Accepted => AlreadySubmitted(record),
            SendingState.Rejected =>
                throw new UhitInquiryException(id, "CNP rejected this inquiry: correct it and submit it as a new one."),
            SendingState.Abandoned => throw new UhitInquiryException(id, "This inquiry was abandoned: submit it as a new one."),
            SendingState.Sending => throw new UhitInquiryException(
                id, "A send of this inquiry is under way. If the process that sent it has died, it becomes Uncertain within minutes while "
                    + "a worker runs."),
            _ => await SendAsync(id, mayBeUncertain: true, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task AbandonAsync(RequestId id, string reason, CancellationToken cancellationToken)
    {
        var fact = new Abandoned(time.GetUtcNow(), reason);
        _ = await store.Inquiries.ChangeAsync(identity.Name, id, record => Apply(record, fact), cancellationToken).ConfigureAwait(false)
            ?? throw InquirySnapshotReader.Unknown(id);
    }

    private async Task<SubmitResult> SendAsync(RequestId id, bool mayBeUncertain, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SendStarted? started = null;

        // Not cancelled: a start that is stored after the caller has gone would be a send that never was.
        var record = await store.Inquiries.ChangeAsync(
            identity.Name,
            id,
            current =>
            {
                var maySend = current.Sending is SendingState.Draft or SendingState.NotSent
                    || (mayBeUncertain && current.Sending is SendingState.Uncertain);
                if (maySend && StoreRules.LacksPersonalData(current.Inquiry))
                {
                    throw new UhitInquiryException(
                        id, "The personal data of this inquiry was purged: it can't be sent. Submit it as a new one.");
                }

                if (maySend && DamagedText.LineOf(current.Inquiry) is { } line)
                {
                    throw new UhitInquiryException(
                        id, $"Line {line} of this inquiry has a text with characters that were lost (U+FFFD) or that XML can't carry: it "
                            + "is not sent. Abandon it, and submit it with the right text as a new one.");
                }

                started = maySend ? NextSend(current) : null;
                return started is null ? null : Apply(current, started);
            },
            CancellationToken.None).ConfigureAwait(false) ?? throw InquirySnapshotReader.Unknown(id);

        // Somebody else was faster: what is there is the answer.
        return started is null
            ? AlreadySubmitted(record)
            : await SendStartedAsync(record, started, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SubmitResult> SendStartedAsync(InquiryRecord record, SendStarted started, CancellationToken cancellationToken)
    {
        var header = new MessageHeader
        {
            AuthenticationId = record.AuthenticationId,
            RequestId = record.RequestId,
            MessageId = started.MessageId,
            SentAt = started.At,
        };
        SubmissionLog.Sending(logger, identity.Name, record.RequestId.Value, started.Attempt, record.Inquiry.Lines.Count);
        var report = await ReportAsync(
            record, started, new InquiryMessage(header, record.Inquiry), cancellationToken).ConfigureAwait(false);
        if (record.Ledger.Sends.Any(send => send.Key != started.Attempt && send.Value.MayHaveArrived is not false))
        {
            report = report.AfterOneThatMayHaveArrived();
        }

        SubmissionLog.Sent(logger, identity.Name, record.RequestId.Value, report.Outcome, report.Failure?.GetType().Name);

        InquiryFact fact = report.Answer is { } answer
            ? new Acknowledged(
                new MessageOrder(answer.ReceivedAt, answer.MessageId?.Value ?? started.MessageId.Value), answer, started.Attempt)
            : new SendEnded(started.Attempt, MayHaveArrived: report.Outcome != SendReportOutcome.NotSent);

        var after = await StoreEndAsync(record, fact).ConfigureAwait(false);
        if (report.Answer?.TransactionId is not null && numberLearnt is not null)
        {
            // A callback that names the inquiry by CNP's number may have been faster than the answer.
            await numberLearnt(record.RequestId).ConfigureAwait(false);
        }

        return report.Answer is null && cancellationToken.IsCancellationRequested
            ? throw SendFailures.Canceled(record.RequestId, after.Sending, isNumbered, cancellationToken)
            : ResultOf(report, after);
    }

    // Also where the caller no longer waits.
    private async Task<InquiryRecord> StoreEndAsync(InquiryRecord record, InquiryFact fact)
    {
        try
        {
            return await store.Inquiries.ChangeAsync(
                identity.Name, record.RequestId, current => Apply(current, fact), CancellationToken.None).ConfigureAwait(false) ?? record;
        }
        catch (UhitStoreException exception)
        {
            throw SendFailures.For(record.RequestId, SendingState.Sending, exception);
        }
    }

    private async Task<SendReport> ReportAsync(
        InquiryRecord record, SendStarted started, InquiryMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Nobody expected this one, so nobody knows how far the message came.
            var after = await StoreEndAsync(record, new SendEnded(started.Attempt, MayHaveArrived: true)).ConfigureAwait(false);
            throw SendFailures.For(record.RequestId, after.Sending, exception as UhitException ?? new UhitConnectionException(
                ConnectionFailure.Interrupted, $"An error that nobody expected ended the send ({exception.GetType().Name}).", exception),
                isNumbered);
        }
    }

    private async Task<SendReport> RunAsync(InquiryMessage message, CancellationToken cancellationToken)
    {
        // The last attempt's report, because a timeout around it throws although the attempt knows how far it came.
        SendReport? last = null;
        var begun = time.GetTimestamp();
        try
        {
            return await pipeline.ExecuteAsync(
                async token => last = await AttemptAsync(message, begun, token, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutRejectedException or OperationCanceledException or BrokenCircuitException)
        {
            return last is null or { Outcome: SendReportOutcome.Answered }
                ? last ?? SendReport.NotSent(new UhitConnectionException(FailureOf(exception), Explain(exception), exception))
                : last;
        }
    }

    private async Task<SendReport> AttemptAsync(InquiryMessage message, long begun, CancellationToken limited, CancellationToken callers)
    {
        // Of the two limits the one that leaves less is the one that cuts off.
        var isAttempt = limits.AttemptTimeout <= limits.TotalTimeout - time.GetElapsedTime(begun);
        var report = await SendOnceAsync(message, limited).ConfigureAwait(false);
        return !limited.IsCancellationRequested || callers.IsCancellationRequested ? report
            : isAttempt ? SendFailures.CutOff(report, nameof(limits.AttemptTimeout), limits.AttemptTimeout)
            : SendFailures.CutOff(report, nameof(limits.TotalTimeout), limits.TotalTimeout);
    }

    // What sends is made here and not before: reading what came needs no endpoint. Made in vain, it is made again at the next send.
    private async Task<SendReport> SendOnceAsync(InquiryMessage message, CancellationToken cancellationToken)
    {
        IInquirySender once;
        try
        {
            once = sender();
        }
        catch (UhitConfigurationException exception)
        {
            // The inquiry is stored as being sent by now: it did not leave, and may be sent once the setting is right.
            return SendReport.NotSent(exception);
        }

        return await once.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private static ConnectionFailure FailureOf(Exception exception) =>
        exception is TimeoutRejectedException ? ConnectionFailure.Timeout : ConnectionFailure.Interrupted;

    private static string Explain(Exception exception) => exception switch
    {
        BrokenCircuitException => "CNP could not be reached several times in a row, so nothing was tried now. It will be tried again after "
            + "Connection:BreakerBreakDuration.",
        TimeoutRejectedException => "The time of Connection:TotalTimeout ran out before the inquiry left.",
        _ => "The call was cancelled before the inquiry left.",
    };

    private SubmitResult ResultOf(SendReport report, InquiryRecord record)
    {
        var snapshot = snapshots.SnapshotOf(record);
        return report.Outcome switch
        {
            SendReportOutcome.NotSent or SendReportOutcome.Refused => throw SendFailures.For(
                record.RequestId, snapshot.Sending, report.Failure!, isNumbered, report.Outcome == SendReportOutcome.Refused),

            // A callback may have resolved it while the answer was on its way.
            _ when snapshot.Sending == SendingState.Rejected => new SubmitResult
            {
                Outcome = SubmitOutcome.Rejected,
                Inquiry = snapshot,
                Errors = report.Answer?.Errors ?? snapshot.Errors,
            },
            _ when snapshot.Sending == SendingState.Uncertain => new SubmitResult
            {
                Outcome = SubmitOutcome.Uncertain,
                Inquiry = snapshot,
                Failure = SendFailures.For(record.RequestId, snapshot.Sending, report.Failure!, isNumbered),
            },
            _ => new SubmitResult { Outcome = SubmitOutcome.Accepted, Inquiry = snapshot, Errors = report.Answer?.Errors ?? [] },
        };
    }

    private SubmitResult AlreadySubmitted(InquiryRecord record)
    {
        var snapshot = snapshots.SnapshotOf(record);
        return new SubmitResult { Outcome = SubmitOutcome.AlreadySubmitted, Inquiry = snapshot, Errors = snapshot.Errors };
    }

    // By ESI IDs alone: a period that ends yesterday, or a corrected telephone number, does not make it another inquiry.
    internal static bool AsksForTheSame(UsageHistoryInquiry left, UsageHistoryInquiry right) =>
        left.Lines.Select(line => line.EsiId).ToHashSet().SetEquals(right.Lines.Select(line => line.EsiId));

    private InquiryChange Apply(InquiryRecord record, InquiryFact fact) => record.Apply(fact, time.GetUtcNow(), calendar);

    private SendStarted NextSend(InquiryRecord record)
    {
        // A message that is sent again keeps its number.
        var sends = record.Ledger.Sends;
        var messageId = sends.Count > 0 && sends.Values.First().MessageId is { } first ? first : MessageId.Create(time);
        return new SendStarted(sends.Count == 0 ? 1 : sends.Keys.Max() + 1, time.GetUtcNow(), messageId);
    }

    private InquiryRecord NewRecord(UsageHistoryInquiry inquiry) => new()
    {
        Client = identity.Name,
        Environment = identity.Environment,
        RequestId = RequestId.Create(time),
        AuthenticationId = identity.AuthenticationId,
        WireFormat = identity.WireFormat,
        Ledger = InquiryLedger.Empty,
        CreatedAt = time.GetUtcNow(),
        Inquiry = inquiry,
    };
}
