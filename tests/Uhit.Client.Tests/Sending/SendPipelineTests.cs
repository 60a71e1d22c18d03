using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Uhit.Client.Sending;

namespace Uhit.Client.Tests.Sending;

public class SendPipelineTests
{
    private static readonly SendReport Accepted = SendReport.Answered(new Acknowledgement
    {
        RequestId = RequestId.Parse("R-1"),
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Status = AcknowledgementStatus.Accepted,
    });

    private readonly FakeTimeProvider _time = new();
    private readonly UhitConnectionOptions _options = new()
    {
        RetryDelay = TimeSpan.FromSeconds(2),
        MaxRetryDelay = TimeSpan.FromSeconds(10),
        TotalTimeout = TimeSpan.FromMinutes(2),
        AttemptTimeout = TimeSpan.FromSeconds(30),
    };

    private static readonly SendReport LostAfterSending =
        SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.ClosedAfterHandshake, "The server closed the connection."));

    private int _sends;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("not sent", 4)]
    [InlineData("busy", 1)]
    [InlineData("not sent, needs a change", 1)]
    [InlineData("refused", 1)]
    [InlineData("uncertain", 1)]
    [InlineData("accepted", 1)]
    public async Task Execute_OneKindOfEnd_IsTriedAgainOnlyWhereItCertainlyDidNotLeaveAndMayChange(string end, int sends)
    {
        var report = ReportOf(end);

        var result = await RunAsync((_, _) => Task.FromResult(report));

        Assert.Equal((report, sends), (result, _sends));
    }

    [Fact]
    public async Task Execute_NeverRetry_SendsOnce()
    {
        _options.MaxRetries = 0;

        await RunAsync((_, _) => Task.FromResult(ReportOf("not sent")));

        Assert.Equal(1, _sends);
    }

    [Fact]
    public async Task Execute_AttemptHangs_ItsTokenEndsItAndItsReportHolds()
    {
        var uncertain = ReportOf("uncertain");
        var started = _time.GetUtcNow();

        var result = await RunAsync(async (_, token) =>
        {
            await EndOf(token);
            return uncertain;
        });

        Assert.Equal((uncertain, 1), (result, _sends));
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(32));
    }

    [Fact]
    public async Task Execute_TotalTimeout_IsOverAllAttempts()
    {
        _options.MaxRetries = 100;
        _options.BreakerMinimumThroughput = 0;
        var started = _time.GetUtcNow();

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => RunAsync(async (_, token) =>
        {
            await EndOf(token);
            return ReportOf("not sent");
        }));

        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(123));
        Assert.InRange(_sends, 3, 4);
    }

    [Fact]
    public async Task Execute_ManyNotSent_OpensTheBreakerUnderTheRetry()
    {
        _options.MaxRetries = 5;
        _options.BreakerMinimumThroughput = 3;
        _options.BreakerBreakDuration = TimeSpan.FromMinutes(30);

        await Assert.ThrowsAnyAsync<BrokenCircuitException>(() => RunAsync((_, _) => Task.FromResult(ReportOf("not sent"))));

        Assert.Equal(3, _sends);
    }

    // The clock stands still.
    [Fact]
    public void Execute_NotSent_WaitsBeforeItIsTriedAgain()
    {
        var running = SendPipeline.Build(_options, _time)
            .ExecuteAsync(_ => ValueTask.FromResult(++_sends > 0 ? ReportOf("not sent") : Accepted), Token);

        Assert.Equal((1, false), (_sends, running.IsCompleted));
    }

    // Many clients that could not reach CNP must not come back all at once, nor for ever in the same short intervals.
    [Fact]
    public async Task Execute_NotSentManyTimes_WaitsLongerAndLonger()
    {
        _options.MaxRetries = 10;
        _options.BreakerMinimumThroughput = 0;
        _options.MaxRetryDelay = TimeSpan.FromHours(10);
        _options.TotalTimeout = TimeSpan.FromHours(20);
        var begun = _time.GetUtcNow();

        await RunAsync((_, _) => Task.FromResult(ReportOf("not sent")));

        // As long each time would be 20 s, give or take a quarter.
        Assert.Equal(11, _sends);
        Assert.True(_time.GetUtcNow() - begun > TimeSpan.FromMinutes(2));
    }

    // CNP was reached: it is there.
    [Fact]
    public async Task Execute_UncertainManyTimes_LeavesTheBreakerClosed()
    {
        _options.MaxRetries = 0;
        _options.BreakerMinimumThroughput = 2;
        var pipeline = SendPipeline.Build(_options, _time);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(
                SendReportOutcome.Uncertain,
                (await pipeline.ExecuteAsync(_ => ValueTask.FromResult(LostAfterSending), Token)).Outcome);
        }
    }

    [Fact]
    public async Task Execute_BreakerOpen_ClosesAgainAfterItsTime()
    {
        _options.MaxRetries = 0;
        _options.BreakerMinimumThroughput = 2;
        var pipeline = SendPipeline.Build(_options, _time);
        for (var i = 0; i < 2; i++)
        {
            await pipeline.ExecuteAsync(_ => ValueTask.FromResult(ReportOf("not sent")), Token);
        }

        await Assert.ThrowsAnyAsync<BrokenCircuitException>(async () =>
            await pipeline.ExecuteAsync(_ => ValueTask.FromResult(Accepted), Token));
        _time.Advance(_options.BreakerBreakDuration + TimeSpan.FromSeconds(1));

        Assert.Equal(Accepted, await pipeline.ExecuteAsync(_ => ValueTask.FromResult(Accepted), Token));
    }

    [Theory]
    [InlineData("uncertain")]
    [InlineData("refused")]
    [InlineData("accepted")]
    public async Task Execute_CnpWasReached_LeavesTheBreakerClosed(string end)
    {
        _options.MaxRetries = 0;
        _options.BreakerMinimumThroughput = 2;
        var pipeline = SendPipeline.Build(_options, _time);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(ReportOf(end).Outcome, (await pipeline.ExecuteAsync(_ => ValueTask.FromResult(ReportOf(end)), Token)).Outcome);
        }
    }

    // What says nothing of CNP: a caller that gave up, a wrong setting, a service that was reached and is busy.
    [Theory]
    [InlineData("caller", true)]
    [InlineData("setting", true)]
    [InlineData("busy", true)]
    [InlineData("not sent", false)]
    public async Task Execute_NotSentForAnotherReason_LeavesTheBreakerClosed(string why, bool isClosed)
    {
        _options.MaxRetries = 0;
        _options.BreakerMinimumThroughput = 2;
        var pipeline = SendPipeline.Build(_options, _time);
        var report = why switch
        {
            "caller" => SendReport.NotSent(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up.")),
            "setting" => SendReport.NotSent(new UhitConfigurationException("PemFile: There is no such file.")),
            "busy" => SendReport.NotSent(
                new UhitServiceException("Busy.", System.Net.HttpStatusCode.InternalServerError, isTransient: true)),
            _ => ReportOf(why),
        };
        for (var i = 0; i < 5; i++)
        {
            await Record.ExceptionAsync(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(report), Token));
        }

        var failure = await Record.ExceptionAsync(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(Accepted), Token));

        Assert.Equal(isClosed, failure is null);
    }

    // Two of four is half; and what was long ago does not count.
    [Theory]
    [InlineData("ffss", 0.5, 0, false)]
    [InlineData("ffss", 0.51, 0, true)]
    [InlineData("fffss", 0.61, 0, true)]
    [InlineData("ff", 0.5, 0, true)]
    [InlineData("ffff", 0.5, 0, false)]
    [InlineData("ffff", 0.5, 61, true)]
    [InlineData("ffff", 0.5, 1, false)]
    public async Task Execute_ShareOfFailures_OpensTheBreakerWithinItsTime(string ends, double share, int secondsBetween, bool isClosed)
    {
        _options.MaxRetries = 0;
        _options.BreakerMinimumThroughput = 4;
        _options.BreakerFailureRatio = share;
        _options.BreakerSamplingDuration = TimeSpan.FromMinutes(1);
        var pipeline = SendPipeline.Build(_options, _time);
        foreach (var end in ends.Reverse())
        {
            _time.Advance(TimeSpan.FromSeconds(secondsBetween));
            var report = end == 'f' ? ReportOf("not sent") : Accepted;
            await Record.ExceptionAsync(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(report), Token));
        }

        var failure = await Record.ExceptionAsync(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(Accepted), Token));

        Assert.Equal(isClosed, failure is null);
    }

    [Fact]
    public async Task Execute_BreakerSwitchedOff_NeverOpens()
    {
        _options.MaxRetries = 0;
        _options.BreakerMinimumThroughput = 0;
        var pipeline = SendPipeline.Build(_options, _time);

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(
                SendReportOutcome.NotSent,
                (await pipeline.ExecuteAsync(_ => ValueTask.FromResult(ReportOf("not sent")), Token)).Outcome);
        }
    }

    // Doubled each time up to its bound, and never the same for two clients.
    [Fact]
    public async Task Execute_WaitsBeforeRetries_AreWithinTheirBoundAndApart()
    {
        _options.MaxRetries = 8;
        _options.BreakerMinimumThroughput = 0;
        _options.TotalTimeout = TimeSpan.FromHours(1);
        _options.AttemptTimeout = TimeSpan.FromMinutes(59);
        var firsts = new HashSet<TimeSpan>();
        for (var client = 0; client < 8; client++)
        {
            var starts = new List<DateTimeOffset>();
            await RunAsync(
                (_, _) =>
                {
                    starts.Add(_time.GetUtcNow());
                    return Task.FromResult(ReportOf("not sent"));
                },
                TimeSpan.FromMilliseconds(20));
            var waits = starts.Zip(starts.Skip(1), (before, after) => after - before).ToList();

            Assert.Equal(8, waits.Count);
            Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, _options.MaxRetryDelay + TimeSpan.FromMilliseconds(20)));
            Assert.True(waits.Max() > _options.RetryDelay, $"The longest wait was {waits.Max()}.");
            firsts.Add(waits[0]);
        }

        Assert.NotEqual(1, firsts.Count);
    }

    private static SendReport ReportOf(string end) => end switch
    {
        "not sent" => SendReport.NotSent(new UhitConnectionException(ConnectionFailure.Connect, "Nobody listens.")),
        "not sent, needs a change" =>
            SendReport.NotSent(new UhitConnectionException(ConnectionFailure.ServerCertificateUntrusted, "Untrusted.")),
        "busy" => SendReport.Uncertain(new UhitServiceException("Busy.", System.Net.HttpStatusCode.TooManyRequests, isTransient: true)),
        "refused" => SendReport.Refused(new UhitServiceException("No.", System.Net.HttpStatusCode.NotFound, isTransient: false)),
        "uncertain" => SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "Broke.")),
        _ => Accepted,
    };

    private static async Task EndOf(CancellationToken token)
    {
        var ended = new TaskCompletionSource();
        await using var registration = token.Register(ended.SetResult);
        await ended.Task;
    }

    private async Task<SendReport> RunAsync(Func<int, CancellationToken, Task<SendReport>> send, TimeSpan? step = null)
    {
        var running = SendPipeline.Build(_options, _time).ExecuteAsync(async token => await send(++_sends, token), Token).AsTask();
        while (!running.IsCompleted)
        {
            _time.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await running;
    }
}
