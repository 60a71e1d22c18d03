using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Inquiries;
using Uhit.Client.Tests.Receiving;

namespace Uhit.Client.Tests.Events;

public sealed class CallbackDispatcherTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EventWaits_HandledOnceWithAllThatIdentifiesIt()
    {
        await using var fixture = new DispatcherFixture();
        var handler = new RecordingHandler((_, _) => Task.CompletedTask);
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("completed:R-1");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        var handled = Assert.Single(handler.Calls);
        Assert.Equal(("test", UhitEnvironment.Test, "R-1", "completed:R-1", 1, false),
            (handled.Client, handled.Environment, handled.RequestId.Value, handled.Key, handled.Attempt, handled.IsReplay));
    }

    [Fact]
    public async Task Run_FirstEventFails_LaterOnesOfTheInquiryWaitAndOtherInquiriesDoNot()
    {
        await using var fixture = new DispatcherFixture();
        var healed = false;
        var done = new ConcurrentQueue<string>();
        fixture.Add("pricing", new RecordingHandler((usageEvent, _) =>
        {
            if (usageEvent.Key == "a1" && !healed)
            {
                throw new InvalidOperationException("not yet");
            }

            done.Enqueue(usageEvent.Key);
            return Task.CompletedTask;
        }));
        await fixture.AppendAsync("a1", "A");
        await fixture.AppendAsync("a2", "A");
        await fixture.AppendAsync("b1", "B");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(
            () => done.Contains("b1") && fixture.Log.Collector.GetSnapshot().Any(record => record.Id.Id == 1300), TimeSpan.Zero);
        Assert.Equal(["b1"], done);
        healed = true;
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(["b1", "a1", "a2"], done);
    }

    [Fact]
    public async Task Run_OneOfTwoHandlersFails_TheOtherIsNotCalledAgain()
    {
        await using var fixture = new DispatcherFixture();
        var good = new RecordingHandler((_, _) => Task.CompletedTask);
        var calls = 0;
        fixture.Add("good", good);
        fixture.Handle<InquiryCompleted>("bad", (_, _) => ++calls < 3 ? throw new InvalidOperationException() : Task.CompletedTask);
        await fixture.AppendAsync("a1");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(3, calls);
        Assert.Single(good.Calls);
    }

    [Fact]
    public async Task Run_NoHandlerForTheKind_WaitsAndIsNotLost()
    {
        await using var fixture = new DispatcherFixture();
        fixture.Add("pricing", new RecordingHandler((_, _) => Task.CompletedTask));
        await fixture.AppendAsync("due:R-1", kind: StoredEventKind.InquiryDue);
        await fixture.AppendAsync("completed:R-1");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 1, Second);
        await fixture.Dispatcher!.StopAsync(Token);
        await using var later = new DispatcherFixture { Store = fixture.Store };
        var due = new TaskCompletionSource<InquiryDue>();
        later.Handle<InquiryDue>("told", (usageEvent, _) =>
        {
            due.TrySetResult(usageEvent);
            return Task.CompletedTask;
        });
        await later.StartAsync();
        await later.AdvanceUntilAsync(async () => await later.WaitingAsync() == 0, Second);

        Assert.Equal("due:R-1", (await due.Task).Key);
    }

    // Documented in docs/how-to/handle-events.md: all processes of a client have the same handlers for a kind.
    [Fact]
    public async Task Run_HandlerThatOnlyALaterProcessHas_GetsNothingThatAnEarlierOneFinished()
    {
        await using var earlier = new DispatcherFixture();
        earlier.Add("pricing", new RecordingHandler((_, _) => Task.CompletedTask));
        await earlier.AppendAsync("completed:R-1");
        await earlier.AppendAsync("due:R-2", "R-2", StoredEventKind.InquiryDue);
        await earlier.StartAsync();
        await earlier.AdvanceUntilAsync(async () => await earlier.WaitingAsync() == 1, Second);

        await using var later = new DispatcherFixture { Store = earlier.Store };
        var (pricing, offers) = (new RecordingHandler((_, _) => Task.CompletedTask), new OtherHandler((_, _) => Task.CompletedTask));
        var due = new ConcurrentQueue<string>();
        later.Add("pricing", pricing);
        later.Add("offers", offers);
        later.Handle<InquiryDue>("told", (usageEvent, _) =>
        {
            due.Enqueue(usageEvent.Key);
            return Task.CompletedTask;
        });
        await earlier.Dispatcher!.StopAsync(Token);
        await later.AppendAsync("completed:R-3", "R-3");
        await later.StartAsync();
        await later.AdvanceUntilAsync(async () => await later.WaitingAsync() == 0, Second);

        Assert.Equal(["completed:R-3"], pricing.Calls.Select(call => call.Key));
        Assert.Equal(["completed:R-3"], offers.Calls.Select(call => call.Key));
        Assert.Equal(["due:R-2"], due);
    }

    [Fact]
    public async Task Run_SeveralInquiries_HandledAtTheSameTimeUpToTheLimit()
    {
        await using var fixture =
            new DispatcherFixture
            {
                Options = new()
                {
                    Client = DispatcherFixture.Client,
                    Callback = new() { MaxConcurrentHandlers = 3, Lease = TimeSpan.FromDays(90) },
                },
            };
        var running = 0;
        var most = 0;
        var three = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        fixture.Add("pricing", new RecordingHandler(async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 3)
            {
                three.TrySetResult();
            }

            await go.Task;
            Interlocked.Decrement(ref running);
        }));
        for (var i = 0; i < 6; i++)
        {
            await fixture.AppendAsync($"k{i}", $"R-{i}");
        }

        await fixture.StartAsync();
        await three.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(3, running);
        go.SetResult();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Run_ScopedHandler_HasAScopeOfItsOwnForEachEvent()
    {
        await using var fixture = new DispatcherFixture();
        var seen = new ConcurrentQueue<ScopedThing>();
        fixture.Services.AddSingleton(seen).AddScoped<ScopedThing>().AddScoped<ScopedHandler>();
        fixture.Registrations.AddRange(HandlerRegistration.ForType(typeof(ScopedHandler), "scoped"));
        await fixture.AppendAsync("a1");
        await fixture.AppendAsync("a2");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, thing => Assert.True(thing.IsDisposed));
    }

    [Fact]
    public async Task Run_LongHandler_LeaseIsRenewedUntilItEnds()
    {
        var dispatch = new CountingDispatch();
        await using var fixture = new DispatcherFixture { Options = new() { Client = DispatcherFixture.Client }, Store = dispatch };
        var began = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var handler = new RecordingHandler(async (_, _) =>
        {
            using var parked = fixture.Park(CancellationToken.None);
            began.TrySetResult();
            await go.Task;
        });
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("a1");
        await fixture.StartAsync();
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        for (var renewals = 1; renewals <= 12; renewals++)
        {
            await fixture.AdvanceUntilAsync(() => dispatch.Renewals >= renewals, TimeSpan.FromMilliseconds(250));
            Assert.True(dispatch.RenewedUntil > fixture.Time.GetUtcNow());
        }

        go.SetResult();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.Zero);
        Assert.Single(handler.Calls);
    }

    [Fact]
    public async Task Run_ClaimIsLost_HandlerIsCutOff()
    {
        var dispatch = new CountingDispatch { IsLost = true };
        await using var fixture = new DispatcherFixture { Options = new() { Client = DispatcherFixture.Client }, Store = dispatch };
        var cutOff = new TaskCompletionSource();
        fixture.Add("pricing", new RecordingHandler(async (_, cancellationToken) =>
        {
            using var parked = fixture.Park(CancellationToken.None);
            using var registration = cancellationToken.Register(() => cutOff.TrySetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }));
        await fixture.AppendAsync("a1");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => cutOff.Task.IsCompleted, Second);

        Assert.Contains(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1302);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NoteIsRefused_NoOtherHandlerOfTheClaimRuns(bool fails)
    {
        var dispatch = new CountingDispatch { RefusesNotes = true };
        await using var fixture = new DispatcherFixture { Store = dispatch };
        var first = new RecordingHandler((_, _) => fails ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask);
        var second = new OtherHandler((_, _) => Task.CompletedTask);
        fixture.Add("first", first);
        fixture.Add("second", second);
        await fixture.AppendAsync("a1");
        await fixture.AppendAsync("a2");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1302) > 1, Second);
        await fixture.Dispatcher!.StopAsync(Token);

        Assert.All(first.Calls, call => Assert.Equal("a1", call.Key));
        Assert.Empty(second.Calls);
    }

    [Fact]
    public async Task Stop_HandlerEndsInTime_ItsWorkIsNoted()
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
        await fixture.AppendAsync("a1");
        var dispatcher = await fixture.StartAsync();
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var stopping = dispatcher.StopAsync(Token);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;

        Assert.Equal(0, await fixture.WaitingAsync());
    }

    [Fact]
    public async Task Stop_HandlerTakesTooLong_CutOffAndNotCountedAsFailed()
    {
        await using var fixture = new DispatcherFixture();
        var began = new TaskCompletionSource();
        fixture.Add("pricing", new RecordingHandler(async (_, cancellationToken) =>
        {
            using var parked = fixture.Park(CancellationToken.None);
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }));
        await fixture.AppendAsync("a1");
        var dispatcher = await fixture.StartAsync();
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var stopping = dispatcher.StopAsync(Token);
        await fixture.AdvanceUntilAsync(() => stopping.IsCompleted, Second);

        // The clock ran on while the claim was given back.
        var request = new DispatchClaimRequest
        {
            Owner = "next",
            Clients = [DispatcherFixture.Client],
            Kinds = [StoredEventKind.InquiryCompleted],
            Now = fixture.Time.GetUtcNow(),
            Lease = Second,
        };
        DispatchClaim? claim = null;
        await fixture.AdvanceUntilAsync(
            async () => (claim = await fixture.Store.Dispatch.ClaimAsync(request, Token)) is not null, TimeSpan.Zero);
        Assert.Empty(Assert.Single(claim!.Events).Handlers);
    }

    [Fact]
    public async Task Run_InquiryBecomesDueAndOverdue_EachTold()
    {
        await using var fixture = new DispatcherFixture();
        var told = new ConcurrentQueue<UhitEvent>();
        fixture.Handle<InquiryDue>("due", (usageEvent, _) => Told(usageEvent));
        fixture.Handle<InquiryOverdue>("overdue", (usageEvent, _) => Told(usageEvent));
        var record = await AddSendingAsync(fixture);

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => told.Count == 2, TimeSpan.FromMinutes(30));

        Assert.Equal([typeof(InquiryDue), typeof(InquiryOverdue)], told.Select(usageEvent => usageEvent.GetType()));
        Assert.Equal([record.DueAt!.Value, record.OverdueAt!.Value], told.Select(usageEvent => usageEvent.OccurredAt));

        Task Told(UhitEvent usageEvent)
        {
            told.Enqueue(usageEvent);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Run_SendThatNobodyEnded_BecomesUncertain()
    {
        await using var fixture = new DispatcherFixture();
        var record = await AddSendingAsync(fixture);
        Assert.Equal(SendingState.Sending, record.Sending);

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(
            async () => (await fixture.Store.Inquiries.FindAsync(
                DispatcherFixture.Client, record.RequestId, Token))!.Sending == SendingState.Uncertain, TimeSpan.FromSeconds(10));

        Assert.True(fixture.Time.GetUtcNow() - record.CreatedAt >= TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Run_AnInquiryThatCannotBeRead_KeepsNothingElseFromBeingDone()
    {
        var inner = new InMemoryUhitStore(new FakeTimeProvider(InquirySamples.Now));
        await using var fixture =
            new DispatcherFixture { Store = new StoppingStore(int.MaxValue, inner) { HasUnreadableDeadlines = true } };
        await fixture.Store.Inbox.AppendBodyAsync(ReceiptId.Create(fixture.Time), 0, new byte[10], Token);
        await fixture.StartAsync();

        await fixture.AdvanceUntilAsync(
            async () => (await fixture.Store.Maintenance.GetStatisticsAsync(null, Token)).StagedReceipts == 0,
            TimeSpan.FromMinutes(30));

        Assert.Contains(fixture.Log.Collector.GetSnapshot(), entry => entry.Id.Id == 1304);
    }

    [Fact]
    public async Task Run_SpoolLeftBehind_Swept()
    {
        await using var fixture = new DispatcherFixture();
        await fixture.Store.Inbox.AppendBodyAsync(ReceiptId.Create(fixture.Time), 0, new byte[] { 1 }, Token);

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(
            async () => (await fixture.Store.Maintenance.GetStatisticsAsync(null, Token)).StagedReceipts == 0, TimeSpan.FromMinutes(1));

        Assert.InRange(fixture.Time.GetUtcNow() - InquirySamples.Now, TimeSpan.FromHours(1), TimeSpan.FromMinutes(75));
    }

    [Fact]
    public void HandlerSet_TwoHandlersOfOneName_Refused()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var registrations = HandlerRegistration.ForType(typeof(RecordingHandler), "same")
            .Concat(HandlerRegistration.ForType(typeof(ScopedHandler), "same"));
        var exception = Assert.Throws<UhitConfigurationException>(
            () => new HandlerSet(registrations, services.GetRequiredService<IServiceScopeFactory>()));
        Assert.Contains("\"same\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForType_ClassThatHandlesNothing_Refused() =>
        Assert.Throws<ArgumentException>(() => HandlerRegistration.ForType(typeof(string), "name"));

    [Fact]
    public void AddHandler_NameOfTheTool_Refused()
    {
        var builder = new ServiceCollection().AddUhitClient("Test");

        Assert.Throws<ArgumentException>("name", () => builder.AddHandler<RecordingHandler>("listener"));
        Assert.Throws<ArgumentException>("name", () => builder.AddHandler<UhitEvent>("listener", (_, _) => Task.CompletedTask));
        Assert.Throws<ArgumentException>("name", () => builder.AddHandler<UhitEvent>("listener", (_, _, _) => Task.CompletedTask));
    }

    [Fact]
    public void AddToolHandler_TakesAllKindsUnderTheNameThatOthersCanNotHave()
    {
        var builder = new ServiceCollection().AddUhitClient("Test").AddToolHandler((_, _) => Task.CompletedTask);

        var registration = Assert.Single(builder.Services
            .Select(service => service.ServiceKey is null ? null : service.KeyedImplementationInstance).OfType<HandlerRegistration>());

        Assert.Equal(("listener", typeof(UhitEvent)), (registration.Name, registration.EventType));
    }

    private static async Task<InquiryRecord> AddSendingAsync(DispatcherFixture fixture)
    {
        var record = new InquiryRecord
        {
            Client = DispatcherFixture.Client,
            Environment = UhitEnvironment.Test,
            RequestId = RequestId.Parse("R-1"),
            AuthenticationId = CallbackMessages.ThirdParty,
            WireFormat = "reference-v1",
            Ledger = InquiryLedger.Empty,
            CreatedAt = fixture.Time.GetUtcNow(),
            Inquiry = InquirySamples.Inquiry(),
        };
        record = record.Apply(
            new SendStarted(1, fixture.Time.GetUtcNow(), MessageId.Parse("Q-1")), fixture.Time.GetUtcNow(), fixture.Calendar).Record;
        await fixture.Store.Inquiries.AddAsync(record, Token);
        return record;
    }

    private sealed class ScopedThing : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class ScopedHandler(ScopedThing thing, ConcurrentQueue<ScopedThing> seen) : IUsageHistoryHandler<InquiryCompleted>
    {
        public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken)
        {
            Assert.False(thing.IsDisposed);
            seen.Enqueue(thing);
            return Task.CompletedTask;
        }
    }
}
