using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Uhit.Client.Events;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Events;

/// <summary>Handlers that take too long, and those that ignore their token.</summary>
public sealed class HangingHandlerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A lease that the clock, which runs far faster than threads do, cannot overtake.
    private static DispatcherSettings Options => OptionsWith(TimeSpan.FromDays(90));

    private static DispatcherSettings OptionsWith(TimeSpan lease) => new()
    {
        Client = DispatcherFixture.Client,
        RetryDelays = [TimeSpan.FromSeconds(5)],
        HangGrace = TimeSpan.FromSeconds(10),
        Callback = new()
        {
            Lease = lease,
            HandlerTimeout = TimeSpan.FromMinutes(5),
        },
    };

    [Fact]
    public async Task Run_FiftyHandlersHang_DoNotKeepTheOthersFromTheirTurn()
    {
        await using var fixture = new DispatcherFixture { Options = Options };
        using var hung = new MetricCollector<long>(null, UhitTelemetry.Name, UhitTelemetry.HungHandlers);
        var never = new TaskCompletionSource();
        var (running, most) = (0, 0);
        var good = new ConcurrentQueue<string>();
        fixture.Add("pricing", new RecordingHandler(async (usageEvent, cancellationToken) =>
        {
            if (usageEvent.Key.StartsWith("hangs", StringComparison.Ordinal))
            {
                most = Math.Max(most, Interlocked.Increment(ref running) - Flagged(fixture));
                using (fixture.Park(cancellationToken))
                {
                    await never.Task;
                }
            }

            good.Enqueue(usageEvent.Key);
        }));
        for (var i = 0; i < 50; i++)
        {
            await fixture.AppendAsync(
                string.Create(CultureInfo.InvariantCulture, $"hangs{i}"), string.Create(CultureInfo.InvariantCulture, $"R-h{i}"));
        }

        for (var i = 0; i < 50; i++)
        {
            await fixture.AppendAsync(
                string.Create(CultureInfo.InvariantCulture, $"good{i}"), string.Create(CultureInfo.InvariantCulture, $"R-g{i}"));
        }

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => Flagged(fixture) == 50 && good.Count == 50, TimeSpan.FromSeconds(10));

        Assert.Equal(50, running);
        Assert.Equal(4, most);
        Assert.True(hung.GetMeasurementSnapshot().Count >= 50);
        await fixture.AdvanceUntilAsync(
            () => fixture.Log.Collector.GetSnapshot()
                .Count(record => record.Id.Id == 1300 && record.Message.Contains("HandlerTimedOut", StringComparison.Ordinal)) == 50,
            TimeSpan.Zero);

        // They come back after all: what they say is ignored.
        never.SetResult();
        await fixture.AdvanceUntilAsync(
            () => fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1313) == 50, TimeSpan.Zero);
        Assert.Equal(50, await fixture.WaitingAsync());
    }

    [Fact]
    public async Task Run_HandlerTakesTooLongAndHeedsItsToken_HasFailedAndIsTriedAgain()
    {
        await using var fixture =
            new DispatcherFixture
            {
                Options = new()
                {
                    Client = DispatcherFixture.Client,
                    Callback = new() { HandlerTimeout = TimeSpan.FromHours(1), Lease = TimeSpan.FromDays(90) },
                },
            };
        var calls = 0;
        fixture.Add("pricing", new RecordingHandler(async (_, cancellationToken) =>
        {
            if (++calls == 1)
            {
                using (fixture.Park(cancellationToken))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                }
            }
        }));
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromMinutes(1));

        Assert.Equal(2, calls);
        Assert.Contains(
            fixture.Log.Collector.GetSnapshot(),
            record => record.Id.Id == 1300 && record.Message.Contains("HandlerTimedOut", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1311);
    }

    [Fact]
    public async Task Run_HandlerBlocksItsThread_HangsToo()
    {
        await using var fixture = new DispatcherFixture { Options = Options };
        using var never = new ManualResetEventSlim();
        fixture.Add("pricing", new RecordingHandler((_, cancellationToken) =>
        {
            using (fixture.Park(cancellationToken))
            {
                never.Wait(CancellationToken.None);
            }

            return Task.CompletedTask;
        }));
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => Flagged(fixture) == 1, TimeSpan.FromSeconds(10));

        never.Set();
        await fixture.AdvanceUntilAsync(() => fixture.Log.Collector.GetSnapshot().Any(record => record.Id.Id == 1313), TimeSpan.Zero);
    }

    [Fact]
    public async Task Run_HandlerHangs_ItsLeaseIsNeitherRenewedNorGivenBack()
    {
        var dispatch = new CountingDispatch();
        var options = OptionsWith(TimeSpan.FromHours(12));
        await using var fixture = new DispatcherFixture { Options = options, Store = dispatch };
        var never = new TaskCompletionSource();
        var calls = 0;
        fixture.Add("pricing", new RecordingHandler(async (usageEvent, cancellationToken) =>
        {
            if (usageEvent.Key == "hangs" && ++calls == 1)
            {
                using (fixture.Park(cancellationToken))
                {
                    await never.Task;
                }
            }
        }));
        await fixture.AppendAsync("hangs");
        await fixture.AppendAsync("next");
        var start = fixture.Time.GetUtcNow();

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => Flagged(fixture) == 1, TimeSpan.FromSeconds(10));
        Assert.Equal((0, 0), (dispatch.Renewals, dispatch.Releases));
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromMinutes(2));

        Assert.True(fixture.Time.GetUtcNow() >= start + options.Callback.Lease);
        Assert.Equal(2, calls);
        never.SetResult();
    }

    [Fact]
    public async Task Stop_HandlerIgnoresItsToken_LeftAloneAndItsInquiryGivenBackInTime()
    {
        await using var fixture = new DispatcherFixture();
        var began = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        fixture.Add("pricing", new RecordingHandler(async (_, _) =>
        {
            using var parked = fixture.Park(CancellationToken.None);
            began.TrySetResult();
            await never.Task;
        }));
        await fixture.AppendAsync("k1");
        await fixture.AppendAsync("k2");
        var dispatcher = await fixture.StartAsync();
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var start = fixture.Time.GetUtcNow();

        var stopping = dispatcher.StopAsync(Token);
        await fixture.AdvanceUntilAsync(() => stopping.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.True(fixture.Time.GetUtcNow() - start >= fixture.Options.Callback.StopTimeout);
        Assert.Contains(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1312);
        var claim = await fixture.Store.Dispatch.ClaimAsync(
            new DispatchClaimRequest
            {
                Owner = "next",
                Clients = [DispatcherFixture.Client],
                Kinds = [StoredEventKind.InquiryCompleted],
                Now = start,
                Lease = Second,
            },
            Token);
        Assert.Equal([("k1", 2), ("k2", 1)], claim!.Events.Select(stored => (stored.Key, stored.Claims)));
        Assert.Empty(claim.Events[0].Handlers);
        never.SetResult();
    }

    [Fact]
    public async Task Stop_WorkThatWaits_IsNotBegun()
    {
        await using var fixture =
            new DispatcherFixture
            {
                Options = new()
                {
                    Client = DispatcherFixture.Client,
                    Callback = new() { MaxConcurrentHandlers = 1, Lease = TimeSpan.FromDays(90) },
                },
            };
        var began = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var handler = new RecordingHandler(async (_, _) =>
        {
            began.TrySetResult();
            await go.Task;
        });
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("k1");
        await fixture.AppendAsync("other", "R-2");
        var dispatcher = await fixture.StartAsync();
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var stopping = dispatcher.StopAsync(Token);
        await fixture.AppendAsync("late", "R-3");
        go.SetResult();
        await stopping;

        Assert.Single(handler.Calls);
        Assert.Equal(2, await fixture.WaitingAsync());
    }

    private static int Flagged(DispatcherFixture fixture) => fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1311);
}
