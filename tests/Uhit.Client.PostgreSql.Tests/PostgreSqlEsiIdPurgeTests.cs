using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class PostgreSqlEsiIdPurgeTests(PostgresFixture postgres) : EsiIdPurgeConformance
{
    private readonly PostgresDatabase _database = new(postgres, onlySchema: true);

    protected override Task<IUhitStore> CreateAsync() => _database.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _database.ReopenAsync(store, Time);
}
