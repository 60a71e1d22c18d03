using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>What is tried again, how often, and what those hear who wait.</summary>
public sealed class RunnerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(postgres);
    private PgSessionFactory _factory = null!;
    private PgSessions _sessions = null!;
    private PgRunner _runner = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.ExecuteAsync("CREATE TABLE note (text text NOT NULL)");
        _factory = new PgSessionFactory(
            new PostgreSqlStoreOptions { ConnectionString = await _database.ConnectionStringAsync() }, new PayloadProtection(null));
        _sessions = new PgSessions(_factory, 3);
        _runner = new PgRunner(_sessions, _factory.Store, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        await _factory.DisposeAsync();
    }

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("23505")]
    public async Task Transact_MeetsOthersEachTime_IsGivenUpAfterEightAttemptsAsTransient(string sqlState)
    {
        var attempts = 0;

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => _runner.TransactAsync(
            async (session, token) =>
            {
                attempts++;
                await NoteAsync(session, "tried", token);
                await RaiseAsync(session, sqlState, token);
                return true;
            },
            default));

        Assert.Equal((8, true), (attempts, exception.IsTransient));
        Assert.Contains("met others again and again", exception.Message, StringComparison.Ordinal);
        Assert.Empty(await NotesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_MeetsOthersSevenTimes_GivesWhatTheEighthAttemptDid(bool isTransaction)
    {
        var attempts = 0;
        async Task<int> WorkAsync(PgSession session, CancellationToken token)
        {
            attempts++;
            if (attempts < 8)
            {
                await RaiseAsync(session, "40001", token);
            }

            await NoteAsync(session, "done", token);
            return attempts;
        }

        Assert.Equal(8, isTransaction ? await _runner.TransactAsync(WorkAsync, default) : await _runner.RunAsync(WorkAsync, default));
        Assert.Equal(["done"], await NotesAsync());
    }

    [Theory]
    [InlineData("23503")]
    [InlineData("22012")]
    [InlineData("55P03")]
    [InlineData("57014")]
    public async Task Transact_RefusedForAnyOtherReason_IsNotTriedAgain(string sqlState)
    {
        var attempts = 0;

        await Assert.ThrowsAsync<UhitStoreException>(() => _runner.TransactAsync(
            async (session, token) =>
            {
                attempts++;
                await RaiseAsync(session, sqlState, token);
                return true;
            },
            default));

        Assert.Equal(1, attempts);
    }

    // The server looks at deferred constraints, and at what others read, only when it commits.
    [Fact]
    public async Task Transact_MeetsOthersAtTheCommit_RunsAgain()
    {
        await _database.ExecuteAsync("CREATE SEQUENCE tries");
        await RaiseAtCommitAsync("IF nextval('tries') < 3 THEN RAISE EXCEPTION USING ERRCODE = '40001'; END IF;");
        var attempts = 0;

        await _runner.TransactAsync(
            async (session, token) =>
            {
                attempts++;
                return await NoteAsync(session, "done", token);
            },
            default);

        Assert.Equal(3, attempts);
        Assert.Equal(["done"], await NotesAsync());
    }

    [Fact]
    public async Task Transact_RefusedAtTheCommit_IsKnownNotToBeStored()
    {
        await RaiseAtCommitAsync("RAISE EXCEPTION USING ERRCODE = '23514';");

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => _runner.TransactAsync(
            (session, token) => NoteAsync(session, "refused", token), default));

        Assert.False(exception.IsTransient);
        Assert.Contains("23514", exception.Message, StringComparison.Ordinal);
        Assert.Empty(await NotesAsync());
    }

    [Fact]
    public async Task Transact_WorkThrows_IsUndoneAndThrowsTheSameOnTheConnectionThatGoesOn()
    {
        var thrown = new FormatException();
        var first = await BackendAsync();

        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => _runner.TransactAsync<bool>(
            async (session, token) =>
            {
                await NoteAsync(session, "undone", token);
                throw thrown;
            },
            default)));

        Assert.Empty(await NotesAsync());
        Assert.Equal(first, await BackendAsync());
    }

    [Fact]
    public async Task WriteAsync_WorkThrows_IsUndone()
    {
        await Assert.ThrowsAsync<FormatException>(() => _runner.WriteAsync<bool>(
            async (session, token) =>
            {
                await session.ExecuteAsync("INSERT INTO note (text) VALUES ('undone')", token);
                throw new FormatException();
            },
            default));

        Assert.Empty(await NotesAsync());
    }

    [Fact]
    public async Task Transact_RollbackOnly_GivesItsResultAndStoresAndTellsNothing()
    {
        var told = new List<RequestId>();
        _runner.Committed = told.AddRange;

        Assert.Equal(7, await _runner.TransactAsync(
            async (session, token) =>
            {
                await NoteAsync(session, "undone", token);
                session.NoteChange(Sample.R1);
                session.IsRollbackOnly = true;
                return 7;
            },
            default));
        Assert.Empty(await NotesAsync());
        Assert.Empty(told);

        // The next on the same connection is another.
        var backend = await BackendAsync();
        await _runner.TransactAsync(
            async (session, token) =>
            {
                session.NoteChange(RequestId.Parse("R-2"));
                return await NoteAsync(session, "stored", token);
            },
            default);
        Assert.Equal(["stored"], await NotesAsync());
        Assert.Equal([RequestId.Parse("R-2")], told);
        Assert.Equal(backend, await BackendAsync());
    }

    [Fact]
    public async Task Transact_SecondAttemptChangesOthers_TellsOfThoseThatItCommittedAlone()
    {
        var told = new List<RequestId>();
        _runner.Committed = told.AddRange;
        var attempts = 0;

        await _runner.TransactAsync(
            async (session, token) =>
            {
                attempts++;
                session.NoteChange(RequestId.Parse("R-" + attempts));
                if (attempts == 1)
                {
                    await RaiseAsync(session, "40001", token);
                }

                return true;
            },
            default);

        Assert.Equal([RequestId.Parse("R-2")], told);
    }

    // A connection may have been lost while it waited in the pool: once that costs nobody anything.
    // One that was just opened is the server's trouble.
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Run_ConnectionIsLostEachTime_IsTriedAgainOnceWhereItHadWaited(bool hadWaited, int expected)
    {
        if (hadWaited)
        {
            await BackendAsync();
        }

        var attempts = 0;
        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => _runner.RunAsync(
            async (session, token) =>
            {
                attempts++;
                await EndAsync(await PidAsync(session, token));
                return await PidAsync(session, token);
            },
            default));

        Assert.Equal((expected, true), (attempts, exception.IsTransient));
        Assert.Contains("the next use connects again", exception.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, await BackendAsync());
    }

    // The first tells what the others are worth.
    [Fact]
    public async Task Run_ThreeConnectionsWereLostWhileTheyWaited_SucceedsOnANewOne()
    {
        var waited = new List<int>();
        await _runner.RunAsync(
            async (first, token) =>
            {
                waited.Add(await PidAsync(first, token));
                return await _runner.RunAsync(
                    async (second, _) =>
                    {
                        waited.Add(await PidAsync(second, token));
                        waited.Add(await BackendAsync());
                        return true;
                    },
                    token);
            },
            default);
        Assert.Equal(3, waited.Distinct().Count());
        foreach (var pid in waited)
        {
            await EndAsync(pid);
        }

        Assert.DoesNotContain(await BackendAsync(), waited);
    }

    [Fact]
    public async Task Transact_ConnectionIsLostAtTheCommit_IsNotTriedAgain()
    {
        await BackendAsync();
        var attempts = 0;

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => _runner.TransactAsync(
            async (session, token) =>
            {
                attempts++;
                await NoteAsync(session, "unknown", token);
                await EndAsync(await PidAsync(session, token));
                return true;
            },
            default));

        Assert.Equal((1, true), (attempts, exception.IsTransient));
        Assert.Contains("not known whether it is stored", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_CancelledBefore_DoesNothing(bool isTransaction)
    {
        Task<bool> WorkAsync(PgSession session, CancellationToken token) => throw new FormatException("called");
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            isTransaction ? _runner.TransactAsync(WorkAsync, cancelled) : _runner.RunAsync(WorkAsync, cancelled));
    }

    // A server that waits for a standby confirms with a warning when its wait is cut off.
    [Fact]
    public async Task Transact_WarnedAtTheCommit_IsNotAcknowledged()
    {
        await RaiseAtCommitAsync("RAISE WARNING 'not as durable as that';");

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => _runner.TransactAsync(
            (session, token) => NoteAsync(session, "warned", token), default));

        Assert.True(exception.IsTransient);
        Assert.Contains("with a warning", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_WarnedInAStatementThatWrites_IsNotAcknowledged(bool isBatch)
    {
        await RaiseAtCommitAsync("RAISE WARNING 'not as durable as that';");

        await Assert.ThrowsAsync<UhitStoreException>(() => _runner.RunAsync(
            async (session, token) =>
            {
                if (!isBatch)
                {
                    return await NoteAsync(session, "warned", token);
                }

                await session.RunAsync([new Statement("INSERT INTO note (text) VALUES ($1)", "warned")], token);
                return 1;
            },
            default));
    }

    [Fact]
    public async Task Run_WarnedWhileItReads_DoesNotDoubtWhatItWritesNext()
    {
        await _database.ExecuteAsync(
            "CREATE FUNCTION warn() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'of no account'; RETURN 1; END $$");

        await _runner.RunAsync(
            async (session, token) =>
            {
                await session.QueryAsync("SELECT warn()", reader => reader.GetInt32(0), token);
                await NoteAsync(session, "one", token);
                await session.QueryAsync("SELECT warn()", reader => reader.GetInt32(0), token);
                await session.RunAsync([new Statement("INSERT INTO note (text) VALUES ($1)", "two")], token);
                return true;
            },
            default);
        await _runner.TransactAsync(
            async (session, token) =>
            {
                await NoteAsync(session, "three", token);
                return await session.QueryAsync("SELECT warn()", reader => reader.GetInt32(0), token);
            },
            default);

        Assert.Equal(["one", "three", "two"], await NotesAsync());
    }

    [Fact]
    public async Task Read_FailsMoreOftenThanThereAreConnections_SaysWhyEachTimeAndKeepsItsPlace()
    {
        for (var i = 0; i < 5; i++)
        {
            var exception = Assert.Throws<UhitStoreException>(
                () => _runner.Read("SELECT text FROM not_there", (reader, _) => reader.GetString(0)));
            Assert.Contains("its tables are missing", exception.Message, StringComparison.Ordinal);
        }

        Assert.Null(_runner.Read("SELECT text FROM note", (reader, _) => reader.GetString(0)));
        await _database.ExecuteAsync("INSERT INTO note VALUES ('kept')");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("kept", _runner.Read("SELECT text FROM note", (reader, _) => reader.GetString(0)));
        }
    }

    [Fact]
    public async Task Read_ConnectionIsLost_IsTransientAndTheNextConnectsAgain()
    {
        for (var i = 0; i < 4; i++)
        {
            await EndAsync(await BackendAsync());
            Assert.True(Assert.Throws<UhitStoreException>(
                () => _runner.Read("SELECT text FROM note", (reader, _) => reader.GetString(0))).IsTransient);
        }

        Assert.Null(_runner.Read("SELECT text FROM note", (reader, _) => reader.GetString(0)));
    }

    [Fact]
    public async Task Sessions_AllInUse_TheNextWaitsUntilOneIsGivenBack()
    {
        var held = new[]
        {
            await _sessions.TakeAsync(default), await _sessions.TakeAsync(default), await _sessions.TakeAsync(default),
        };
        var next = _sessions.TakeAsync(default);
        Assert.False(next.IsCompleted);

        await _sessions.GiveBackAsync(held[1]);

        Assert.Same(held[1], await next);
        Assert.True(held[1].IsUsed);
        Assert.False(held[0].IsUsed);
        foreach (var session in held)
        {
            await _sessions.GiveBackAsync(session);
        }
    }

    [Fact]
    public async Task Sessions_WaitForAPlaceIsCancelled_Ends()
    {
        var held = new[]
        {
            await _sessions.TakeAsync(default), await _sessions.TakeAsync(default), await _sessions.TakeAsync(default),
        };
        using var cancellation = new CancellationTokenSource();
        var next = _sessions.TakeAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        foreach (var session in held)
        {
            await _sessions.GiveBackAsync(session);
        }
    }

    [Fact]
    public async Task Sessions_Disposed_WaitForThoseInUseAndRefuseThoseThatAskLater()
    {
        var held = await _sessions.TakeAsync(default);
        var disposing = _sessions.DisposeAsync().AsTask();
        var waiting = _sessions.TakeAsync(default);
        Assert.False(disposing.IsCompleted);
        await NoteAsync(held, "in time", default);

        await _sessions.GiveBackAsync(held);
        await disposing;
        await _sessions.DisposeAsync();

        Assert.False(held.IsOpen);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _sessions.TakeAsync(default));
        Assert.Throws<ObjectDisposedException>(() => _sessions.Take());
        Assert.Equal(1L, await _database.ScalarAsync<long>("SELECT count(*) FROM note"));
    }

    private static Task<int> NoteAsync(PgSession session, string text, CancellationToken token) =>
        session.ExecuteAsync("INSERT INTO note (text) VALUES ($1)", token, text);

    private static Task RaiseAsync(PgSession session, string sqlState, CancellationToken token) =>
        session.DefineAsync($"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlState}'; END $$", token);

    private static async Task<int> PidAsync(PgSession session, CancellationToken token) =>
        (await session.QueryAsync("SELECT pg_backend_pid()", reader => reader.GetInt32(0), token))[0];

    private Task<int> BackendAsync() => _runner.RunAsync(PidAsync, default);

    private Task<List<string>> NotesAsync() => _runner.RunAsync(
        (session, token) => session.QueryAsync("SELECT text FROM note ORDER BY text", reader => reader.GetString(0), token), default);

    private Task EndAsync(int pid) => _database.ExecuteAsync($"SELECT pg_terminate_backend({pid}, 5000)");

    private async Task RaiseAtCommitAsync(string statements)
    {
        await _database.ExecuteAsync(
            $"CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {statements} RETURN NULL; END $$");
        await _database.ExecuteAsync(
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late()");
    }
}
