using System.Data.Common;
using Microsoft.Data.Sqlite;
using Uhit.Client.Store;
using Uhit.Client.StoreConformance;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteTransactionTests : TransactionConformance
{
    private readonly SqliteStoreFile _file = new();

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
