using System.Data.Common;
using Npgsql;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

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

    [Theory]
    [InlineData("53100", false, "the server's disk is full")]
    [InlineData("58030", true, "input/output error")]
    public async Task Effect_ItsStatementFindsTheDiskFullOrFailing_IsAFailureOfTheStore(string sqlState, bool isWrapped, string expected)
    {
        await ClaimOneAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            try
            {
                await RaiseAsync(transaction, sqlState, token);
            }
            catch (NpgsqlException failed) when (isWrapped)
            {
                throw new FormatException("What a handler makes of it.", failed);
            }
        }));

        Assert.True(exception.IsTransient);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.True(await CommitAsync(WriteAsync));
        Assert.Equal((1, true), await StateAsync());
    }

    // The driver gives its connection up at these as well. Taken for lost, the event that makes an extension fail would be tried for ever.
    [Theory]
    [InlineData("XX000")]
    [InlineData("53400")]
    [InlineData("58P01")]
    public async Task Effect_ItsStatementFailsInsideTheServer_IsItsOwnFailure(string sqlState)
    {
        await ClaimOneAsync();

        var exception = await Assert.ThrowsAsync<PostgresException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await RaiseAsync(transaction, sqlState, token);
        }));

        Assert.Equal(sqlState, exception.SqlState);
        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_ItsLateTriggerFailsInsideTheServer_IsItsOwnFailure()
    {
        await ClaimOneAsync();
        await ExecuteAsync(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'XX000'; END $$");
        await ExecuteAsync(
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON effect DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()");

        Assert.Equal("XX000", (await Assert.ThrowsAsync<PostgresException>(() => CommitAsync(WriteAsync))).SqlState);

        Assert.Equal((0, false), await StateAsync());
    }

    // It would be as slow each time: taken for a lost connection, its event would be tried for ever.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Effect_LeavesTheTransactionIdleForTooLong_IsItsOwnFailure(bool goesOn)
    {
        await ExecuteAsync("CREATE TABLE effect (name TEXT NOT NULL)");
        await using var store = await _database.OpenReadyAsync(options => options.IdleInTransactionTimeout = TimeSpan.FromSeconds(1));
        var claim = await ClaimPatientlyAsync();

        async Task WriteSlowlyAsync(DbTransaction transaction, CancellationToken token)
        {
            await WriteAsync(transaction, token);
            var session = ((NpgsqlConnection)transaction.Connection!).ProcessID;
            while (await _database.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE pid = {session}") > 0)
            {
            }

            if (goesOn)
            {
                await WriteAsync(transaction, token);
            }
        }

        await Assert.ThrowsAsync<TimeoutException>(() =>
            store.Dispatch.CompleteHandlerInTransactionAsync(
                claim, claim.Events[0].Sequence, "h", WriteSlowlyAsync, TimeSpan.FromMinutes(5)));

        Assert.Equal(0L, await _database.ScalarAsync<long>("SELECT count(*) FROM effect"));
    }

    // On a machine that is busy a short timeout of the server's would end these transactions too.
    private async Task<DispatchClaim> ClaimPatientlyAsync()
    {
        await using var patient = await _database.OpenReadyAsync();
        await patient.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("k"));
        return (await patient.Dispatch.ClaimAsync(Work.Request("a")))!;
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
        await store.Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, Sample.R1, Sample.Event("k"));
        var claim = (await store.Dispatch.ClaimAsync(Work.Request("a")))!;
        await MissingStandby.DemandAsync(cluster);

        var commit = store.Dispatch.CompleteHandlerInTransactionAsync(
            claim, claim.Events[0].Sequence, "h", WriteAsync, TimeSpan.FromMinutes(5));
        while (!commit.IsCompleted)
        {
            await cluster.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM {MissingStandby.Waiting}");
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

    private static async Task RaiseAsync(DbTransaction transaction, string sqlState, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, $"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlState}'; END $$");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EndSessionAsync(DbTransaction transaction) =>
        await ExecuteAsync($"SELECT pg_terminate_backend({((NpgsqlConnection)transaction.Connection!).ProcessID}, 5000)");
}
