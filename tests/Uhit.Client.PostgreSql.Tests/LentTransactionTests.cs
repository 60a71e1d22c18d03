using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>What becomes of a connection that was lent to a handler, and of its place.</summary>
public sealed class LentTransactionTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly PostgresDatabase _database = new(postgres);
    private readonly FakeTimeProvider _time = new(Sample.Now);

    // With one place, whatever does not give it back lets the next wait for ever.
    [Fact]
    public async Task Place_OfEveryTransactionThatEnds_IsFreeForTheNext()
    {
        await using var store = await _database.OpenReadyAsync(options => options.MaxHandlerConnections = 1, _time);
        await _database.ExecuteAsync("CREATE TABLE effect (name text)");
        var claim = await ClaimAsync(store);
        var lost = claim with { Token = claim.Token + 1 };

        Assert.False(await RunAsync(store, lost, "lost", (_, _) => throw new FormatException("called")).WaitAsync(Hang));
        await Assert.ThrowsAsync<FormatException>(() => RunAsync(store, claim, "throws", (_, _) => throw new FormatException()))
            .WaitAsync(Hang);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(store, claim, "rolls back", (transaction, token) => transaction.RollbackAsync(token))).WaitAsync(Hang);
        await Assert.ThrowsAsync<UhitStoreException>(() => RunAsync(store, claim, "is ended", EndSessionAsync)).WaitAsync(Hang);

        // This one is never done: its connection is ended on the server, and its place is free.
        var began = Signal();
        var never = Signal();
        var cutOff = RunAsync(store, claim, "deaf", async (_, _) =>
        {
            began.SetResult();
            await never.Task;
        });
        await began.Task.WaitAsync(Hang);
        _time.Advance(Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => cutOff).WaitAsync(Hang);
        Assert.True(await RunAsync(store, claim, "h", WriteAsync).WaitAsync(Hang));
        Assert.True(await RunAsync(store, claim, "h", (_, _) => throw new FormatException("called")).WaitAsync(Hang));
        Assert.True(await RunAsync(store, claim, "another", WriteAsync).WaitAsync(Hang));
        Assert.Equal(2L, await _database.ScalarAsync<long>("SELECT count(*) FROM effect"));
        never.SetResult();
    }

    [Fact]
    public async Task Places_OneTaken_TheNextHandlerWaitsForIt()
    {
        await using var store = await _database.OpenReadyAsync(options => options.MaxHandlerConnections = 1, _time);
        var claim = await ClaimAsync(store);
        var other = await ClaimAsync(store, "R-2");
        var began = Signal();
        var go = Signal();
        var first = RunAsync(store, claim, "h", async (_, _) =>
        {
            began.SetResult();
            await go.Task;
        });
        await began.Task.WaitAsync(Hang);
        var hasBegun = false;
        var second = RunAsync(store, other, "h", (_, _) =>
        {
            Assert.True(go.Task.IsCompleted);
            hasBegun = true;
            return Task.CompletedTask;
        });

        // The store's own work does not wait behind them.
        await store.Inquiries.AddAsync(Sample.Inquiry("R-9"));
        Assert.False(hasBegun);
        go.SetResult();

        Assert.True(await first.WaitAsync(Hang));
        Assert.True(await second.WaitAsync(Hang));
        Assert.True(hasBegun);
    }

    [Fact]
    public async Task Connection_ThatAHandlerHad_IsClosedAndNobodysAgain()
    {
        await using var store = await _database.OpenReadyAsync(time: _time);
        var claim = await ClaimAsync(store);
        var sessions = new List<int>();
        var planners = new List<string>();
        foreach (var handler in new[] { "one", "two" })
        {
            Assert.True(await RunAsync(store, claim, handler, async (transaction, token) =>
            {
                sessions.Add(((NpgsqlConnection)transaction.Connection!).ProcessID);
                planners.Add(await TextAsync(transaction, "SELECT current_setting('enable_sort') || current_setting('application_name')"));
                await TextAsync(transaction, "SELECT set_config('application_name', 'mine', false)");
            }));
        }

        Assert.NotEqual(sessions[0], sessions[1]);
        Assert.Equal(["onUhit.Client", "onUhit.Client"], planners);
        await GoneAsync(sessions[0]);
        await GoneAsync(sessions[1]);
    }

    // Nothing that is done on it later may ever be committed, so its session ends while the handler still runs.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_OfAHandlerThatIsCutOffOrCancelled_IsEndedOnTheServer(bool isCancelled)
    {
        await using var store = await _database.OpenReadyAsync(time: _time);
        var claim = await ClaimAsync(store);
        using var cancellation = new CancellationTokenSource();
        var began = new TaskCompletionSource<NpgsqlConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = Signal();
        var cutOff = RunAsync(
            store,
            claim,
            "h",
            async (transaction, _) =>
            {
                began.SetResult((NpgsqlConnection)transaction.Connection!);
                await never.Task;
            },
            cancellation.Token);
        var connection = await began.Task.WaitAsync(Hang);
        var session = connection.ProcessID;

        if (isCancelled)
        {
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cutOff).WaitAsync(Hang);
        }
        else
        {
            _time.Advance(Patience);
            Assert.Contains(
                "Callback:CommitTimeout",
                (await Assert.ThrowsAsync<TimeoutException>(() => cutOff).WaitAsync(Hang)).Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(0L, await _database.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE pid = {session}"));

        // The handler may be in the middle of using it: it is closed when the handler has come back.
        Assert.Equal(ConnectionState.Open, connection.State);
        never.SetResult();
        using var hang = new CancellationTokenSource(Hang);
        while (connection.State is ConnectionState.Open)
        {
            hang.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // Whatever the driver says of it: either both are stored or neither is.
    [Fact]
    public async Task Effect_CommitsByItself_IsStoredWithItsCompletionAndNotCalledAgain()
    {
        await using var store = await _database.OpenReadyAsync(time: _time);
        await _database.ExecuteAsync("CREATE TABLE effect (name text)");
        var claim = await ClaimAsync(store);

        Assert.True(await RunAsync(store, claim, "h", async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await transaction.CommitAsync(token);
        }));

        Assert.Equal(1L, await _database.ScalarAsync<long>("SELECT count(*) FROM effect"));
        Assert.True(await RunAsync(store, claim, "h", (_, _) => throw new FormatException("called")));
    }

    [Theory]
    [InlineData("roll back")]
    [InlineData("roll back by its object")]
    [InlineData("close")]
    [InlineData("roll back and begin")]
    public async Task Effect_TakesTheTransactionAwayFromUs_IsItsOwnFailureAndNothingOfItIsStored(string how)
    {
        await using var store = await _database.OpenReadyAsync(time: _time);
        await _database.ExecuteAsync("CREATE TABLE effect (name text)");
        var claim = await ClaimAsync(store);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(store, claim, "h", async (transaction, token) =>
        {
            var connection = transaction.Connection!;
            await WriteAsync(transaction, token);
            if (how == "close")
            {
                await connection.CloseAsync();
                return;
            }

            if (how == "roll back by its object")
            {
                await transaction.RollbackAsync(token);
                return;
            }

            await TextAsync(transaction, "ROLLBACK");
            if (how != "roll back")
            {
                await TextAsync(transaction, "BEGIN READ WRITE");
                await WriteAsync(transaction, token);
            }
        }));

        Assert.Contains("The handler rolled back the transaction that it was lent", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await _database.ScalarAsync<long>("SELECT count(*) FROM effect"));
        Assert.True(await RunAsync(store, claim, "h", WriteAsync));
    }

    // Where the store could not be asked to end it, it is not known that the handler was to blame.
    [Fact]
    public async Task Effect_TakesTooLongAndItsSessionCannotBeEnded_IsAFailureOfTheStore()
    {
        await _database.ExecuteAsync("""
            CREATE ROLE uhit_no_end LOGIN PASSWORD 'end'; CREATE SCHEMA uhit AUTHORIZATION uhit_no_end;
            REVOKE EXECUTE ON FUNCTION pg_terminate_backend FROM public
            """);
        var logger = new FakeLogger<PostgreSqlUhitStore>();
        try
        {
            await using var store = await _database.OpenReadyAsync(
                options => options.ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString)
                {
                    Username = "uhit_no_end",
                    Password = "end",
                }.ConnectionString,
                _time,
                logger);
            var claim = await ClaimAsync(store);
            var began = Signal();
            var go = Signal();
            var cutOff = RunAsync(store, claim, "h", async (_, _) =>
            {
                began.SetResult();
                await go.Task;
            });
            await began.Task.WaitAsync(Hang);
            _time.Advance(Patience);

            var exception = await Assert.ThrowsAsync<UhitStoreException>(() => cutOff).WaitAsync(Hang);

            Assert.Contains("the role may not do this", exception.Message, StringComparison.Ordinal);
            Assert.Contains(logger.Collector.GetSnapshot(), record => record is { Level: LogLevel.Error, Id.Id: 3106 });
            go.SetResult();
        }
        finally
        {
            await _database.ExecuteAsync("DROP OWNED BY uhit_no_end CASCADE; DROP ROLE uhit_no_end");
        }
    }

    [Theory]
    [InlineData(false, "the next use connects again")]
    [InlineData(true, "while a handler's CommitAsync had it")]
    public async Task Effect_ConnectionLostAndTheHandlerDoesNotMind_SaysWhatIsKnown(bool tries, string expected)
    {
        await using var store = await _database.OpenReadyAsync(time: _time);
        var claim = await ClaimAsync(store);

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => RunAsync(store, claim, "h", async (transaction, token) =>
        {
            await EndSessionAsync(transaction, token);
            if (tries)
            {
                await Assert.ThrowsAnyAsync<NpgsqlException>(() => TextAsync(transaction, "SELECT 'x'"));
            }
        }));

        Assert.True(exception.IsTransient);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    // Idle for so long is the handler's fault, and it would be as slow the next time; anything shorter is the network's or the server's.
    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task Effect_ConnectionLostAfterALongTime_IsItsOwnFailureFromTheServersPatienceOn(int ticksMore, bool isItsOwn)
    {
        await using var store = await _database.OpenReadyAsync(
            options => options.IdleInTransactionTimeout = TimeSpan.FromMinutes(2), _time);
        var claim = await ClaimAsync(store);

        var exception = await Record.ExceptionAsync(() => RunAsync(store, claim, "h", async (transaction, token) =>
        {
            await EndSessionAsync(transaction, token);
            _time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromTicks(ticksMore));
        }));

        Assert.IsType(isItsOwn ? typeof(TimeoutException) : typeof(UhitStoreException), exception);
        Assert.Equal(
            isItsOwn, exception.Message.Contains("PostgreSqlStoreOptions.IdleInTransactionTimeout (00:02:00)", StringComparison.Ordinal));
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<bool> RunAsync(
        PostgreSqlUhitStore store, DispatchClaim claim, string handler, Func<DbTransaction, CancellationToken, Task> effect,
        CancellationToken cancellationToken = default) =>
        store.Dispatch.CompleteHandlerInTransactionAsync(claim, claim.Events[0].Sequence, handler, effect, Patience, cancellationToken);

    private static async Task<DispatchClaim> ClaimAsync(PostgreSqlUhitStore store, string requestId = "R-1")
    {
        await store.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, RequestId.Parse(requestId), Sample.Event("e/" + requestId));
        return (await store.Dispatch.ClaimAsync(Work.Request("a")))!;
    }

    private static async Task WriteAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        await TextAsync(transaction, "INSERT INTO effect (name) VALUES ('done') RETURNING name");

    private static async Task<string> TextAsync(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        return (string?)await command.ExecuteScalarAsync() ?? string.Empty;
    }

    private Task EndSessionAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        _database.ExecuteAsync($"SELECT pg_terminate_backend({((NpgsqlConnection)transaction.Connection!).ProcessID}, 5000)");

    private async Task GoneAsync(int session)
    {
        using var hang = new CancellationTokenSource(Hang);
        while (await _database.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE pid = {session}") > 0)
        {
            hang.Token.ThrowIfCancellationRequested();
        }
    }
}
