using System.Net;
using Uhit.Client.Sending;

namespace Uhit.Client.Tests.Sending;

/// <summary>What fails once an inquiry is stored names the inquiry, what may have happened to it, and what goes on.</summary>
public sealed class SendFailureTests
{
    private readonly ClientHarness _harness = new(options => options.MaxRetries = 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_NotSent_NamesTheInquiryAndThatNothingLeft()
    {
        _harness.Sender.ThenNotSent();

        var failure =
            await Assert.ThrowsAsync<UhitConnectionException>(() => _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token));

        await AssertToldAsync(failure, SendingState.NotSent, "Nobody listens there.", "Nothing was sent", "resent");
    }

    [Fact]
    public async Task Submit_Refused_NamesTheInquiryAndThatItIsUncertain()
    {
        _harness.Sender.Then(_ => SendReport.Refused(new UhitServiceException("No.", HttpStatusCode.Forbidden, isTransient: false)));

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token));

        await AssertToldAsync(
            failure, SendingState.Uncertain, "No.", "does not say for certain", "fault.status", "resend it under its own number",
            "abandon");
    }

    [Fact]
    public async Task Submit_Uncertain_ItsFailureNamesTheInquiry()
    {
        _harness.Sender.ThenUncertain();

        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        await AssertToldAsync(result.Failure!, SendingState.Uncertain, "The connection broke.", "CNP may have the inquiry");
    }

    // What did not leave now may have left before.
    [Fact]
    public async Task Resend_NotSentAfterAnUncertainSend_IsToldAsUncertain()
    {
        _harness.Sender.ThenUncertain();
        var first = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);
        _harness.Sender.ThenNotSent();

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(() => _harness.Client.ResendAsync(first.Inquiry!.RequestId, Token));

        await AssertToldAsync(failure, SendingState.Uncertain, "CNP may have the inquiry");
        Assert.DoesNotContain("Nothing was sent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_Cancelled_NamesTheInquiryAndIsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        _harness.Sender.Then(async (_, _) =>
        {
            await cancel.CancelAsync();
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
        });

        var failure =
            await Assert.ThrowsAsync<UhitCanceledException>(() => _harness.Client.SubmitAsync(_harness.Inquiry().Build(), cancel.Token));

        Assert.Equal((SendingState.Uncertain, cancel.Token), (failure.Sending, failure.CancellationToken));
        Assert.NotNull(await _harness.Client.FindAsync(failure.RequestId, Token));
        Assert.Contains(failure.RequestId.Value, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 60, "5 seconds (Connection:AttemptTimeout)")]
    [InlineData(60, 60, "60 seconds (Connection:AttemptTimeout)")]
    [InlineData(300, 300, "5 minutes (Connection:AttemptTimeout)")]
    public async Task Submit_OurOwnLimitCutsTheSendOff_NamesTheSetting(int attempt, int total, string expected)
    {
        var harness = Limited(attempt, total);
        harness.Sender.Then(CutOffAsync);

        var result = await harness.RunAsync(harness.Client.SubmitAsync(harness.Inquiry().Build(), Token));

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        Assert.Equal(ConnectionFailure.Timeout, Assert.IsType<UhitConnectionException>(result.Failure).Failure);
        Assert.Contains(expected, result.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("caller", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_TotalTimeRunsOutInASecondAttempt_NamesTheTotal()
    {
        var harness = Limited(attempt: 30, total: 40, retries: 1);
        harness.Sender.Then(async (message, token) =>
        {
            await CutOffAsync(message, token);
            return SendReport.NotSent(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
        });
        harness.Sender.Then(CutOffAsync);

        var result = await harness.RunAsync(harness.Client.SubmitAsync(harness.Inquiry().Build(), Token));

        Assert.Contains("40 seconds (Connection:TotalTimeout)", result.Failure!.Message, StringComparison.Ordinal);
    }

    // The limit is no reason to call a broken connection a time-out.
    [Fact]
    public async Task Submit_BrokenForAnotherReason_KeepsItsReason()
    {
        _harness.Sender
            .Then(_ => SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The connection broke.")));

        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Contains("The connection broke.", result.Failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Timeout", result.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "1 second ")]
    [InlineData(0.2, "1 second ")]
    [InlineData(1, "1 second ")]
    [InlineData(1.2, "2 seconds ")]
    [InlineData(30, "30 seconds ")]
    [InlineData(119.5, "120 seconds ")]
    [InlineData(120, "2 minutes ")]
    [InlineData(121, "3 minutes ")]
    [InlineData(7199, "120 minutes ")]
    [InlineData(7200, "2 hours ")]
    [InlineData(7201, "3 hours ")]
    [InlineData(86400, "24 hours ")]
    public async Task Submit_CnpAsksToWait_SaysHowLong(double seconds, string expected)
    {
        _harness.Sender
            .Then(_ => SendReport.Uncertain(new UhitServiceException("Busy.", HttpStatusCode.ServiceUnavailable, isTransient: true)
            {
                RetryAfter = TimeSpan.FromSeconds(seconds),
            }));

        var result = await _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token);

        Assert.Contains($"asks to wait {expected}", result.Failure!.Message, StringComparison.Ordinal);
    }

    // The end of the send is lost, not the inquiry.
    [Fact]
    public async Task Submit_StoreFailsAfterTheSend_NamesTheInquiry()
    {
        RequestId? id = null;
        _harness.Sender.Then(message =>
        {
            id = message.Header.RequestId;
            _harness.Failing.FailsAtChanges = true;
            return SendReport.Answered(_harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        var failure = await Assert.ThrowsAsync<UhitStoreException>(() => _harness.Client.SubmitAsync(_harness.Inquiry().Build(), Token));

        Assert.Equal((id, SendingState.Sending), (failure.RequestId, failure.Sending));
        Assert.Contains(id!.Value.Value, failure.Message, StringComparison.Ordinal);
        Assert.Contains("The disk is full.", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<SendReport> CutOffAsync(InquiryMessage message, CancellationToken token)
    {
        var ended = new TaskCompletionSource();
        await using var registration = token.Register(ended.SetResult);
        await ended.Task;
        return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
    }

    private static ClientHarness Limited(int attempt, int total, int retries = 0) => new(options =>
    {
        options.MaxRetries = retries;
        options.AttemptTimeout = TimeSpan.FromSeconds(attempt);
        options.TotalTimeout = TimeSpan.FromSeconds(total);
    });

    private async Task AssertToldAsync(UhitException failure, SendingState sending, params string[] parts)
    {
        Assert.Equal(sending, failure.Sending);
        var stored = await _harness.Client.FindAsync(failure.RequestId!.Value, Token);
        Assert.Equal(sending, stored!.Sending);
        Assert.All([$" stored as {failure.RequestId}", .. parts], part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }
}
