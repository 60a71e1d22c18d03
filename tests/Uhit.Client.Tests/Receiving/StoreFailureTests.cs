using System.Collections.Concurrent;
using System.Data.Common;
using Uhit.Client.Events;
using Uhit.Client.Tests.Events;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A store that fails while handlers are at work is not their failure: nothing is given up for it.</summary>
public sealed class StoreFailureTests
{
    private const int Failed = 1300;
    private const int StoreFailed = 1314;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static UhitStoreException Outage => new("The server is away.", isTransient: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_StoreFailsFarMoreOftenThanAHandlerMay_NoDeadLetterAndOneEffect(bool failsAtCommit)
    {
        const int Failures = 25;
        var committed = new ConcurrentQueue<int>();
        var store = new CountingDispatch
        {
            Transaction = async (number, effect, _) =>
            {
                if (number > Failures || failsAtCommit)
                {
                    await effect();
                }

                if (number <= Failures)
                {
                    throw Outage;
                }
            },
            Committed = committed.Enqueue,
        };
        await using var fixture = new DispatcherFixture { Store = store };
        var handler = new Handler();
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal([Failures + 1], committed);
        Assert.Equal(failsAtCommit ? Failures + 1 : 1, handler.Commits);
        Assert.Empty(await store.ListDeadLettersAsync(null, Token).ToListAsync(Token));
        Assert.Equal((0, Failures), (Told(fixture, Failed), Told(fixture, StoreFailed)));
        Assert.Equal(Enumerable.Range(1, Failures + 1), handler.Prepared.Select(call => call.Attempt));
        Assert.All(handler.Prepared, call => Assert.False(call.IsReplay));
    }

    [Fact]
    public async Task Run_StoreFailsInTheTransaction_IsNotTriedAgainBeforeAPause()
    {
        var store = new CountingDispatch { Transaction = (_, _, _) => throw Outage };
        await using var fixture = new DispatcherFixture { Store = store };
        fixture.Add("pricing", new Handler());
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => store.Transactions == 1 && store.Renewals == 1, TimeSpan.Zero);
        var looks = store.EmptyClaims;
        fixture.Signal.Set();
        await fixture.AdvanceUntilAsync(() => store.EmptyClaims > looks, TimeSpan.Zero);

        Assert.Equal(fixture.Time.GetUtcNow() + TimeSpan.FromSeconds(5), store.RenewedUntil);
        Assert.Equal((1, 0), (store.Transactions, store.Releases));
        await fixture.AdvanceUntilAsync(() => store.Transactions == 2, Second);
    }

    [Fact]
    public async Task Run_StoreFailsAtTheNoteOfAPlainHandler_IsCalledAgainAfterAPauseAndNotCounted()
    {
        var store = new CountingDispatch { Noting = number => ThrowIf(number <= 12) };
        await using var fixture = new DispatcherFixture { Store = store };
        var at = new ConcurrentQueue<DateTimeOffset>();
        fixture.Add("pricing", new RecordingHandler((_, _) =>
        {
            at.Enqueue(fixture.Time.GetUtcNow());
            return Task.CompletedTask;
        }));
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(13, at.Count);
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(5)));
        Assert.Equal(0, Told(fixture, Failed));
    }

    [Fact]
    public async Task Run_ConnectionLostAfterTheCommit_IsFoundDone()
    {
        var store = new CountingDispatch { Transaction = (_, effect, _) => effect(), Committed = number => ThrowIf(number == 1) };
        await using var fixture = new DispatcherFixture { Store = store };
        var handler = new Handler();
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal((1, 1), (handler.Commits, store.Transactions));
        Assert.Equal((0, 1), (Told(fixture, Failed), Told(fixture, StoreFailed)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_CommitOfTheHandlerThrows_IsItsOwnFailureOfWhateverType(bool isOurType)
    {
        var store = new CountingDispatch { Transaction = (_, effect, _) => effect() };
        await using var fixture = new DispatcherFixture { Store = store, Options = WithOneRetry() };
        fixture.Add("pricing", new Handler { Commit = () => throw (isOurType ? Outage : new ConstraintViolation()) });
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        var letter = Assert.Single(await store.ListDeadLettersAsync(null, Token).ToListAsync(Token));
        Assert.Equal(
            (2, (isOurType ? typeof(UhitStoreException) : typeof(ConstraintViolation)).FullName), (letter.Failures, letter.ErrorType));
        Assert.Equal(0, Told(fixture, StoreFailed));
    }

    [Fact]
    public async Task Run_HandlerEndsTheTransactionItself_IsItsOwnFailure()
    {
        var store = new CountingDispatch
        {
            Transaction = async (_, effect, _) =>
            {
                await effect();
                throw new InvalidOperationException("The handler ended the transaction.");
            },
        };
        await using var fixture = new DispatcherFixture { Store = store, Options = WithOneRetry() };
        fixture.Add("pricing", new Handler());
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(2, Assert.Single(await store.ListDeadLettersAsync(null, Token).ToListAsync(Token)).Failures);
    }

    // The handler was done in time with what is its own; the store did not begin.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_StoreKeepsTheHandlerWaitingForItsTransaction_IsNotTheHandlersTimeout(bool heedsItsToken)
    {
        var never = new TaskCompletionSource();
        var fixture = (DispatcherFixture?)null;
        var store = new CountingDispatch
        {
            Transaction = async (number, effect, token) =>
            {
                if (number > 1)
                {
                    await effect();
                    return;
                }

                using var parked = fixture!.Park(token);
                await never.Task.WaitAsync(heedsItsToken ? token : CancellationToken.None);
            },
        };
        await using var disposing = fixture = new DispatcherFixture
        {
            Store = store,
            Options = new()
            {
                Client = DispatcherFixture.Client,
                HangGrace = TimeSpan.FromSeconds(10),
                Callback = new() { Lease = TimeSpan.FromDays(90), HandlerTimeout = TimeSpan.FromMinutes(5) },
            },
        };
        var handler = new Handler();
        fixture.Add("pricing", handler);
        await fixture.AppendAsync("k");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => store.Transactions == 1, TimeSpan.Zero);
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, Second);

        Assert.Equal(1, handler.Commits);
        Assert.Equal((0, 1), (Told(fixture, Failed), Told(fixture, StoreFailed)));
        never.SetException(Outage);
    }

    private static DispatcherSettings WithOneRetry() =>
        new()
        {
            Client = DispatcherFixture.Client,
            RetryDelays = [TimeSpan.FromSeconds(1)],
            Callback = new() { Lease = TimeSpan.FromDays(90) },
        };

    private static int Told(DispatcherFixture fixture, int id) => fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == id);

    private static void ThrowIf(bool fails)
    {
        if (fails)
        {
            throw Outage;
        }
    }

    private sealed class ConstraintViolation() : DbException("unique");

    private sealed class Handler : ITransactionalUsageHistoryHandler<InquiryCompleted>
    {
        private int _commits;

        public ConcurrentQueue<InquiryCompleted> Prepared { get; } = new();

        public Func<Task> Commit { get; init; } = () => Task.CompletedTask;

        public int Commits => _commits;

        public Task PrepareAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken)
        {
            Prepared.Enqueue(usageEvent);
            return Task.CompletedTask;
        }

        public Task CommitAsync(InquiryCompleted usageEvent, DbTransaction transaction, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _commits);
            return Commit();
        }
    }
}
