using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Callbacks;
using Uhit.Client.Callbacks.Dispatching;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;
using Uhit.Client.Store.InMemory;
using Uhit.Client.Tests.Inquiries;

namespace Uhit.Client.Tests.Callbacks;

/// <summary>A dispatcher over a store in memory, with a clock that stands still.</summary>
internal sealed class DispatcherFixture : IAsyncDisposable
{
    public const string Client = "test";

    private readonly UsageHistoryListener _listener = new();
    private ServiceProvider? _services;

    public DispatcherFixture() => Store = new InMemoryUhitStore(Time);

    public FakeTimeProvider Time { get; } = new(InquirySamples.Now);

    public IUhitStore Store { get; init; }

    public FakeLogger Log { get; } = new();

    public DispatchSignal Signal { get; } = new();

    public ServiceCollection Services { get; } = new();

    public List<HandlerRegistration> Registrations { get; } = [];

    public IUsageHistoryListener Listener => _listener;

    /// <summary>Neither the lease nor a handler's time runs out unless a test is about it: the clock jumps while handlers run.</summary>
    public CallbackDispatcherOptions Options { get; set; } = new() { Client = Client, Lease = TimeSpan.FromDays(90), HandlerTimeout = TimeSpan.FromDays(1) };

    public InquiryTransitions Transitions => new(new ErcotHolidayCalendar(), Time);

    public CallbackDispatcher? Dispatcher { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Add<THandler>(string name, THandler handler)
        where THandler : class
    {
        Services.AddSingleton(handler);
        Registrations.AddRange(HandlerRegistration.ForType(typeof(THandler), name));
    }

    public async Task<CallbackDispatcher> StartAsync()
    {
        _services = Services.BuildServiceProvider();
        var handlers = new HandlerSet(Registrations, _listener, _services.GetRequiredService<IServiceScopeFactory>());
        Dispatcher = new CallbackDispatcher(Options, Store, handlers, Transitions, Signal, Time, Log);
        await Dispatcher.StartAsync(Token);
        return Dispatcher;
    }

    public async Task AppendAsync(string key, string requestId = "R-1", StoredEventKind kind = StoredEventKind.InquiryCompleted)
    {
        await Store.Dispatch.AppendAsync(
            Client,
            UhitEnvironment.Test,
            RequestId.Parse(requestId),
            new NewStoredEvent { Kind = kind, Key = key, OccurredAt = Time.GetUtcNow(), Content = new StoredEventContent() },
            Token);
        Signal.Set();
    }

    public async Task<long> WaitingAsync() => (await Store.Maintenance.GetStatisticsAsync(null, Token)).WaitingEvents;

    /// <summary>Lets the clock run, step by step, until something holds: real time is only the bound.</summary>
    public async Task AdvanceUntilAsync(Func<Task<bool>> holds, TimeSpan step)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            bound.Token.ThrowIfCancellationRequested();
            Time.Advance(step);
            for (var i = 0; i < 20; i++)
            {
                await Task.Yield();
            }
        }
    }

    public Task AdvanceUntilAsync(Func<bool> holds, TimeSpan step) => AdvanceUntilAsync(() => Task.FromResult(holds()), step);

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
