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

    protected override Task<IUhitStore> CreateAsync() => _database.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _database.ReopenAsync(store, Time);

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(await _database.ConnectionStringAsync() + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
