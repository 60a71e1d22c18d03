using System.Data.Common;
using Microsoft.Data.Sqlite;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Stores;

/// <summary>Where the store of a run is, and how its database is looked at past the store.</summary>
/// <param name="Kind">Which store.</param>
/// <param name="Location">The file, or the connection string.</param>
internal sealed record StoreSite(StoreKind Kind, string Location)
{
    /// <summary>The store, not yet initialized.</summary>
    public IUhitStore Create(TimeProvider? time = null, DiskVfs? disk = null) => Kind switch
    {
        StoreKind.Sqlite => new SqliteUhitStore(
            new SqliteStoreOptions { Path = Location, BusyTimeout = TimeSpan.FromMinutes(1), Vfs = disk?.Name }, time: time),
        _ => throw new NotSupportedException("There is no such store yet."),
    };

    /// <summary>The store, ready.</summary>
    public async Task<IUhitStore> OpenAsync()
    {
        var store = Create();
        await store.Maintenance.InitializeAsync().ConfigureAwait(false);
        return store;
    }

    /// <summary>Makes the table that handlers write their effects into. On purpose nothing in it forbids that a key comes twice.</summary>
    public Task CreateEffectsAsync() => ExecuteAsync("CREATE TABLE effects (effect_key TEXT NOT NULL, attempt INTEGER NOT NULL)");

    /// <summary>Writes an effect on a connection of its own.</summary>
    public Task AddEffectAsync(string key, int attempt) => ExecuteAsync($"INSERT INTO effects VALUES ('{key}', {attempt})");

    /// <summary>How often each key is in the table of effects.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountEffectsAsync()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var connection = await ConnectAsync().ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposingCommand = command.ConfigureAwait(false);
        command.CommandText = "SELECT effect_key FROM effects";
        var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using var disposingRows = rows.ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            var key = rows.GetString(0);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }

    /// <summary>What the database says about its own health: <c>ok</c>.</summary>
    public async Task<string> CheckIntegrityAsync()
    {
        if (Kind != StoreKind.Sqlite)
        {
            return "ok";
        }

        var connection = await ConnectAsync().ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposingCommand = command.ConfigureAwait(false);
        command.CommandText = "PRAGMA integrity_check";
        return (string)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
    }

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = Kind switch
        {
            StoreKind.Sqlite => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Location, Pooling = false, DefaultTimeout = 60 }.ConnectionString),
            _ => throw new NotSupportedException("There is no such store yet."),
        };
        await connection.OpenAsync().ConfigureAwait(false);
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        var connection = await ConnectAsync().ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposingCommand = command.ConfigureAwait(false);
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
