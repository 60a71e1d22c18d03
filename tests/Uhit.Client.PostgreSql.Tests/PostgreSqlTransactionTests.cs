using System.Data.Common;
using Npgsql;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;
using Uhit.Client.StoreConformance;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class PostgreSqlTransactionTests(PostgresFixture postgres) : TransactionConformance
{
    // The tests' own table has one name: it needs a database of its own.
    private readonly PostgresDatabase _database = new(postgres);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Effect_ItsStatementFindsTheConnectionLost_IsAFailureOfTheStore(bool isWrapped)
    {
        await ClaimOneAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await EndSessionAsync(transaction);
            try
            {
                await WriteAsync(transaction, token);
            }
            catch (NpgsqlException lost) when (isWrapped)
            {
                throw new FormatException("What a handler makes of it.", lost);
            }
        }));

        Assert.True(exception.IsTransient);
        Assert.True(await CommitAsync(WriteAsync));
        Assert.Equal((1, true), await StateAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Effect_ConnectionLostAndTheHandlerDoesNotMind_IsAFailureOfTheStore(bool tries)
    {
        await ClaimOneAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await EndSessionAsync(transaction);
            if (tries)
            {
                await TryAsync(() => WriteAsync(transaction, token));
            }
        }));

        Assert.True(exception.IsTransient);
        Assert.True(await CommitAsync(WriteAsync));
        Assert.Equal((1, true), await StateAsync());
    }

    [Fact]
    public async Task Effect_ConnectionLostWithAnErrorOfTheHandlersOwn_IsItsOwn()
    {
        await ClaimOneAsync();

        await Assert.ThrowsAsync<FormatException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await EndSessionAsync(transaction);
            throw new FormatException();
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_GoesOnAfterAStatementOfItsOwnFailed_IsItsOwnFailure()
    {
        await ClaimOneAsync();

        await Assert.ThrowsAsync<PostgresException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await using var command = Command(transaction, "INSERT INTO effect (name) VALUES (NULL)");
            await TryAsync(() => command.ExecuteNonQueryAsync(token));
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_LeavesAReaderOpen_IsItsOwnFailure()
    {
        await ClaimOneAsync();

        await Assert.ThrowsAsync<NpgsqlOperationInProgressException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await Command(transaction, "SELECT generate_series(1, 100000)").ExecuteReaderAsync(token);
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    // The server commits, and waits for a standby when its connection is ended: nobody hears of the commit.
    [Fact]
    public async Task Commit_DoneAndItsAnswerLost_IsAFailureOfTheStoreAndFoundDone()
    {
        await using var cluster = await PostgresCluster.StartAsync(PostgresFixture.RequireBinaries());
        await using var store = new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = cluster.ConnectionString() });
        await store.Maintenance.InitializeAsync();
        await cluster.ExecuteAsync("CREATE TABLE effect (name TEXT NOT NULL)");
        await store.Dispatch.AppendAsync(Sample.Client, Inquiries.UhitEnvironment.Test, Sample.R1, Sample.Event("k"));
        var claim = (await store.Dispatch.ClaimAsync(Work.Request("a")))!;
        await cluster.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");

        var commit = store.Dispatch.CompleteHandlerInTransactionAsync(claim, claim.Events[0].Sequence, "h", WriteAsync, TimeSpan.FromMinutes(5));
        while (!commit.IsCompleted)
        {
            await cluster.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        }

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => commit);
        Assert.True(exception.IsTransient);
        Assert.Contains("not known whether it is stored", exception.Message, StringComparison.Ordinal);
        await cluster.ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");

        var again = (await store.Dispatch.ClaimAsync(Work.Request("b", Sample.Now.AddMinutes(2))))!;
        Assert.True(again.Events[0].Handlers["h"].IsComplete);
        Assert.True(await store.Dispatch.CompleteHandlerInTransactionAsync(
            again, again.Events[0].Sequence, "h", (_, _) => throw new FormatException("called"), TimeSpan.FromMinutes(5)));
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString() + ";Pooling=false");
        await using var count = source.CreateCommand("SELECT count(*) FROM effect");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
    }

    protected override Task<IUhitStore> CreateAsync() => _database.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _database.ReopenAsync(store, Time);

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(await _database.ConnectionStringAsync() + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private async Task EndSessionAsync(DbTransaction transaction) =>
        await ExecuteAsync($"SELECT pg_terminate_backend({((NpgsqlConnection)transaction.Connection!).ProcessID}, 5000)");
}
