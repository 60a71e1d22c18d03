using Microsoft.Extensions.Time.Testing;
using Moq;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Testing;

public class FakeUsageHistoryClientTests
{
    private static readonly EsiId First = InquiryBuilder.EsiIdOf(1);
    private static readonly EsiId Second = InquiryBuilder.EsiIdOf(2);
    private static readonly UsagePeriod Day = new(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 1));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeUsageHistoryClient _client;

    public FakeUsageHistoryClientTests() => _client = new FakeUsageHistoryClient(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_ByDefault_IsAcceptedAndRecorded()
    {
        var inquiry = Inquiry(2);

        var result = await _client.SubmitAsync(inquiry, Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Same(inquiry, Assert.Single(_client.Submitted));
        Assert.Equal(_time.GetUtcNow().AddHours(72), result.Inquiry!.DueAt);
        Assert.Equal([LineState.Waiting, LineState.Waiting], result.Inquiry.Lines.Select(line => line.State));
    }

    [Fact]
    public async Task Submit_SameReference_IsAlreadySubmitted()
    {
        var first = await _client.SubmitAsync(Inquiry(1, "key"), Token);

        var second = await _client.SubmitAsync(Inquiry(1, "key"), Token);

        Assert.Equal((SubmitOutcome.AlreadySubmitted, first.Inquiry!.RequestId), (second.Outcome, second.Inquiry!.RequestId));
        Assert.Equal(2, _client.Submitted.Count);
    }

    [Fact]
    public async Task AnswerWith_Rejected_IsFinished()
    {
        _client.AnswerWith(_ => SubmitOutcome.Rejected);

        var result = await _client.SubmitAsync(Inquiry(1), Token);

        Assert.Equal((SubmitOutcome.Rejected, SendingState.Rejected), (result.Outcome, result.Inquiry!.Sending));
        Assert.True((await _client.WaitAsync(result.Inquiry!.RequestId, Token)).IsFinished);
    }

    [Fact]
    public async Task AnswerWith_Uncertain_IsResolvedByResendOrDelivery()
    {
        _client.AnswerWith(_ => SubmitOutcome.Uncertain);
        var resent = await _client.SubmitAsync(Inquiry(1), Token);
        var delivered = await _client.SubmitAsync(Inquiry(1), Token);
        _client.AnswerWith(_ => SubmitOutcome.Accepted);

        Assert.Equal(SubmitOutcome.Accepted, (await _client.ResendAsync(resent.Inquiry!.RequestId, Token)).Outcome);
        Assert.Equal(SubmitOutcome.AlreadySubmitted, (await _client.ResendAsync(resent.Inquiry!.RequestId, Token)).Outcome);
        _client.Deliver(delivered.Inquiry!.RequestId, new UsageHistoryBuilder(First).AddIntervals(Day, 1m).Build());

        Assert.Equal([resent.Inquiry!.RequestId, resent.Inquiry!.RequestId], _client.Resent);
        Assert.Equal(SendingState.Accepted, (await _client.FindAsync(delivered.Inquiry!.RequestId, Token))!.Sending);
    }

    [Fact]
    public async Task AnswerWith_WhatIsNoAnswer_ThrowsAndKeepsNothing()
    {
        _client.AnswerWith(_ => SubmitOutcome.Invalid);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _client.SubmitAsync(Inquiry(1), Token));

        Assert.Empty(await _client.ListAsync(InquiryQuery.All, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Wait_EndsWithTheLastLine()
    {
        var id = (await _client.SubmitAsync(Inquiry(2), Token)).Inquiry!.RequestId;
        var waiting = _client.WaitAsync(id, Token);

        _client.Deliver(id, new UsageHistoryBuilder(First).AddIntervals(Day, 1m).Build());
        Assert.False(waiting.IsCompleted);
        _client.Fail(id, Second);

        var snapshot = await waiting;
        Assert.Equal([LineState.Delivered, LineState.Failed], snapshot.Lines.Select(line => line.State));
        Assert.Equal("A76", Assert.Single(snapshot.Lines[1].Errors).Code);
        Assert.Equal(96m, Assert.Single(await _client.ReadUsageAsync(id, Token).ToListAsync(Token)).ToTotals().KilowattHoursDelivered);
    }

    [Fact]
    public async Task Wait_FinishedAndCorrectedLater_HasTheCorrection()
    {
        var id = (await _client.SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;
        _client.Deliver(id, new UsageHistoryBuilder(First).WithoutData().Build());
        _client.Deliver(id, new UsageHistoryBuilder(First).AddBillingPeriod(Day, 7m).Build());

        var snapshot = await _client.WaitAsync(id, Token);

        Assert.Equal(LineState.Delivered, Assert.Single(snapshot.Lines).State);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        var id = (await _client.SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;
        using var stop = new CancellationTokenSource();
        var waiting = _client.WaitAsync(id, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task RejectAndAbandon_EndTheInquiry()
    {
        var rejected = (await _client.SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;
        var abandoned = (await _client.SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;

        _client.Reject(rejected);
        await _client.AbandonAsync(abandoned, "Customer left.", Token);

        Assert.Equal("MissingField", Assert.Single((await _client.WaitAsync(rejected, Token)).Errors).Code);
        Assert.Equal("Customer left.", (await _client.WaitAsync(abandoned, Token)).AbandonReason);
    }

    [Fact]
    public async Task List_AtOneInstant_IsNewestFirstAndFiltered()
    {
        var first = await _client.SubmitAsync(Inquiry(1, "a"), Token);
        var second = await _client.SubmitAsync(Inquiry(1, "b"), Token);
        _client.Fail(first.Inquiry!.RequestId, First);

        var all = await _client.ListAsync(InquiryQuery.All, Token).ToListAsync(Token);
        var open = await _client.ListAsync(InquiryQuery.All with { IsFinished = false }, Token).ToListAsync(Token);
        var one = await _client.ListAsync(InquiryQuery.All with { Limit = 1 }, Token).ToListAsync(Token);

        Assert.Equal([second.Inquiry!.RequestId, first.Inquiry!.RequestId], all.Select(snapshot => snapshot.RequestId));
        Assert.Equal([second.Inquiry!.RequestId], open.Select(snapshot => snapshot.RequestId));
        Assert.Equal([second.Inquiry!.RequestId], one.Select(snapshot => snapshot.RequestId));
    }

    [Fact]
    public async Task UnknownInquiry_IsWhatTheRealClientThrows()
    {
        var id = RequestId.Parse("R-unknown");

        Assert.Null(await _client.FindAsync(id, Token));
        Assert.Equal(id, (await Assert.ThrowsAsync<UhitInquiryException>(() => _client.WaitAsync(id, Token))).RequestId);
        await Assert.ThrowsAsync<UhitInquiryException>(() => _client.ResendAsync(id, Token));
        await Assert.ThrowsAsync<UhitInquiryException>(() => _client.AbandonAsync(id, "none", Token));
        await Assert.ThrowsAsync<UhitInquiryException>(async () => await _client.ReadUsageAsync(id, Token).ToListAsync(Token));
        Assert.Throws<UhitInquiryException>(() => _client.Deliver(id));
    }

    [Fact]
    public async Task Deliver_EsiIdThatWasNotAsked_IsAMistakeOfTheTest()
    {
        var id = (await _client.SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;

        Assert.Throws<ArgumentException>(() => _client.Deliver(id, new UsageHistoryBuilder(Second).WithoutData().Build()));

        Assert.Empty(await _client.ReadUsageAsync(id, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task CheckConnection_ReturnsWhatWasSet() =>
        Assert.Same(_client.ConnectionReport, await _client.CheckConnectionAsync(Token));

    [Fact]
    public async Task Interface_WithMoq_IsSetUpAndVerified()
    {
        var inquiry = Inquiry(1);
        var mock = new Mock<IUsageHistoryClient>(MockBehavior.Strict);
        mock.Setup(client => client.SubmitAsync(inquiry, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new SubmitResult { Outcome = SubmitOutcome.Uncertain });

        var result = await mock.Object.SubmitAsync(inquiry, Token);

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        mock.Verify(client => client.SubmitAsync(inquiry, Token), Times.Once);
        mock.VerifyNoOtherCalls();
    }

    private UsageHistoryInquiry Inquiry(int lines, string? reference = null)
    {
        var builder = new InquiryBuilder(_time).AddLines(lines);
        return (reference is null ? builder : builder.WithClientReference(reference)).Build();
    }
}
