using Uhit.Client.PostgreSql;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>A database of a throwaway PostgreSQL server, which goes with it.</summary>
internal sealed class PostgresHouse : IStoreHouse
{
    private readonly PostgresCluster _cluster;
    private readonly string _database;
    private readonly List<PostgreSqlUhitStore> _stores = [];

    private PostgresHouse(PostgresCluster cluster, string database) => (_cluster, _database) = (cluster, database);

    public string Kind => "postgres";

    public static async Task<PostgresHouse> CreateAsync()
    {
        var binaries = PostgresBinaries.Find();
        var cluster = await PostgresCluster.StartAsync(
            binaries ?? throw new InvalidOperationException(PostgresBinaries.WhyNot(binaries))).ConfigureAwait(false);
        return new PostgresHouse(cluster, await cluster.CreateDatabaseAsync().ConfigureAwait(false));
    }

    public async Task<IUhitStore> OpenAsync(TimeProvider time)
    {
        // The clock of the script has no timers, and the store's own have to run.
        _ = time;
        var store = new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = _database });
        _stores.Add(store);
        await store.Maintenance.InitializeAsync().ConfigureAwait(false);
        return store;
    }

    /// <summary>Runs a statement past the store.</summary>
    public Task ExecuteAsync(string sql) => _cluster.ExecuteAsync(sql, _database);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }

        await _cluster.DisposeAsync().ConfigureAwait(false);
    }
}
