using System.Transactions;
using Npgsql;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Connections;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class StartUpTests(PostgresFixture postgres)
{
    private readonly PostgresDatabase _database = new(postgres);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("Database=uhit", "no Host")]
    [InlineData("Host=db;Nonsense=1", "cannot be read")]
    [InlineData("Host=db;Include Error Detail=true", "Include Error Detail")]
    public void Constructor_AConnectionStringThatCannotBe_NamesTheSetting(string connectionString, string expected)
    {
        var exception = Assert.Throws<UhitConfigurationException>(() =>
            new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = connectionString }));

        Assert.Contains("PostgreSqlStoreOptions.ConnectionString", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Multiplexing")]
    [InlineData("No Reset On Close")]
    public void Constructor_ADataSourceThatCannotBe_NamesTheSetting(string setting)
    {
        using var source = NpgsqlDataSource.Create($"Host=db;{setting}=true");

        var exception =
            Assert.Throws<UhitConfigurationException>(() => new PostgreSqlUhitStore(new PostgreSqlStoreOptions { DataSource = source }));

        Assert.Contains("PostgreSqlStoreOptions.DataSource sets " + setting, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(PostgreSqlStoreOptions.Schema), "Uhit")]
    [InlineData(nameof(PostgreSqlStoreOptions.Schema), "u\"; DROP SCHEMA x")]
    [InlineData(nameof(PostgreSqlStoreOptions.Schema), "")]
    [InlineData(nameof(PostgreSqlStoreOptions.MaxConnections), "1")]
    [InlineData(nameof(PostgreSqlStoreOptions.MaxHandlerConnections), "0")]
    [InlineData(nameof(PostgreSqlStoreOptions.LockTimeout), "00:00:00")]
    [InlineData(nameof(PostgreSqlStoreOptions.StatementTimeout), "00:00:09")]
    [InlineData(nameof(PostgreSqlStoreOptions.IdleInTransactionTimeout), "00:11:00")]
    public void Constructor_ASettingOutOfRange_IsRefusedByName(string name, string value)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = "Host=db" };
        var property = typeof(PostgreSqlStoreOptions).GetProperty(name)!;
        property.SetValue(
            options, System.ComponentModel.TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(value));

        Assert.Contains(
            "." + name,
            Assert.Throws<UhitConfigurationException>(() => new PostgreSqlUhitStore(options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Defaults_AreThoseOfTheDocumentation()
    {
        var options = new PostgreSqlStoreOptions();

        Assert.Equal(("uhit", 16, 8), (options.Schema, options.MaxConnections, options.MaxHandlerConnections));
        Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20)),
            (options.LockTimeout, options.StatementTimeout, options.IdleInTransactionTimeout));
    }

    [Theory]
    [InlineData(140011, false, "on", "on", "on", "15 or newer")]
    [InlineData(150000, true, "on", "on", "on", "standby")]
    [InlineData(150000, false, "off", "on", "on", "fsync")]
    [InlineData(150000, false, "on", "off", "on", "full_page_writes")]
    [InlineData(150000, false, "on", "on", "off", "synchronous_commit")]
    [InlineData(150000, false, "on", "on", "local", "synchronous_commit")]
    [InlineData(150000, false, "on", "on", "remote_write", "synchronous_commit")]
    public void Server_ThatWouldLose_IsRefusedByWhatIsWrong(
        int version, bool isStandby, string fsync, string fullPageWrites, string synchronousCommit, string expected)
    {
        var facts = new ServerFacts(version, isStandby, fsync, fullPageWrites, synchronousCommit, false);

        Assert.Contains(expected, Assert.Throws<UhitStoreException>(() => facts.Require("db/uhit")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("remote_apply")]
    public void Server_ThatKeepsItsWord_IsTaken(string synchronousCommit) =>
        new ServerFacts(150000, false, "on", "on", synchronousCommit, false).Require("db/uhit");

    [Theory]
    [InlineData("SET synchronous_commit = off")]
    [InlineData("SET synchronous_commit = local")]
    public async Task InitializeAsync_AWeakerSession_IsReadBackAndRefused(string afterOpen)
    {
        await using var store = await _database.OpenAsync(options => options.AfterOpen = afterOpen);

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains("synchronous_commit", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public async Task InitializeAsync_AServerThatLosesWithThePower_IsRefused(string setting)
    {
        await using var cluster = await PostgresCluster.StartAsync(PostgresFixture.RequireBinaries(), [setting + " = off"]);
        await using var store = new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = cluster.ConnectionString() });

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains(setting + " is off", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_OpenedInATransactionOfTheCaller_TakeNoPartInIt()
    {
        await using var source = NpgsqlDataSource.Create(await _database.ConnectionStringAsync());
        await using var store =
            await _database.OpenReadyAsync(options => (options.ConnectionString, options.DataSource) = (string.Empty, source));

        // The one that is open is in use, so that another is opened.
        await store.Core.Runner.RunAsync(
            async (_, token) =>
            {
                using var rolledBack = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
                await store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, new byte[] { 1 }, token);
                await store.Inquiries.AddAsync(Sample.Inquiry(), token);
                return true;
            },
            default);

        Assert.Equal(1L, await _database.ScalarAsync<long>("SELECT count(*) FROM uhit.chunk"));
        Assert.NotNull(await store.Inquiries.FindAsync(Sample.Client, Sample.R1));
    }

    [Fact]
    public async Task Sessions_OfADatabaseWithWeakDefaults_HaveOurSettings()
    {
        var database = new NpgsqlConnectionStringBuilder(await _database.ConnectionStringAsync()).Database;
        foreach (var weak in new[]
        {
            "synchronous_commit = off",
            "default_transaction_isolation = 'serializable'",
            "idle_in_transaction_session_timeout = 0",
        })
        {
            await _database.ExecuteAsync($"ALTER DATABASE {database} SET {weak}");
        }

        await using var store = await _database.OpenReadyAsync();

        var settings = await store.Core.Runner.RunAsync(
            (session, token) => session.QueryAsync(
                """
                SELECT current_setting('synchronous_commit'), current_setting('default_transaction_isolation'), current_setting('idle_in_transaction_session_timeout'),
                  current_setting('lock_timeout'), current_setting('statement_timeout')
                """,
                reader => string.Join(',', Enumerable.Range(0, 5).Select(reader.GetString)),
                token),
            default);
        Assert.Equal("on,read committed,20s,10s,30s", Assert.Single(settings));
    }

    [Fact]
    public async Task InitializeAsync_ANewerSchema_IsRefusedAndLeftAlone()
    {
        await (await _database.OpenReadyAsync()).DisposeAsync();
        await _database.ExecuteAsync("UPDATE uhit.schema_version SET version = 999");
        await using var store = await _database.OpenAsync();

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains("999", exception.Message, StringComparison.Ordinal);
        Assert.Equal(999, await _database.ScalarAsync<int>("SELECT version FROM uhit.schema_version"));
    }

    [Fact]
    public async Task InitializeAsync_WrongPassword_SaysSoAndRepeatsItNowhere()
    {
        await using var store = await _database.OpenAsync(options => options.ConnectionString =
            new NpgsqlConnectionStringBuilder(options.ConnectionString) { Password = "hunter2hunter2" }.ConnectionString);

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains("refused the log-in", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task InitializeAsync_NoPassword_SaysWhereToSetIt()
    {
        await using var store = await _database.OpenAsync(options => options.ConnectionString =
            new NpgsqlConnectionStringBuilder(options.ConnectionString) { Password = null }.ConnectionString);

        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());

        Assert.Contains("PGPASSWORD", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task InitializeAsync_NoServer_IsTransient()
    {
        await using var store = new PostgreSqlUhitStore(
            new PostgreSqlStoreOptions { ConnectionString = "Host=/no/such/directory;Database=uhit;Username=uhit" });

        Assert.True((await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync())).IsTransient);
    }

    [Fact]
    public async Task InitializeAsync_TheUsersOwnDatabase_IsSharedWithItInASchemaOfAnyName()
    {
        await _database.ExecuteAsync("CREATE TABLE public.event (id int); INSERT INTO public.event VALUES (1)");

        await using var first = await _database.OpenReadyAsync(options => options.Schema = "usage_history");
        await using var second = await _database.OpenReadyAsync();
        await first.Inquiries.AddAsync(Sample.Inquiry());

        Assert.Equal(1L, await _database.ScalarAsync<long>("SELECT count(*) FROM public.event"));
        Assert.Equal(1L, await _database.ScalarAsync<long>("SELECT count(*) FROM usage_history.inquiry"));
        Assert.Equal(0L, await _database.ScalarAsync<long>("SELECT count(*) FROM uhit.inquiry"));
    }

    [Fact]
    public async Task Rights_OfTheDocumentation_AreEnough()
    {
        await _database.ExecuteAsync("""
            CREATE ROLE uhit_owner LOGIN PASSWORD 'owner'; CREATE SCHEMA uhit AUTHORIZATION uhit_owner;
            CREATE ROLE uhit_app LOGIN PASSWORD 'app'; GRANT USAGE ON SCHEMA uhit TO uhit_app;
            ALTER DEFAULT PRIVILEGES FOR ROLE uhit_owner IN SCHEMA uhit GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO uhit_app;
            """);
        try
        {
            await (await _database.OpenReadyAsync(options => As(options, "uhit_owner", "owner"))).DisposeAsync();
            await using var store = await _database.OpenReadyAsync(options => As(options, "uhit_app", "app"));

            await store.Inbox.StageAndCommitAsync(Sample.Message(), _ => null);
            var claim = (await store.Dispatch.ClaimAsync(Work.Request("a")))!;
            await Assert.ThrowsAsync<TimeoutException>(() => store.Dispatch.CompleteHandlerInTransactionAsync(
                claim, claim.Events[0].Sequence, "h", (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token),
                TimeSpan.FromMilliseconds(50)));
            Assert.True(await store.Dispatch.FinishAsync(claim, claim.Events[0].Sequence));
        }
        finally
        {
            await _database.ExecuteAsync("DROP OWNED BY uhit_app, uhit_owner CASCADE; DROP ROLE uhit_app, uhit_owner");
        }
    }

    private static void As(PostgreSqlStoreOptions options, string user, string password) => options.ConnectionString =
        new NpgsqlConnectionStringBuilder(options.ConnectionString) { Username = user, Password = password }.ConnectionString;
}
