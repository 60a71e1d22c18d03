using System.Net;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Sending;

namespace Uhit.Client.Tests.Sending;

/// <summary>What a submission does where somebody else is faster, where the time runs out, and where what sends fails.</summary>
public sealed class SubmissionRulesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Between the look and the change a callback came, the user gave up in another process, or the inquiry was purged.
    [Theory]
    [InlineData("accepted")]
    [InlineData("abandoned")]
    [InlineData("gone")]
    public async Task Resend_SomebodyElseIsFaster_IsNotSent(string meanwhile)
    {
        var harness = new ClientHarness();
        harness.Sender.ThenUncertain();
        var id = (await harness.Client.SubmitAsync(harness.Inquiry().Build(), Token)).Inquiry!.RequestId;
        harness.Failing.AfterFind = () =>
        {
            harness.Failing.LosesInquiries = meanwhile == "gone";
            return meanwhile switch
            {
                "accepted" => harness.ApplyAsync(id, AcceptedFact(harness, id)),
                "abandoned" => harness.ApplyAsync(id, new Abandoned(harness.Time.GetUtcNow(), "asked on paper")),
                _ => Task.CompletedTask,
            };
        };

        if (meanwhile == "gone")
        {
            Assert.Equal(id, (await Assert.ThrowsAsync<UhitInquiryException>(() => harness.Client.ResendAsync(id, Token))).RequestId);
        }
        else
        {
            var result = await harness.Client.ResendAsync(id, Token);
            Assert.Equal((SubmitOutcome.AlreadySubmitted, id), (result.Outcome, result.Inquiry!.RequestId));
        }

        Assert.Single(harness.Sender.Sent);
    }

    // Purged while it was on its way: CNP's answer is the caller's all the same.
    [Fact]
    public async Task Submit_InquiryIsGoneWhenTheAnswerComes_IsAccepted()
    {
        var harness = new ClientHarness();
        harness.Sender.Then(message =>
        {
            harness.Failing.LosesInquiries = true;
            return SendReport.Answered(harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        var result = await harness.Client.SubmitAsync(harness.Inquiry().Build(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal(harness.Sender.Sent[0].Header.RequestId, result.Inquiry!.RequestId);
    }

    [Fact]
    public async Task Submit_AnotherAnswerRejectedItMeanwhile_HasThoseErrors()
    {
        var harness = new ClientHarness();
        harness.Sender.Then(async (message, _) =>
        {
            var rejection = harness.Sender.Answer(
                message, AcknowledgementStatus.Rejected, new ReportedError { Code = "A76", Description = "Not found." });
            await harness.ApplyAsync(
                message.Header.RequestId, new Acknowledged(new MessageOrder(rejection.ReceivedAt, "other"), rejection, 1));
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The connection broke."));
        });

        var result = await harness.Client.SubmitAsync(harness.Inquiry().Build(), Token);

        Assert.Equal((SubmitOutcome.Rejected, "A76"), (result.Outcome, Assert.Single(result.Errors).Code));
    }

    // A callback that names the inquiry by that number alone may have come before the answer.
    [Theory]
    [InlineData("T-1", 1)]
    [InlineData(null, 0)]
    public async Task Submit_AnswerHasCnpsNumber_IsToldOnce(string? number, int times)
    {
        var harness = new ClientHarness();
        harness.Sender.Then(message => SendReport.Answered(harness.Sender.Answer(message, AcknowledgementStatus.Accepted) with
        {
            TransactionId = number is null ? null : TransactionId.Parse(number),
        }));

        var result = await harness.Client.SubmitAsync(harness.Inquiry().Build(), Token);

        Assert.Equal(Enumerable.Repeat(result.Inquiry!.RequestId, times), harness.Learnt);
    }

    [Fact]
    public async Task Submit_Accepted_TheRecordSaysWhoAskedAndWhen()
    {
        var harness = new ClientHarness();
        var begun = harness.Time.GetUtcNow();

        var result = await harness.Client.SubmitAsync(harness.Inquiry().WithClientReference("A").Build(), Token);

        var stored = (await harness.Store.Inquiries.FindAsync(ClientHarness.Name, result.Inquiry!.RequestId, Token))!;
        Assert.Equal(
            (UhitEnvironment.Test, "123456789", "reference-v1", begun, "A"),
            (stored.Environment, stored.AuthenticationId.Value, stored.WireFormat, stored.CreatedAt, stored.Inquiry.ClientReference));
        var send = Assert.Single(stored.Ledger.Sends);
        Assert.Equal((1, begun, harness.Sender.Sent[0].Header.MessageId), (send.Key, send.Value.StartedAt, send.Value.MessageId));
    }

    // A wrong path to a certificate, corrected: the same inquiry goes out.
    [Fact]
    public async Task Submit_WhatSendsCanNotBeMade_IsNotSentAndMayBeSentLater()
    {
        var harness = new ClientHarness { NotMade = new UhitConfigurationException("PemFile: There is no such file.") };
        var inquiry = harness.Inquiry().WithClientReference("A").Build();

        var failure = await Assert.ThrowsAsync<UhitConfigurationException>(() => harness.Client.SubmitAsync(inquiry, Token));
        harness.NotMade = null;
        var result = await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(SendingState.NotSent, failure.Sending);
        Assert.Equal((SubmitOutcome.Accepted, failure.RequestId), (result.Outcome, result.Inquiry!.RequestId));
    }

    [Fact]
    public async Task Submit_SenderThrowsAFailureOfOurs_IsThatFailureAndUncertain()
    {
        var harness = new ClientHarness(options => options.MaxRetries = 0);
        harness.Sender.Then((_, _) => throw new UhitStoreException("The answer was not stored.", isTransient: true));

        var failure = await Assert.ThrowsAsync<UhitStoreException>(
            () => harness.Client.SubmitAsync(harness.Inquiry().Build(), Token));

        Assert.Equal(SendingState.Uncertain, failure.Sending);
        Assert.StartsWith("The answer was not stored.", failure.Message, StringComparison.Ordinal);
    }

    // What sends is cut off before it knows anything: nothing has left.
    [Theory]
    [InlineData("time", ConnectionFailure.Timeout, "Connection:TotalTimeout ran out before the inquiry left")]
    [InlineData("caller", ConnectionFailure.Interrupted, "The call was cancelled")]
    public async Task Submit_EndedBeforeItLeft_IsNotSentAndSaysWhy(string by, ConnectionFailure why, string words)
    {
        using var caller = new CancellationTokenSource();
        var harness = new ClientHarness(options => options.MaxRetries = 0);
        harness.Sender.Then(async (_, token) =>
        {
            if (by == "caller")
            {
                await caller.CancelAsync();
            }

            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });

        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => harness.RunAsync(harness.Client.SubmitAsync(harness.Inquiry().Build(), caller.Token)));

        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
        var sending = thrown is UhitCanceledException cancelled ? cancelled.Sending : ((UhitException)thrown).Sending;
        Assert.Equal(SendingState.NotSent, sending);
        Assert.Equal(by == "caller", thrown is UhitCanceledException);
        Assert.Equal(why, (thrown as UhitConnectionException)?.Failure ?? ConnectionFailure.Interrupted);
    }

    // While it waits for the next try: what the last try met is the reason, not that the time ran out.
    [Fact]
    public async Task Submit_TotalTimeRunsOutBetweenTwoTries_TellsWhatTheLastOneMet()
    {
        var harness = new ClientHarness(options =>
        {
            options.TotalTimeout = TimeSpan.FromSeconds(10);
            options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromMinutes(10);
        });
        harness.Sender.ThenNotSent();

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(
            () => harness.RunAsync(harness.Client.SubmitAsync(harness.Inquiry().Build(), Token)));

        Assert.Equal((ConnectionFailure.Connect, SendingState.NotSent), (failure.Failure, failure.Sending));
        Assert.StartsWith("Nobody listens there.", failure.Message, StringComparison.Ordinal);
        Assert.Single(harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_BreakerIsOpen_SaysWhenItIsTriedAgain()
    {
        var harness = new ClientHarness(options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumThroughput = 2;
        });
        for (var i = 0; i < 2; i++)
        {
            harness.Sender.ThenNotSent();
            await Assert.ThrowsAsync<UhitConnectionException>(() => harness.Client.SubmitAsync(harness.Inquiry().Build(), Token));
        }

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(
            () => harness.Client.SubmitAsync(harness.Inquiry().Build(), Token));

        Assert.Equal((ConnectionFailure.Interrupted, SendingState.NotSent), (failure.Failure, failure.Sending));
        Assert.Contains("Connection:BreakerBreakDuration", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, harness.Sender.Sent.Count);
    }

    [Theory]
    [InlineData(false, "CNP was not reached within 5 seconds (Connection:AttemptTimeout).", ConnectionFailure.Timeout)]
    [InlineData(true, "The server closed the connection.", ConnectionFailure.ClosedAfterHandshake)]
    public async Task Submit_CutOffBeforeAnythingLeft_SaysSoUnlessItHasAnotherReason(bool hasReason, string words, ConnectionFailure why)
    {
        var harness = new ClientHarness(options =>
        {
            options.MaxRetries = 0;
            options.AttemptTimeout = TimeSpan.FromSeconds(5);
        });
        harness.Sender.Then(async (_, token) =>
        {
            var ended = new TaskCompletionSource();
            await using var registration = token.Register(ended.SetResult);
            await ended.Task;
            return SendReport.NotSent(hasReason
                ? new UhitConnectionException(ConnectionFailure.ClosedAfterHandshake, words)
                : new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
        });

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(
            () => harness.RunAsync(harness.Client.SubmitAsync(harness.Inquiry().Build(), Token)));

        Assert.Equal(why, failure.Failure);
        Assert.StartsWith(words, failure.Message, StringComparison.Ordinal);
    }

    // Nothing is asked of a contract that has nothing to fetch.
    [Fact]
    public async Task Poll_ContractWithoutFetches_DoesNothing()
    {
        var harness = new ClientHarness();
        await harness.Client.SubmitAsync(harness.Inquiry().Build(), Token);

        Assert.Equal(0, await harness.Client.PollAsync(Token));
        Assert.True(harness.Client.KeepPollingAsync(Token).IsCompletedSuccessfully);
    }

    // What each state means for the reader, whatever failed.
    [Theory]
    [InlineData(SendingState.NotSent, false, true, false, "Nothing was sent; the inquiry is stored as R-1: it can be resent.")]
    [InlineData(SendingState.NotSent, true, true, false, "CNP does not have it; the inquiry is stored as R-1: it can be resent.")]
    [InlineData(SendingState.Uncertain, false, true, false, "resend it under its own number, or abandon it.")]
    [InlineData(SendingState.Uncertain, true, true, false, "resend it under its own number, or abandon it.")]
    [InlineData(SendingState.Uncertain, true, false, false, "ask CNP first, then resend or abandon it.")]
    [InlineData(SendingState.Uncertain, true, true, true, "It is never sent again by itself: resend it under its own number, or")]
    [InlineData(SendingState.Uncertain, true, false, true, "a second inquiry to CNP, so resend it only where CNP has not booked it, or")]
    [InlineData(SendingState.Sending, true, true, false, "not how its send ended: it becomes Uncertain within minutes")]
    [InlineData(SendingState.Abandoned, true, true, false, "The inquiry is stored as R-1 and stands as Abandoned.")]
    [InlineData(SendingState.Abandoned, true, true, true, "The inquiry is stored as R-1 and stands as Abandoned.")]
    [InlineData(SendingState.Accepted, false, true, false, "The inquiry is stored as R-1 and stands as Accepted.")]
    public void For_EachState_SaysWhatFollows(SendingState sending, bool isOfCnp, bool isNumbered, bool isRefused, string words)
    {
        UhitException failure = isOfCnp
            ? new UhitServiceException("No.", HttpStatusCode.InternalServerError, isTransient: false)
            : new UhitConnectionException(ConnectionFailure.Connect, "No.");

        var told = SendFailures.For(RequestId.Parse("R-1"), sending, failure, isNumbered, isRefused);

        Assert.Contains(words, told.Message, StringComparison.Ordinal);
        Assert.Equal(
            isRefused && sending == SendingState.Uncertain,
            told.Message.Contains("does not say for certain", StringComparison.Ordinal));
    }

    private static Acknowledged AcceptedFact(ClientHarness harness, RequestId id)
    {
        var answer = new Acknowledgement
        {
            RequestId = id,
            ReceivedAt = harness.Time.GetUtcNow(),
            Status = AcknowledgementStatus.Accepted,
        };
        return new Acknowledged(new MessageOrder(answer.ReceivedAt, "late"), answer, 1);
    }
}
