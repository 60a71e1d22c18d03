using System.Net;
using System.Text.Json;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Sending;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

public class UsageHistoryClientTests
{
    private readonly ClientHarness _harness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_Answered_IsAccepted()
    {
        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal(SendingState.Accepted, result.Inquiry!.Sending);
        Assert.Equal("T-1", result.Inquiry.TransactionId?.Value);
        Assert.Equal(_harness.Time.GetUtcNow().AddHours(72), result.Inquiry.DueAt);
        Assert.Equal(result.Inquiry!.RequestId, Assert.Single(_harness.Sender.Sent).Header.RequestId);
        Assert.Equal("123456789", _harness.Sender.Sent[0].Header.AuthenticationId.Value);
        Assert.Equal(_harness.Time.GetUtcNow(), _harness.Sender.Sent[0].Header.SentAt);
        var stored = await _harness.Store.Inquiries.FindAsync(ClientHarness.Name, result.Inquiry.RequestId, Token);
        Assert.Equal("reference-v1", stored!.WireFormat);
        Assert.Equal((ClientHarness.Name, UhitEnvironment.Test), (_harness.Client.Name, _harness.Client.Environment));
    }

    [Fact]
    public async Task Submit_IsStoredBeforeItIsSent()
    {
        InquirySnapshot? seen = null;
        _harness.Sender.Then(async (message, token) =>
        {
            seen = await _harness.Client.FindAsync(message.Header.RequestId, token);
            return SendReport.Answered(_harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Equal(SendingState.Sending, seen?.Sending);
    }

    [Fact]
    public async Task Submit_Rejected_HasTheErrorsPerLine()
    {
        _harness.Sender.Then(message => SendReport.Answered(_harness.Sender.Answer(
            message, AcknowledgementStatus.Rejected, new ReportedError { Code = "A76", Description = "Not found.", LineNumber = 1 })));

        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Equal(SubmitOutcome.Rejected, result.Outcome);
        var error = Assert.Single(result.Errors);
        Assert.Equal((1, ErrorCategory.NotFound), (error.LineNumber, error.Category));
        Assert.True(result.Inquiry!.IsFinished);
    }

    [Fact]
    public async Task Submit_BreaksRules_IsNeitherStoredNorSent()
    {
        var inquiry = _harness.Inquiry().AddLine(EsiId.Parse("1044372000000000001")).Build();

        var result = await _harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(SubmitOutcome.Invalid, result.Outcome);
        Assert.Equal(2, Assert.Single(result.InvalidFields).LineNumber);
        Assert.Empty(_harness.Sender.Sent);
        Assert.Empty(await _harness.Client.ListAsync(InquiryQuery.All, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Submit_NotSent_IsTriedAgainUnderTheSameNumbers()
    {
        _harness.Sender.ThenNotSent();
        _harness.Sender.ThenNotSent();

        var result = await _harness.RunAsync(_harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token));

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal(3, _harness.Sender.Sent.Count);
        Assert.Single(_harness.Sender.Sent.Select(message => (message.Header.RequestId, message.Header.MessageId)).Distinct());
    }

    [Fact]
    public async Task Submit_NeverSent_ThrowsAndMayBeSubmittedAgain()
    {
        for (var i = 0; i < 4; i++)
        {
            _harness.Sender.ThenNotSent();
        }

        var inquiry = _harness.Inquiry().WithClientReference("A").Build();
        var failure =
            await Assert.ThrowsAsync<UhitConnectionException>(() => _harness.RunAsync(_harness.Client.SubmitAsync(inquiry, Token)));
        Assert.True(failure.IsTransient);
        var stored = await _harness.Client.FindAsync(failure.RequestId!.Value, Token);
        Assert.Equal(SendingState.NotSent, stored?.Sending);

        var again = await _harness.Client.SubmitAsync(inquiry, Token);
        Assert.Equal((SubmitOutcome.Accepted, failure.RequestId), (again.Outcome, again.Inquiry!.RequestId));
        Assert.Equal(5, _harness.Sender.Sent.Count);
    }

    [Fact]
    public async Task Submit_Uncertain_IsNotSentAgain()
    {
        _harness.Sender.ThenUncertain();
        var inquiry = _harness.Inquiry().WithClientReference("A").Build();

        var result = await _harness.RunAsync(_harness.Client.SubmitAsync(inquiry, Token));
        var again = await _harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        Assert.Equal(ConnectionFailure.Interrupted, Assert.IsType<UhitConnectionException>(result.Failure).Failure);
        Assert.Equal((SubmitOutcome.AlreadySubmitted, SendingState.Uncertain), (again.Outcome, again.Inquiry!.Sending));
        Assert.Single(_harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_CallbackDuringTheSend_ResolvesUncertain()
    {
        _harness.Sender.Then(async (message, _) =>
        {
            await _harness.ApplyAsync(message.Header.RequestId, ValidatedFact(message.Inquiry.Lines[0].EsiId));
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The connection broke."));
        });

        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal(LineState.Validated, Assert.Single(result.Inquiry!.Lines).State);
    }

    [Fact]
    public async Task Submit_SameReferenceTwentyTimesAtOnce_IsSentOnce()
    {
        var inquiry = _harness.Inquiry().WithClientReference("A").Build();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _harness.Client.SubmitAsync(inquiry, Token))));

        Assert.Single(_harness.Sender.Sent);
        Assert.Single(results.Select(result => result.Inquiry!.RequestId).Distinct());
        Assert.Single(results, result => result.Outcome == SubmitOutcome.Accepted);
    }

    // The second caller has seen that nothing was sent, and is slower than the first, whose send then ends as uncertain.
    [Fact]
    public async Task Submit_AnotherCallerSendsMeanwhileAndIsUncertain_IsNotSentAgain()
    {
        var (harness, inquiry) = await NotSentAsync();
        harness.Failing.AfterAdd = async () =>
        {
            harness.Sender.ThenUncertain();
            Assert.Equal(SubmitOutcome.Uncertain, (await harness.Client.SubmitAsync(inquiry, Token)).Outcome);
        };

        var result = await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal((SubmitOutcome.AlreadySubmitted, SendingState.Uncertain), (result.Outcome, result.Inquiry!.Sending));
        Assert.Equal(2, harness.Sender.Sent.Count);
    }

    // An adopted callback says that CNP has what we believed not to have been sent.
    [Fact]
    public async Task Submit_CallbackIsAdoptedMeanwhile_IsNotSentAgain()
    {
        var (harness, inquiry) = await NotSentAsync();
        harness.Failing.AfterAdd = () =>
            harness.ApplyAsync(harness.Sender.Sent[0].Header.RequestId, ValidatedFact(inquiry.Lines[0].EsiId));

        var result = await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal((SubmitOutcome.AlreadySubmitted, SendingState.Accepted), (result.Outcome, result.Inquiry!.Sending));
        Assert.Single(harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_SameReferenceForAnotherEsiId_IsRefused()
    {
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().WithClientReference("A").Build(), Token);
        var other = new InquiryBuilder(_harness.Time).AddLine(InquiryBuilder.EsiIdOf(99)).WithClientReference("A").Build();

        var refusal = await Assert.ThrowsAsync<UhitInquiryException>(() => _harness.Client.SubmitAsync(other, Token));

        Assert.Equal(first.Inquiry!.RequestId, refusal.RequestId);
        Assert.Single(_harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_InquiryAndResult_GoThroughJson()
    {
        var web = JsonSerializerOptions.Web;
        var inquiry = _harness.Inquiry().Build();
        var text = JsonSerializer.Serialize(inquiry, web);
        Assert.Contains("\"esiId\":\"1008901000000000000001\"", text, StringComparison.Ordinal);
        Assert.Contains("\"BillingAndInterval\"", text, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<UsageHistoryInquiry>(text, web)!;
        Assert.Equal(inquiry.Lines, read.Lines);

        _harness.Sender.ThenUncertain();
        foreach (var submitted in new[] { read, read with { Lines = [] } })
        {
            var result = await _harness.Client.SubmitAsync(submitted, Token);
            var answer = JsonDocument.Parse(JsonSerializer.Serialize(result, web)).RootElement;
            Assert.Equal(result.Outcome.ToString(), answer.GetProperty("outcome").GetString());
        }
    }

    [Fact]
    public async Task Submit_Refused_ThrowsAndIsNotTriedAgain()
    {
        _harness.Sender.Then(_ => SendReport.Refused(
            new UhitServiceException("CNP does not let this certificate in.", HttpStatusCode.Forbidden, isTransient: false)));

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token));

        Assert.Equal(HttpStatusCode.Forbidden, failure.StatusCode);
        Assert.NotNull(failure.RequestId);
        Assert.Single(_harness.Sender.Sent);

        // Its bytes had left: it is never called not sent, and goes out again only when the user says so.
        var stored = await _harness.Client.FindAsync(failure.RequestId.Value, Token);
        Assert.Equal(SendingState.Uncertain, stored!.Sending);
    }

    [Fact]
    public async Task Submit_Cancelled_ThrowsAndStoresHowFarItCame()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _harness.Sender.Then(async (_, token) =>
        {
            await cancel.CancelAsync();
            Assert.True(token.IsCancellationRequested);
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
        });
        var inquiry = _harness.Inquiry().WithClientReference("A").Build();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _harness.Client.SubmitAsync(inquiry, cancel.Token));

        var stored = await _harness.Client.ListAsync(new InquiryQuery { ClientReference = "A" }, Token).SingleAsync(Token);
        Assert.Equal(SendingState.Uncertain, stored.Sending);
    }

    [Fact]
    public async Task Submit_SenderBreaksUnexpectedly_IsStoredAsUncertain()
    {
        _harness.Sender.Then((_, _) => throw new NotSupportedException("Nobody expected this."));
        var inquiry = _harness.Inquiry().WithClientReference("A").Build();

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(() => _harness.Client.SubmitAsync(inquiry, Token));

        Assert.IsType<NotSupportedException>(failure.InnerException);
        var stored = await _harness.Client.ListAsync(new InquiryQuery { ClientReference = "A" }, Token).SingleAsync(Token);
        Assert.Equal((SendingState.Uncertain, stored.RequestId), (stored.Sending, failure.RequestId));
    }

    // Without a number of ours CNP can't tell a repetition: what a cancelled call says must not invite to one.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Submit_CancelledWhileItIsSent_SaysWhatARepetitionWouldBe(bool isNumbered)
    {
        using var cancel = new CancellationTokenSource();
        var harness = new ClientHarness(format: AlteredFormat.With((nameof(SimulatedWireFormat.CarriesOurNumbers), _ => isNumbered)));
        harness.Sender.Then(_ =>
        {
            cancel.Cancel();
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
        });

        var stopped = await Assert.ThrowsAsync<UhitCanceledException>(
            () => harness.Client.SubmitAsync(harness.Inquiry().Build(), cancel.Token));

        Assert.Equal(SendingState.Uncertain, stopped.Sending);
        Assert.Equal(!isNumbered, stopped.Message.Contains(SendFailures.SecondInquiry, StringComparison.Ordinal));
    }

    // Nothing left in any of them: it may be sent again, which it might not as Uncertain.
    [Fact]
    public async Task Submit_CancelledBetweenTwoTries_IsNotSent()
    {
        using var cancel = new CancellationTokenSource();
        _harness.Sender.ThenNotSent();
        var submitting = _harness.Client.SubmitAsync(_harness.Inquiry().Build(), cancel.Token);
        Assert.Single(_harness.Sender.Sent);

        await cancel.CancelAsync();

        var stopped = await Assert.ThrowsAsync<UhitCanceledException>(() => submitting);
        Assert.Equal(SendingState.NotSent, stopped.Sending);
        Assert.Equal(SendingState.NotSent, (await _harness.Client.FindAsync(stopped.RequestId, Token))!.Sending);
    }

    [Fact]
    public async Task Wait_Unknown_Throws()
    {
        var failure = await Assert.ThrowsAsync<UhitInquiryException>(
            () => _harness.Client.WaitAsync(RequestId.Parse("nobody's"), Token));

        Assert.Equal("nobody's", failure.RequestId!.Value.Value);
    }

    [Fact]
    public async Task Abandon_Unknown_Throws()
    {
        var failure = await Assert.ThrowsAsync<UhitInquiryException>(
            () => _harness.Client.AbandonAsync(RequestId.Parse("nobody's"), "test", Token));

        Assert.Equal("nobody's", failure.RequestId!.Value.Value);
    }

    [Fact]
    public async Task Resend_CancelledBefore_LeavesTheInquiryAsItWas()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _harness.Client.ResendAsync(first.Inquiry!.RequestId, new CancellationToken(true)));

        Assert.Equal(SendingState.Uncertain, (await _harness.Client.FindAsync(first.Inquiry!.RequestId, Token))!.Sending);
        Assert.Single(_harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_AttemptTimesOut_EndsAsTheSenderSays()
    {
        var harness = new ClientHarness(options => options.AttemptTimeout = TimeSpan.FromSeconds(5));
        harness.Sender.Then(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ContinueWith(_ => { }, TaskScheduler.Default);
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Timeout, "No answer in time."));
        });

        var result = await harness.RunAsync(harness.Client.SubmitAsync(harness.Inquiry().Build(), Token));

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        Assert.Single(harness.Sender.Sent);
    }

    [Fact]
    public async Task Resend_Uncertain_KeepsItsNumbers()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        var result = await _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal(_harness.Sender.Sent[0].Header.MessageId, _harness.Sender.Sent[1].Header.MessageId);
        Assert.Equal(_harness.Sender.Sent[0].Header.RequestId, _harness.Sender.Sent[1].Header.RequestId);
    }

    [Fact]
    public async Task Resend_Twice_CountsItsSends()
    {
        _harness.Sender.ThenUncertain();
        _harness.Sender.ThenUncertain();
        var id = (await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token)).Inquiry!.RequestId;
        await _harness.Client.ResendAsync(id, Token);

        await _harness.Client.ResendAsync(id, Token);

        var stored = await _harness.Store.Inquiries.FindAsync(ClientHarness.Name, id, Token);
        Assert.Equal([1, 2, 3], stored!.Ledger.Sends.Keys.Order());
    }

    [Fact]
    public async Task Resend_WhileItIsBeingSent_Throws()
    {
        UhitInquiryException? refused = null;
        _harness.Sender.Then(async (message, token) =>
        {
            refused = await Assert.ThrowsAsync<UhitInquiryException>(
                () => _harness.Client.ResendAsync(message.Header.RequestId, token));
            return SendReport.Answered(_harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Contains("under way", refused!.Message, StringComparison.Ordinal);
        Assert.Single(_harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_AcceptedWithAnErrorOfALine_TellsTheError()
    {
        _harness.Sender.Then(message => SendReport.Answered(_harness.Sender.Answer(
            message, AcknowledgementStatus.Accepted, new ReportedError { Code = "X-99", Description = "Unknown.", LineNumber = 1 })));

        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal("X-99", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task Resend_IsStoredBeforeItIsSent()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        InquirySnapshot? seen = null;
        _harness.Sender.Then(async (message, token) =>
        {
            seen = await _harness.Client.FindAsync(message.Header.RequestId, token);
            return SendReport.Answered(_harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        await _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token);

        Assert.Equal(SendingState.Sending, seen?.Sending);
    }

    // Stored by a version that did not know the rule yet, or by another program.
    [Theory]
    [InlineData("Pe\uFFFDa Bakery")]
    [InlineData("Bakery\u0001")]
    public async Task Resend_StoredInquiryWithALostCharacter_IsNeverSent(string name)
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        var stored = (await _harness.Store.Inquiries.FindAsync(ClientHarness.Name, first.Inquiry!.RequestId, Token))!;
        var older = stored with
        {
            RequestId = RequestId.Parse("older"),
            Inquiry = stored.Inquiry with
            {
                Lines =
                    [.. stored.Inquiry.Lines.Select(line => line with { Authorization = line.Authorization with { CustomerName = name } })],
            },
        };
        await _harness.Store.Inquiries.AddAsync(older, Token);

        var refused = await Assert.ThrowsAsync<UhitInquiryException>(() => _harness.Client.ResendAsync(older.RequestId, Token));

        Assert.Equal(older.RequestId, refused.RequestId);
        Assert.Contains("Line 1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Bakery", refused.Message, StringComparison.Ordinal);
        Assert.Single(_harness.Sender.Sent);
        Assert.Equal(SendingState.Uncertain, (await _harness.Client.FindAsync(older.RequestId, Token))!.Sending);
    }

    [Fact]
    public async Task Submit_NameWithALostCharacter_IsNeitherStoredNorSent()
    {
        var inquiry = _harness.Inquiry().Build();
        inquiry = inquiry with
        {
            Lines = [inquiry.Lines[0] with { Authorization = inquiry.Lines[0].Authorization with { CustomerName = "Pe\uFFFDa Bakery" } }],
        };

        var result = await _harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(SubmitOutcome.Invalid, result.Outcome);
        Assert.Equal(InquiryErrorCode.InvalidText, Assert.Single(result.InvalidFields).Code);
        Assert.Empty(_harness.Sender.Sent);
    }

    [Fact]
    public async Task Resend_CnpHadItAlready_IsAccepted()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        _harness.Sender.Then(message => SendReport.Answered(_harness.Sender.Answer(
            message, AcknowledgementStatus.Rejected, new ReportedError { Code = "A78", Description = "Already established." })));

        var result = await _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token);

        Assert.Equal((SubmitOutcome.Accepted, SendingState.Accepted), (result.Outcome, result.Inquiry!.Sending));
    }

    [Fact]
    public async Task Resend_RejectedAlthoughCnpServesTheFirst_IsAcceptedOnceThatShows()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        _harness.Sender.Then(message => SendReport.Answered(_harness.Sender.Answer(
            message, AcknowledgementStatus.Rejected, new ReportedError { Code = "X-99", Description = "A code that nobody knows." })));
        Assert.Equal(SubmitOutcome.Rejected, (await _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token)).Outcome);

        await _harness.ApplyAsync(first.Inquiry!.RequestId, ValidatedFact(first.Inquiry!.Lines[0].EsiId));

        var snapshot = await _harness.Client.FindAsync(first.Inquiry!.RequestId, Token);
        Assert.Equal((SendingState.Accepted, false), (snapshot!.Sending, snapshot.IsFinished));
    }

    [Fact]
    public async Task Resend_Accepted_IsNotSent()
    {
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        var result = await _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token);

        Assert.Equal(SubmitOutcome.AlreadySubmitted, result.Outcome);
        Assert.Single(_harness.Sender.Sent);
    }

    [Fact]
    public async Task Resend_AbandonedOrUnknown_Throws()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        await _harness.Client.AbandonAsync(first.Inquiry!.RequestId, "asked on paper", Token);

        await Assert.ThrowsAsync<UhitInquiryException>(() => _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token));
        await Assert.ThrowsAsync<UhitInquiryException>(() => _harness.Client.ResendAsync(RequestId.Parse("nobody's"), Token));
        var stored = await _harness.Client.FindAsync(first.Inquiry!.RequestId, Token);
        Assert.Equal((SendingState.Abandoned, "asked on paper", true), (stored!.Sending, stored.AbandonReason, stored.IsFinished));
    }

    [Fact]
    public async Task Wait_EndsWhenEveryLineHasItsEnd()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, Token);
        Assert.False(waiting.IsCompleted);

        await _harness.ApplyAsync(submitted.Inquiry!.RequestId, FailedFact(submitted.Inquiry!.Lines[0].EsiId));
        var snapshot = await _harness.RunAsync(waiting);

        Assert.Equal((true, LineState.Failed), (snapshot.IsComplete, snapshot.Lines[0].State));
    }

    // The clock stands still: only the signal can end it.
    [Fact]
    public async Task Wait_ChangedInThisProcess_EndsWithoutALookAtTheClock()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, Token);
        await _harness.ApplyAsync(submitted.Inquiry!.RequestId, FailedFact(submitted.Inquiry!.Lines[0].EsiId));

        _harness.Signal.Changed(submitted.Inquiry!.RequestId);

        Assert.True((await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token)).IsComplete);
    }

    // The clock stands still: the one look is that at the beginning.
    [Fact]
    public async Task Wait_ThousandSignalsOfOthers_DoesNotLookIntoTheStore()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        using var cancel = new CancellationTokenSource();
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, cancel.Token);
        await _harness.ApplyAsync(submitted.Inquiry!.RequestId, FailedFact(submitted.Inquiry!.Lines[0].EsiId));

        for (var i = 0; i < 1000; i++)
        {
            _harness.Signal.Set();
            _harness.Signal.Changed(RequestId.Parse("other-" + i));
        }

        Assert.False(waiting.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Abandon_SignalIsDisposed_HasItsEndAllTheSame()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        _harness.Signal.Dispose();

        await _harness.Client.AbandonAsync(submitted.Inquiry!.RequestId, "asked on paper", Token);

        Assert.Equal(SendingState.Abandoned, (await _harness.Client.FindAsync(submitted.Inquiry!.RequestId, Token))!.Sending);
    }

    [Fact]
    public async Task Wait_AbandonedMeanwhile_EndsWithoutALookAtTheClock()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, Token);

        await _harness.Client.AbandonAsync(submitted.Inquiry!.RequestId, "asked on paper", Token);

        Assert.Equal(SendingState.Abandoned, (await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token)).Sending);
    }

    [Fact]
    public async Task Wait_ResentMeanwhile_EndsWithoutALookAtTheClock()
    {
        _harness.Sender.ThenUncertain();
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, Token);
        ThenReject(_harness);

        await _harness.Client.ResendAsync(submitted.Inquiry!.RequestId, Token);

        Assert.Equal(SendingState.Rejected, (await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token)).Sending);
    }

    [Fact]
    public async Task Wait_SubmittedAgainMeanwhile_EndsWithoutALookAtTheClock()
    {
        var (harness, inquiry) = await NotSentAsync();
        var waiting = harness.Client.WaitAsync(harness.Sender.Sent[0].Header.RequestId, Token);
        ThenReject(harness);

        await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(SendingState.Rejected, (await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token)).Sending);
    }

    [Fact]
    public async Task Wait_NothingChanges_LooksIntoTheStoreOnlyEveryFiveSeconds()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        using var cancel = new CancellationTokenSource();
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, cancel.Token);
        await _harness.ApplyAsync(submitted.Inquiry!.RequestId, FailedFact(submitted.Inquiry!.Lines[0].EsiId));

        _harness.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(waiting.IsCompleted);
        _harness.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True((await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token)).IsComplete);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        var submitted = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        using var cancel = new CancellationTokenSource();
        var waiting = _harness.Client.WaitAsync(submitted.Inquiry!.RequestId, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task<(ClientHarness Harness, UsageHistoryInquiry Inquiry)> NotSentAsync()
    {
        var harness = new ClientHarness(options => options.MaxRetries = 0);
        var inquiry = harness.Inquiry().WithClientReference("A").Build();
        harness.Sender.ThenNotSent();
        await Assert.ThrowsAsync<UhitConnectionException>(() => harness.Client.SubmitAsync(inquiry, Token));
        return (harness, inquiry);
    }

    private static void ThenReject(ClientHarness harness) => harness.Sender.Then(message => SendReport.Answered(
        harness.Sender.Answer(message, AcknowledgementStatus.Rejected, new ReportedError { Code = "X-99", Description = "Unknown." })));

    private static Validated ValidatedFact(EsiId esiId) => Fact(esiId, ValidationStatus.Validated);

    private static Validated FailedFact(EsiId esiId) => Fact(esiId, ValidationStatus.Failed);

    private static Validated Fact(EsiId esiId, ValidationStatus status) => new(
        new MessageOrder(new DateTimeOffset(2026, 6, 15, 12, 0, 1, TimeSpan.Zero), "M-1"),
        null,
        [new LineValidation { LineNumber = 1, EsiId = esiId, Status = status }]);
}
