using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Events;

/// <summary>A dispatcher over a store in memory, with a clock that stands still.</summary>
internal sealed class DispatcherFixture : IAsyncDisposable
{
    public const string Client = "test";

    private ServiceProvider? _services;
    private int _parked;

    public DispatcherFixture()
    {
        Time = new HandlerClock(() => Options.Callback.HandlerTimeout);
        Store = new InMemoryUhitStore(Time);
    }

    public HandlerClock Time { get; }

    public IUhitStore Store { get; init; }

    public FakeLogger Log { get; } = new();

    public DispatchSignal Signal { get; } = new();

    public ServiceCollection Services { get; } = new();

    public List<HandlerRegistration> Registrations { get; } = [];

    public EventTable? Events { get; init; }

    /// <summary>Neither the lease nor a handler's time runs out unless a test is about it: the clock jumps while handlers run.</summary>
    public DispatcherSettings Options { get; set; } =
        new() { Client = Client, Callback = new() { Lease = TimeSpan.FromDays(90), HandlerTimeout = TimeSpan.FromDays(1) } };

    public IBusinessCalendar Calendar { get; } = new ErcotHolidayCalendar();

    public CallbackDispatcher? Dispatcher { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Add<THandler>(string name, THandler handler)
        where THandler : class
    {
        Services.AddSingleton(handler);
        Registrations.AddRange(HandlerRegistration.ForType(typeof(THandler), name));
    }

    public void Handle<TEvent>(string name, Func<TEvent, CancellationToken, Task> handle)
        where TEvent : UhitEvent =>
        Registrations.Add(
            HandlerRegistration.ForDelegate<TEvent>(name, (usageEvent, _, cancellationToken) => handle(usageEvent, cancellationToken)));

    public async Task<CallbackDispatcher> StartAsync()
    {
        _services = Services.BuildServiceProvider();
        var handlers = new HandlerSet(Registrations, _services.GetRequiredService<IServiceScopeFactory>(), Events);
        Dispatcher = new CallbackDispatcher(Options, Store, handlers, Calendar, Signal, Time, Log);
        await Dispatcher.StartAsync(Token);
        return Dispatcher;
    }

    public async Task AppendAsync(string key, string requestId = "R-1", StoredEventKind kind = StoredEventKind.InquiryCompleted)
    {
        await Store.Dispatch.AppendAsync(
            Client,
            UhitEnvironment.Test,
            RequestId.Parse(requestId),
            new StoredEvent { Kind = kind, Key = key, OccurredAt = Time.GetUtcNow(), Content = new StoredEventContent() },
            Token);
        Signal.Set();
    }

    public async Task<long> WaitingAsync() => (await Store.Maintenance.GetStatisticsAsync(null, Token)).WaitingEvents;

    /// <summary>Lets the clock run, step by step, until something holds: real time is only the bound.</summary>
    /// <remarks>It stands while a handler is on its way, so that threads which are slow do not make a handler late.
    /// One that waits is known by <see cref="Park"/>.</remarks>
    public async Task AdvanceUntilAsync(Func<Task<bool>> holds, TimeSpan step)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await holds())
        {
            Assert.False(
                bound.IsCancellationRequested,
                $"It did not come to hold: {Time.OpenCalls} calls of handlers are open, {_parked} of them wait.");
            if (Time.OpenCalls <= Volatile.Read(ref _parked))
            {
                Time.Advance(step);
            }

            // By way of the thread pool: the clock must not run ahead of what waits there.
            await Task.Delay(1, Token);
        }
    }

    public Task AdvanceUntilAsync(Func<bool> holds, TimeSpan step) => AdvanceUntilAsync(() => Task.FromResult(holds()), step);

    /// <summary>Says that a handler waits, for the test or for the clock, until this is disposed or the handler is late.</summary>
    public IDisposable Park(CancellationToken late) => new Parking(this, late);

    public async ValueTask DisposeAsync()
    {
        if (Dispatcher is not null)
        {
            // The clock stands still: nobody waits for handlers that a test left running.
            await Dispatcher.StopAsync(new CancellationToken(canceled: true));
            await Dispatcher.DisposeAsync();
        }

        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Signal.Dispose();
    }

    private sealed class Parking : IDisposable
    {
        private readonly DispatcherFixture _fixture;
        private readonly CancellationTokenRegistration _late;
        private int _isOver;

        public Parking(DispatcherFixture fixture, CancellationToken late)
        {
            _fixture = fixture;
            Interlocked.Increment(ref fixture._parked);
            _late = late.Register(End);
        }

        public void Dispose()
        {
            _late.Dispose();
            End();
        }

        private void End()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                Interlocked.Decrement(ref _fixture._parked);
            }
        }
    }
}

/// <summary>Records what it was called with; what it does is given.</summary>
internal sealed class RecordingHandler(Func<InquiryCompleted, CancellationToken, Task> handle) : IUsageHistoryHandler<InquiryCompleted>
{
    public ConcurrentQueue<InquiryCompleted> Calls { get; } = new();

    public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken)
    {
        Calls.Enqueue(usageEvent);
        return handle(usageEvent, cancellationToken);
    }
}

/// <summary>Another type of handler, since a type is registered once.</summary>
internal sealed class OtherHandler(Func<InquiryCompleted, CancellationToken, Task> handle) : IUsageHistoryHandler<InquiryCompleted>
{
    public ConcurrentQueue<InquiryCompleted> Calls { get; } = new();

    public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken)
    {
        Calls.Enqueue(usageEvent);
        return handle(usageEvent, cancellationToken);
    }
}
