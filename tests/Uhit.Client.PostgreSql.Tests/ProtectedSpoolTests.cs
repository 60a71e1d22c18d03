using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class ProtectedSpoolTests(PostgresFixture postgres) : SpoolConformance
{
    private readonly PostgresDatabase _database = new(postgres, onlySchema: true);

    protected override Task<IUhitStore> CreateAsync() => _database.CreateAsync(Time, new XorProtector("k1"));

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _database.ReopenAsync(store, Time, new XorProtector("k2", "k1"));
}
