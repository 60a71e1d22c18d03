using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Events;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>A transactional handler on a real file, through the dispatcher: whatever happens, its effect is there once.</summary>
public sealed class TransactionalDispatchTests : IAsyncDisposable
{
    private readonly SqliteStoreFile _file = new();
    private readonly FakeTimeProvider _time = new(Sample.Now);
    private readonly List<ServiceProvider> _providers = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.GetRequiredKeyedService<CallbackDispatcher>(Sample.Client).StopAsync(new CancellationToken(canceled: true));
            await provider.DisposeAsync();
        }

        _file.Dispose();
    }

    [Fact]
    public async Task Run_NothingGoesWrong_OneEffectForEachEvent()
    {
        var handler = new PricingHandler();
        var store = await StartAsync(handler, "k0", "k1", "k2");

        await FinishedAsync(store);

        Assert.Equal(["k0", "k1", "k2"], Effects());
        Assert.True(handler.WasOneInstance);
    }

    [Fact]
    public async Task Run_CommitThrowsAfterItWrote_OneEffect()
    {
        var handler = new PricingHandler { Commit = attempt => attempt < 3 ? throw new FormatException() : Task.CompletedTask };
        var store = await StartAsync(handler, "k");

        await FinishedAsync(store);

        Assert.Equal(["k"], Effects());
        Assert.Equal(3, handler.Commits);
    }

    [Fact]
    public async Task Run_CommitHangs_CutOffAndOneEffect()
    {
        var never = new TaskCompletionSource();
        var handler = new PricingHandler { Commit = attempt => attempt == 1 ? never.Task : Task.CompletedTask };
        var store = await StartAsync(handler, "k");

        await FinishedAsync(store);
        never.SetResult();

        Assert.Equal(["k"], Effects());
        Assert.Equal(2, handler.Commits);
    }

    [Fact]
    public async Task Run_ProcessEndsBetweenPrepareAndCommit_TheNextHasOneEffectAndTheZombieNone()
    {
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => Enable(instrument, it) };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (tags.ToArray().Any(tag => tag.Key == UhitTelemetry.OutcomeTag && Equals(tag.Value, "Refused")))
            {
                refused.TrySetResult();
            }
        });
        listener.Start();
        var held = new TaskCompletionSource();
        var zombie = new PricingHandler { Prepare = () => held.Task };
        var store = await StartAsync(zombie, "k");
        await zombie.Prepared.WaitAsync(TimeSpan.FromSeconds(30), Token);

        // Another process: it claims when the lease is over, as the first would if it had stood still.
        await using var other = await _file.OpenReadyAsync();
        var claim = await other.Dispatch.ClaimAsync(Request(_time.GetUtcNow().AddDays(2)), Token);
        Assert.Equal(2, claim!.Events[0].Claims);
        Assert.True(await other.Dispatch.CompleteHandlerInTransactionAsync(
            claim, claim.Events[0].Sequence, "pricing", (transaction, token) => PricingHandler.WriteAsync(transaction, "k", token),
            TimeSpan.FromSeconds(60), Token));
        Assert.True(await other.Dispatch.FinishAsync(claim, claim.Events[0].Sequence, Token));
        held.SetResult();
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(["k"], Effects());
        Assert.Equal(0, zombie.Commits);
        Assert.Equal(0, (await other.Maintenance.GetStatisticsAsync(null, Token)).WaitingEvents);
    }

    [Fact]
    public async Task Run_ReplayedTwice_OneEffect()
    {
        var isMended = false;
        var handler = new PricingHandler { Commit = _ => isMended ? Task.CompletedTask : throw new FormatException() };
        var store = await StartAsync(handler, "k");
        await FinishedAsync(store, TimeSpan.FromMinutes(10));
        Assert.Empty(Effects());
        var letter = Assert.Single(await store.Dispatch.ListDeadLettersAsync(Sample.Client, Token).ToListAsync(Token));

        isMended = true;
        Assert.True(await store.Dispatch.ReplayDeadLetterAsync(Sample.Client, letter.Sequence, letter.Handler, Token));
        await store.Dispatch.ReplayDeadLetterAsync(Sample.Client, letter.Sequence, letter.Handler, Token);
        await FinishedAsync(store);
        Assert.False(await store.Dispatch.ReplayDeadLetterAsync(Sample.Client, letter.Sequence, letter.Handler, Token));

        Assert.Equal(["k"], Effects());
        Assert.True(handler.LastWasReplay);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_HandlerHangsWhileEightSendersCommit_EveryCallbackIsStored(bool hangsInCommit)
    {
        var never = new TaskCompletionSource();
        var handler = new PricingHandler
        {
            Prepare = hangsInCommit ? () => Task.CompletedTask : () => never.Task,
            Commit = _ => never.Task,
        };
        var store = await StartAsync(handler, "k");
        await handler.Prepared.WaitAsync(TimeSpan.FromSeconds(30), Token);
        if (hangsInCommit)
        {
            await handler.Committing.WaitAsync(TimeSpan.FromSeconds(30), Token);
        }

        var senders = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var message = Sample.Message(string.Create(CultureInfo.InvariantCulture, $"M-{sender}-{i}"), "unknown");
                Assert.Equal(InboxOutcome.Unmatched, (await store.Inbox.StageAndCommitAsync(message, _ => null)).Outcome);
            }
        })).ToArray();
        var all = Task.WhenAll(senders);

        // A handler that only prepares stops nobody; one that commits does until its time is over, each time that it is tried.
        await AdvanceUntilAsync(() => Task.FromResult(all.IsCompleted), hangsInCommit ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        await all;

        Assert.Equal(200, (await store.Maintenance.GetStatisticsAsync(null, Token)).Unmatched);
        Assert.Empty(Effects());
        never.SetResult();
    }

    private static DispatchClaimRequest Request(DateTimeOffset now) => new()
    {
        Owner = "another process",
        Clients = [Sample.Client],
        Kinds = [StoredEventKind.InquiryCompleted],
        Now = now,
        Lease = TimeSpan.FromHours(1),
    };

    private async Task<IUhitStore> StartAsync(PricingHandler handler, params string[] keys)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddSingleton(handler);
        services.AddUhitClient(Sample.Client, options =>
        {
            options.Environment = UhitEnvironment.Test;
            options.AuthenticationId = "957877905";
            options.Callback.StopTimeout = TimeSpan.Zero;

            // A lease that the clock, which runs far faster than threads do, cannot overtake.
            options.Callback.Lease = TimeSpan.FromDays(1);
        }).UseSqlite(_file.Path).AddHandler<PricingHandler>("pricing");
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        var store = provider.GetRequiredKeyedService<IUhitStore>(Sample.Client);
        await store.Maintenance.InitializeAsync(Token);
        Execute("CREATE TABLE IF NOT EXISTS effect (name TEXT NOT NULL)");
        foreach (var key in keys)
        {
            await store.Dispatch.AppendAsync(
                Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event(key, StoredEventKind.InquiryCompleted), Token);
        }

        await provider.GetRequiredKeyedService<CallbackDispatcher>(Sample.Client).StartAsync(Token);
        return store;
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == UhitTelemetry.HandleDuration)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private Task FinishedAsync(IUhitStore store, TimeSpan? step = null) => AdvanceUntilAsync(
        async () => (await store.Maintenance.GetStatisticsAsync(null, Token)).WaitingEvents == 0, step ?? TimeSpan.FromSeconds(1));

    // Real time is only the bound, and the clock's pace: the file needs time of its own.
    private async Task AdvanceUntilAsync(Func<Task<bool>> holds, TimeSpan step)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            _time.Advance(step);
            await Task.Delay(5, bound.Token);
        }
    }

    private List<string> Effects()
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM effect ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class PricingHandler : ITransactionalUsageHistoryHandler<InquiryCompleted>
    {
        private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _committing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? _preparedKey;

        public Func<Task> Prepare { get; init; } = () => Task.CompletedTask;

        public Func<int, Task> Commit { get; init; } = _ => Task.CompletedTask;

        public int Commits { get; private set; }

        public bool WasOneInstance { get; private set; } = true;

        public bool LastWasReplay { get; private set; }

        public Task Prepared => _prepared.Task;

        public Task Committing => _committing.Task;

        public async Task PrepareAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken)
        {
            _preparedKey = usageEvent.Key;
            LastWasReplay = usageEvent.IsReplay;
            _prepared.TrySetResult();
            await Prepare();
        }

        // Writes first, then does what the test wants: an effect is there to be rolled back.
        public async Task CommitAsync(InquiryCompleted usageEvent, DbTransaction transaction, CancellationToken cancellationToken)
        {
            WasOneInstance &= _preparedKey == usageEvent.Key;
            await WriteAsync(transaction, usageEvent.Key, cancellationToken);
            _committing.TrySetResult();
            await Commit(++Commits);
        }

        public static async Task WriteAsync(DbTransaction transaction, string key, CancellationToken cancellationToken)
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO effect (name) VALUES ($key)";
            command.Parameters.Add(new SqliteParameter("$key", key));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
