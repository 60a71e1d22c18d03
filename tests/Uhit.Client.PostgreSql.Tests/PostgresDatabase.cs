using Microsoft.Extensions.Logging;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>A database of its own in the run's cluster, or only a schema of its own, made when it is first asked for.</summary>
internal sealed class PostgresDatabase(PostgresFixture fixture, bool onlySchema = false)
{
    private string? _connectionString;

    public string Schema { get; private set; } = "uhit";

    public async Task<string> ConnectionStringAsync()
    {
        if (_connectionString is null && onlySchema)
        {
            (_connectionString, Schema) = await fixture.CreateSchemaAsync();
        }

        return _connectionString ??= await fixture.CreateDatabaseAsync();
    }

    public async Task<IUhitStore> CreateAsync(TimeProvider time, IPayloadProtector? protector = null) =>
        await OpenAsync(time: time, protector: protector);

    public async Task<IUhitStore> ReopenAsync(IUhitStore store, TimeProvider time, IPayloadProtector? protector = null)
    {
        await store.DisposeAsync();
        return await OpenAsync(time: time, protector: protector);
    }

    public async Task<PostgreSqlUhitStore> OpenAsync(
        Action<PostgreSqlStoreOptions>? configure = null, TimeProvider? time = null, ILogger<PostgreSqlUhitStore>? logger = null,
        IPayloadProtector? protector = null)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = await ConnectionStringAsync(), Schema = Schema };
        configure?.Invoke(options);
        return new PostgreSqlUhitStore(options, logger, time, protector);
    }

    public async Task<PostgreSqlUhitStore> OpenReadyAsync(
        Action<PostgreSqlStoreOptions>? configure = null, TimeProvider? time = null, ILogger<PostgreSqlUhitStore>? logger = null,
        IPayloadProtector? protector = null)
    {
        var store = await OpenAsync(configure, time, logger, protector);
        await store.Maintenance.InitializeAsync();
        return store;
    }

    public async Task ExecuteAsync(string sql) => await (await fixture.GetAsync()).ExecuteAsync(sql, await ConnectionStringAsync());

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(await ConnectionStringAsync() + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
