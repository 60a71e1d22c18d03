using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteTransactionTests : TransactionConformance
{
    private readonly SqliteStoreFile _file = new();

    // The driver refuses much of this by itself: here SQLite is asked without it.
    [Theory]
    [InlineData("COMMIT")]
    [InlineData("END")]
    [InlineData("ROLLBACK; INSERT INTO effect (name) VALUES ('alone')")]
    [InlineData("COMMIT; BEGIN IMMEDIATE")]
    public async Task Effect_EndsTheTransactionInSql_IsRefusedAndNothingIsCommitted(string sql)
    {
        await ClaimOneAsync();

        await Assert.ThrowsAsync<FormatException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            Assert.Equal(raw.SQLITE_AUTH, Run(transaction, sql));
            throw new FormatException();
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_WritesOnAfterAConflictRolledBack_IsNotCommittedAlone()
    {
        await ClaimOneAsync();
        var (conflict, alone) = (0, 0);

        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync((transaction, _) =>
        {
            var db = ((SqliteConnection)transaction.Connection!).Handle!;
            conflict = raw.sqlite3_exec(db, "INSERT OR ROLLBACK INTO effect (name) VALUES (NULL)");
            alone = raw.sqlite3_exec(db, "INSERT INTO effect (name) VALUES ('alone')");
            return Task.CompletedTask;
        }));

        Assert.Equal((raw.SQLITE_CONSTRAINT, raw.SQLITE_CONSTRAINT), (conflict & 0xFF, alone & 0xFF));
        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_ClosesItsConnection_BothAreCommittedOrNeither()
    {
        await ClaimOneAsync();

        await TryAsync(() => CommitAsync(async (transaction, token) =>
        {
            var connection = transaction.Connection!;
            await WriteAsync(transaction, token);
            await TryAsync(connection.CloseAsync);
        }));

        var (effects, isComplete) = await StateAsync();
        Assert.Equal(isComplete, effects > 0);
    }

    [Fact]
    public async Task Effect_ClosesItsConnectionAndTakesTooLong_IsCutOff()
    {
        await ClaimOneAsync();
        var (closed, never) = (Signal(), Signal());
        var commit = CommitAsync(async (transaction, token) =>
        {
            var connection = transaction.Connection!;
            await WriteAsync(transaction, token);
            await TryAsync(connection.CloseAsync);
            closed.SetResult();
            await never.Task;
        });
        await closed.Task;

        Time.Advance(Timeout);

        await Assert.ThrowsAsync<TimeoutException>(() => commit);
        Assert.Equal((0, false), await StateAsync());
        never.SetResult();
    }

    [Theory]
    [InlineData("INSERT INTO effect (name) VALUES ('late')")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("COMMIT")]
    public async Task Effect_AfterItIsCutOff_SqliteRefusesIt(string sql)
    {
        await ClaimOneAsync();
        var (began, go, ended) =
            (Signal(), Signal(), new TaskCompletionSource<(int Sql, int Prepared)>(TaskCreationOptions.RunContinuationsAsynchronously));
        var commit = CommitAsync(async (transaction, _) =>
        {
            var db = ((SqliteConnection)transaction.Connection!).Handle!;
            raw.sqlite3_prepare_v2(db, "INSERT INTO effect (name) VALUES ('prepared')", out var prepared);
            began.SetResult();
            await go.Task;
            var codes = (raw.sqlite3_exec(db, sql), raw.sqlite3_step(prepared));
            prepared.Dispose();
            ended.SetResult(codes);
        });
        await began.Task;
        Time.Advance(Timeout);
        await Assert.ThrowsAsync<TimeoutException>(() => commit);
        go.SetResult();

        Assert.Equal((raw.SQLITE_AUTH, raw.SQLITE_AUTH), await ended.Task);
        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_InTheMiddleOfAStatementThatNeverEnds_IsInterrupted()
    {
        await ClaimOneAsync();
        var began = Signal();
        var commit = CommitAsync((transaction, _) =>
        {
            began.SetResult();
            Run(
                transaction,
                "INSERT INTO effect (name) WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 'x' FROM n WHERE x < 0");
            return Task.CompletedTask;
        });
        await began.Task;

        Time.Advance(Timeout);

        await Assert.ThrowsAsync<TimeoutException>(() => commit);
        Assert.Equal((0, false), await StateAsync());
    }

    private static int Run(DbTransaction transaction, string sql) =>
        raw.sqlite3_exec(((SqliteConnection)transaction.Connection!).Handle!, sql);

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store, Time);

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
