using Microsoft.Extensions.Logging.Testing;
using Npgsql;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Connections;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>The bounds of each setting, and what comes of them on the server.</summary>
public sealed class SettingsTests(PostgresFixture postgres)
{
    private readonly PostgresDatabase _database = new(postgres);

    public static TheoryData<string, object, bool> Bounds => new()
    {
        { nameof(PostgreSqlStoreOptions.Schema), new string('a', 40), true },
        { nameof(PostgreSqlStoreOptions.Schema), new string('a', 41), false },
        { nameof(PostgreSqlStoreOptions.Schema), "a_9", true },
        { nameof(PostgreSqlStoreOptions.Schema), "9a", false },
        { nameof(PostgreSqlStoreOptions.MaxConnections), 1, false },
        { nameof(PostgreSqlStoreOptions.MaxConnections), 2, true },
        { nameof(PostgreSqlStoreOptions.MaxConnections), 200, true },
        { nameof(PostgreSqlStoreOptions.MaxConnections), 201, false },
        { nameof(PostgreSqlStoreOptions.MaxHandlerConnections), 0, false },
        { nameof(PostgreSqlStoreOptions.MaxHandlerConnections), 1, true },
        { nameof(PostgreSqlStoreOptions.MaxHandlerConnections), 200, true },
        { nameof(PostgreSqlStoreOptions.MaxHandlerConnections), 201, false },
        { nameof(PostgreSqlStoreOptions.LockTimeout), TimeSpan.FromMilliseconds(999), false },
        { nameof(PostgreSqlStoreOptions.LockTimeout), TimeSpan.FromSeconds(1), true },
        { nameof(PostgreSqlStoreOptions.LockTimeout), TimeSpan.FromSeconds(30), true },
        { nameof(PostgreSqlStoreOptions.StatementTimeout), TimeSpan.FromSeconds(10), true },
        { nameof(PostgreSqlStoreOptions.StatementTimeout), TimeSpan.FromMinutes(10), true },
        { nameof(PostgreSqlStoreOptions.StatementTimeout), TimeSpan.FromMilliseconds(600_001), false },
        { nameof(PostgreSqlStoreOptions.IdleInTransactionTimeout), TimeSpan.FromMilliseconds(999), false },
        { nameof(PostgreSqlStoreOptions.IdleInTransactionTimeout), TimeSpan.FromSeconds(1), true },
        { nameof(PostgreSqlStoreOptions.IdleInTransactionTimeout), TimeSpan.FromMinutes(10), true },
        { nameof(PostgreSqlStoreOptions.IdleInTransactionTimeout), TimeSpan.FromMilliseconds(600_001), false },
    };

    [Theory]
    [MemberData(nameof(Bounds), DisableDiscoveryEnumeration = true)]
    public void Constructor_ASettingAtItsBound_IsTakenAndBeyondRefusedByName(string name, object value, bool isTaken)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = "Host=db" };
        typeof(PostgreSqlStoreOptions).GetProperty(name)!.SetValue(options, value);

        var exception = Record.Exception(() => new PostgreSqlUhitStore(options));

        Assert.Equal(isTaken, exception is null);
        Assert.Equal(
            !isTaken, exception is UhitConfigurationException && exception.Message.Contains("." + name + " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(" ", "is empty")]
    [InlineData("Host= ;Database=uhit", "no Host")]
    [InlineData("Host=db;Port=many;Password=hunter2", "cannot be read")]
    public void Constructor_AConnectionStringThatNamesNothing_IsRefused(string connectionString, string expected)
    {
        var exception = Assert.Throws<UhitConfigurationException>(
            () => new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = connectionString }));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ConnectionStringAndDataSource_AreRefusedTogether()
    {
        using var source = NpgsqlDataSource.Create("Host=db");

        Assert.Contains(
            "both set",
            Assert.Throws<UhitConfigurationException>(
                () => new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = "Host=db", DataSource = source })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(140011, false, false, false)]
    [InlineData(150000, true, false, true)]
    [InlineData(150000, false, true, true)]
    public void Server_Refused_IsTransientWhereAnotherMayTakeOver(int version, bool isStandby, bool isReadOnly, bool isTransient)
    {
        var facts = new ServerFacts(version, isStandby, "on", "on", "on", isReadOnly);

        Assert.Equal(isTransient, Assert.Throws<UhitStoreException>(() => facts.Require("db/uhit")).IsTransient);
    }

    [Theory]
    [InlineData("off", "on", "on")]
    [InlineData("on", "off", "on")]
    [InlineData("on", "on", "local")]
    public void Server_ThatWouldLose_IsRefusedForGood(string fsync, string fullPageWrites, string synchronousCommit)
    {
        var facts = new ServerFacts(150000, false, fsync, fullPageWrites, synchronousCommit, false);

        Assert.False(Assert.Throws<UhitStoreException>(() => facts.Require("db/uhit")).IsTransient);
    }

    // More often than there are connections: each that is refused gives its place back, and is closed.
    [Fact]
    public async Task InitializeAsync_ADatabaseThatTakesNoWrites_IsRefusedEachTimeUntilItDoes()
    {
        var database = new NpgsqlConnectionStringBuilder(await _database.ConnectionStringAsync()).Database;
        await _database.ExecuteAsync($"ALTER DATABASE {database} SET default_transaction_read_only = on");
        await using var store = await _database.OpenAsync(options => options.MaxConnections = 2);
        for (var i = 0; i < 4; i++)
        {
            var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.InitializeAsync());
            Assert.True(exception.IsTransient);
            Assert.Contains("takes no writes", exception.Message, StringComparison.Ordinal);
        }

        await ClosedAsync();
        await (await postgres.GetAsync()).ExecuteAsync($"ALTER DATABASE {database} RESET default_transaction_read_only");
        await store.Maintenance.InitializeAsync();
        Assert.Null(await store.Inquiries.AddAsync(Sample.Inquiry()));
    }

    [Fact]
    public async Task EveryPart_BeforeInitializeAndAfterDispose_SaysSo()
    {
        var logger = new FakeLogger<PostgreSqlUhitStore>();
        var store = await _database.OpenAsync(logger: logger);
        Assert.Contains(
            "InitializeAsync",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => store.Inquiries.FindAsync(Sample.Client, Sample.R1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => store.Listen(_ => { }));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.Maintenance.InitializeAsync()));
        Assert.Single(logger.Collector.GetSnapshot(), record => record.Id.Id == 3100);
        Assert.Single(logger.Collector.GetSnapshot(), record => record.Id.Id == 3101);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Maintenance.InitializeAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Inquiries.FindAsync(Sample.Client, Sample.R1));
        Assert.Throws<ObjectDisposedException>(() => store.Listen(_ => { }));
        await ClosedAsync();

        // The tables are there: nothing is brought to another version.
        var again = new FakeLogger<PostgreSqlUhitStore>();
        await (await _database.OpenReadyAsync(logger: again)).DisposeAsync();
        Assert.DoesNotContain(again.Collector.GetSnapshot(), record => record.Id.Id == 3101);
    }

    [Theory]
    [InlineData("", "Uhit.Client")]
    [InlineData(";Application Name=billing", "billing")]
    public async Task Sessions_OfAConnectionString_AreNamedOnTheServerAndPlanByIndex(string more, string expected)
    {
        await using var store = await _database.OpenReadyAsync(options =>
        {
            options.ConnectionString += more;
            options.LockTimeout = TimeSpan.FromMilliseconds(1500);
        });

        var settings = await store.Core.Runner.RunAsync(
            (session, token) => session.QueryAsync(
                """
                SELECT current_setting('application_name'), current_setting('lock_timeout'), current_setting('enable_sort'),
                  current_setting('jit'), current_setting('client_min_messages')
                """,
                reader => string.Join(',', Enumerable.Range(0, 5).Select(reader.GetString)),
                token),
            default);

        Assert.Equal(expected + ",1500ms,off,off,warning", Assert.Single(settings));
    }

    [Fact]
    public async Task Sessions_OfADatabaseThatWaitsForItsStandbysToApply_KeepThat()
    {
        var database = new NpgsqlConnectionStringBuilder(await _database.ConnectionStringAsync()).Database;
        await _database.ExecuteAsync($"ALTER DATABASE {database} SET synchronous_commit = remote_apply");
        await using var store = await _database.OpenReadyAsync();

        Assert.Equal(["remote_apply"], await store.Core.Runner.RunAsync(
            (session, token) => session.QueryAsync("SELECT current_setting('synchronous_commit')", reader => reader.GetString(0), token),
            default));
    }

    [Theory]
    [InlineData("Host=db;Database=usage;Username=me", "db/usage")]
    [InlineData("Host=db;Username=me", "db/me")]
    public async Task Store_InMessages_IsHostAndDatabase(string connectionString, string expected)
    {
        await using var factory = new PgSessionFactory(
            new PostgreSqlStoreOptions { ConnectionString = connectionString }, new Relational.PayloadProtection(null));

        Assert.Equal(expected, factory.Store);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.5)]
    public void Value_OfATypeThatIsNotStored_IsRefused(object? value) =>
        Assert.Contains("Sql.OrNull", Assert.Throws<ArgumentException>(() => PgValue.Of(value)).Message, StringComparison.Ordinal);

    // Our own connections are in no pool: what is closed is gone.
    private async Task ClosedAsync()
    {
        using var hang = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await _database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'Uhit.Client'") > 0)
        {
            hang.Token.ThrowIfCancellationRequested();
        }
    }
}
