using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Events;

/// <summary>What becomes of an event that a handler keeps failing at, or that a process does not survive.</summary>
public sealed class DeadLetterTests
{
    private const string Personal = "1008901000000000000001";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_HandlerAlwaysFails_TriedByTheTableAndThenDead()
    {
        await using var fixture = new DispatcherFixture
        {
            Options = new() { Client = DispatcherFixture.Client, Callback = new() { Lease = TimeSpan.FromDays(90), RetryJitter = 0 } },
        };
        using var died = new MetricCollector<long>(null, UhitTelemetry.Name, UhitTelemetry.DeadLetters);
        var at = new ConcurrentQueue<DateTimeOffset>();
        var handler = new RecordingHandler((_, _) =>
        {
            at.Enqueue(fixture.Time.GetUtcNow());
            throw new InvalidOperationException(Personal);
        });
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("poison");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromMinutes(5));
        await fixture.AdvanceUntilAsync(() => fixture.Log.Collector.GetSnapshot().Any(record => record.Id.Id == 1309), TimeSpan.Zero);

        // Never early. How late is up to the poll, which has its own clock tick.
        Assert.Equal(8, at.Count);
        Assert.All(
            at.Zip(at.Skip(1)).Zip(fixture.Options.RetryDelays), pair => Assert.True(pair.First.Second - pair.First.First >= pair.Second));
        Assert.Equal(Enumerable.Range(1, 8), handler.Calls.Select(call => call.Attempt));
        Assert.Equal([false, .. Enumerable.Repeat(true, 7)], handler.Calls.Select(call => call.IsReplay));
        var letter = Assert.Single(await DeadAsync(fixture));
        Assert.Equal(
            ("poison", "pricing", "System.InvalidOperationException", 8, 0),
            (letter.EventKey, letter.Handler, letter.ErrorType, letter.Failures, letter.Replays));
        Assert.Contains(
            died.GetMeasurementSnapshot(),
            measurement => measurement.Value == 1 && Equals(measurement.Tags[UhitTelemetry.HandlerTag], "pricing"));
        var told = Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1309);
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Error, told.Level);
        Assert.All(
            ["pricing", "poison", "System.InvalidOperationException"],
            part => Assert.Contains(part, told.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(
            fixture.Log.Collector.GetSnapshot().Where(record => record.Level > Microsoft.Extensions.Logging.LogLevel.Debug),
            record => (record.Message + record.Exception).Contains(Personal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_PoisonInOneInquiry_DelaysNoOtherAndItsOwnGoesOnAfterIt()
    {
        await using var fixture =
            new DispatcherFixture
            {
                Options = new()
                {
                    Client = DispatcherFixture.Client,
                    RetryDelays = [TimeSpan.FromHours(1)],
                    Callback = new() { Lease = TimeSpan.FromDays(90) },
                },
            };
        var done = new ConcurrentDictionary<string, DateTimeOffset>();
        fixture.Add("pricing", new RecordingHandler((usageEvent, _) =>
        {
            if (usageEvent.Key == "poison")
            {
                throw new InvalidOperationException();
            }

            done[usageEvent.Key] = fixture.Time.GetUtcNow();
            return Task.CompletedTask;
        }));
        var start = fixture.Time.GetUtcNow();
        await fixture.AppendAsync("poison", "R-poison");
        await fixture.AppendAsync("behind", "R-poison");
        for (var i = 0; i < 200; i++)
        {
            await fixture.AppendAsync(
                string.Create(CultureInfo.InvariantCulture, $"k{i}"), string.Create(CultureInfo.InvariantCulture, $"R-{i}"));
        }

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => done.Count == 200, TimeSpan.Zero);
        Assert.All(done.Values, at => Assert.Equal(start, at));
        Assert.DoesNotContain("behind", done.Keys);

        await fixture.AdvanceUntilAsync(() => done.ContainsKey("behind"), TimeSpan.FromMinutes(5));
        Assert.True(done["behind"] - start >= TimeSpan.FromMinutes(54));
        Assert.Equal("poison", Assert.Single(await DeadAsync(fixture)).EventKey);
    }

    [Fact]
    public async Task Replay_TwiceByMistake_HandledOnceAsAReplay()
    {
        await using var fixture = new DispatcherFixture
        {
            Options = new() { Client = DispatcherFixture.Client, RetryDelays = [], Callback = new() { Lease = TimeSpan.FromDays(90) } },
        };
        var isMended = false;
        var handler = new RecordingHandler((_, _) => isMended ? Task.CompletedTask : throw new InvalidOperationException());
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("k");
        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(
            async () => (await DeadAsync(fixture)).Count == 1 && await fixture.WaitingAsync() == 0, TimeSpan.Zero);
        var letter = (await DeadAsync(fixture))[0];

        isMended = true;
        Assert.True(await fixture.Store.Dispatch.ReplayDeadLetterAsync(letter.Client, letter.Sequence, letter.Handler, Token));
        await fixture.Store.Dispatch.ReplayDeadLetterAsync(letter.Client, letter.Sequence, letter.Handler, Token);
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromSeconds(1));
        Assert.False(await fixture.Store.Dispatch.ReplayDeadLetterAsync(letter.Client, letter.Sequence, letter.Handler, Token));

        Assert.Equal(2, handler.Calls.Count);
        Assert.Equal((true, 2, "k"), (handler.Calls.Last().IsReplay, handler.Calls.Last().Attempt, handler.Calls.Last().Key));
        Assert.Empty(await DeadAsync(fixture));
    }

    [Fact]
    public async Task Run_OneHandlerDead_TheOtherIsDone()
    {
        await using var fixture = new DispatcherFixture
        {
            Options = new() { Client = DispatcherFixture.Client, RetryDelays = [], Callback = new() { Lease = TimeSpan.FromDays(90) } },
        };
        var good = new OtherHandler((_, _) => Task.CompletedTask);
        fixture.Add("bad", new RecordingHandler((_, _) => throw new InvalidOperationException()));
        fixture.Add("good", good);
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.Zero);

        Assert.Single(good.Calls);
        Assert.Equal("bad", Assert.Single(await DeadAsync(fixture)).Handler);
    }

    [Fact]
    public async Task Run_AfterAHundredProcessesThatEnded_NothingIsDeadAndTheAttemptSaysSo()
    {
        await using var fixture = new DispatcherFixture
        {
            Options = new() { Client = DispatcherFixture.Client, RetryDelays = [], Callback = new() { Lease = TimeSpan.FromDays(90) } },
        };
        await fixture.AppendAsync("k");
        await fixture.AppendAsync("next");
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(await ClaimAsync(fixture));
            fixture.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var handler = new RecordingHandler((_, _) => Task.CompletedTask);
        fixture.Add("pricing", handler);
        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.Zero);

        Assert.Equal([("k", 101, false), ("next", 101, false)], handler.Calls.Select(call => (call.Key, call.Attempt, call.IsReplay)));
        Assert.Empty(await DeadAsync(fixture));
        var told = Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1310);
        Assert.Contains("100 times", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public async Task Run_ProcessesThatEnded_ToldAfterFive(int processes, bool isTold)
    {
        await using var fixture = new DispatcherFixture();
        await fixture.AppendAsync("k");
        for (var i = 0; i < processes; i++)
        {
            await ClaimAsync(fixture);
            fixture.Time.Advance(TimeSpan.FromMinutes(1));
        }

        fixture.Add("pricing", new RecordingHandler((_, _) => Task.CompletedTask));
        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.Zero);

        Assert.Equal(isTold, fixture.Log.Collector.GetSnapshot().Any(record => record.Id.Id == 1310));
    }

    [Fact]
    public async Task Run_FailsManyTimes_IsNotTakenForAProcessThatEnds()
    {
        await using var fixture = new DispatcherFixture();
        var calls = 0;
        fixture.Add("pricing", new RecordingHandler((_, _) => ++calls < 8 ? throw new InvalidOperationException() : Task.CompletedTask));
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromMinutes(5));

        Assert.Equal(8, calls);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1310);
    }

    [Fact]
    public async Task Stop_EventsThatWereNotBegun_AreAFirstAttemptAfterwards()
    {
        await using var fixture = new DispatcherFixture();
        var began = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        fixture.Add("pricing", new RecordingHandler(async (_, _) =>
        {
            using var parked = fixture.Park(CancellationToken.None);
            began.TrySetResult();
            await go.Task;
        }));
        await fixture.AppendAsync("k1");
        await fixture.AppendAsync("k2");
        var dispatcher = await fixture.StartAsync();
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var stopping = dispatcher.StopAsync(Token);
        go.SetResult();
        await stopping;

        var next = Assert.Single((await ClaimAsync(fixture))!.Events);
        Assert.Equal(("k2", 1), (next.Key, next.Claims));
    }

    [Fact]
    public async Task Run_AHandlerThatIsGoneWaited_DoesNotSpin()
    {
        await using var fixture = new DispatcherFixture
        {
            Options = new() { Client = DispatcherFixture.Client, Callback = new() { Lease = TimeSpan.FromMinutes(30) } },
        };
        await fixture.AppendAsync("k");
        var claim = (await ClaimAsync(fixture))!;
        await FailAsync(fixture, claim, "gone", TimeSpan.Zero);
        await FailAsync(fixture, claim, "pricing", TimeSpan.FromMinutes(1));
        await fixture.Store.Dispatch.ReleaseAsync(claim, null, Token);
        var handler = new RecordingHandler((_, _) => Task.CompletedTask);
        fixture.Add("pricing", handler);

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromSeconds(1));

        Assert.InRange(Assert.Single(handler.Calls).Attempt, 2, 6);
    }

    private static Task FailAsync(DispatcherFixture fixture, DispatchClaim claim, string handler, TimeSpan delay) =>
        fixture.Store.Dispatch.FailHandlerAsync(
            claim,
            claim.Events[0].Sequence,
            handler,
            "E",
            fixture.Time.GetUtcNow(),
            fixture.Time.GetUtcNow() + delay,
            Token);

    private static Task<DispatchClaim?> ClaimAsync(DispatcherFixture fixture) => fixture.Store.Dispatch.ClaimAsync(
        new DispatchClaimRequest
        {
            Owner = "another process",
            Clients = [DispatcherFixture.Client],
            Kinds = [StoredEventKind.InquiryCompleted],
            Now = fixture.Time.GetUtcNow(),
            Lease = TimeSpan.FromMinutes(1),
        },
        Token);

    private static async Task<List<DeadLetter>> DeadAsync(DispatcherFixture fixture) =>
        await fixture.Store.Dispatch.ListDeadLettersAsync(DispatcherFixture.Client, Token).ToListAsync(Token);
}
