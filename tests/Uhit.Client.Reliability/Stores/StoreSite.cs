using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Uhit.Client.PostgreSql;
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
    public IUhitStore Create(TimeProvider? time = null, DiskVfs? disk = null, TimeSpan? idleInTransaction = null) => Kind switch
    {
        StoreKind.Sqlite => new SqliteUhitStore(
            new SqliteStoreOptions { Path = Location, BusyTimeout = TimeSpan.FromMinutes(1), Vfs = disk?.Name }, time: time),
        _ =>
            new PostgreSqlUhitStore(
                new PostgreSqlStoreOptions
                {
                    ConnectionString = Location,
                    IdleInTransactionTimeout = idleInTransaction ?? TimeSpan.FromSeconds(5),
                }, time: time),
    };

    /// <summary>The store, ready.</summary>
    public async Task<IUhitStore> OpenAsync()
    {
        var store = Create();
        await store.Maintenance.InitializeAsync().ConfigureAwait(false);
        return store;
    }

    /// <summary>Makes the table that handlers write their effects into. On purpose nothing in it forbids that a key comes twice.</summary>
    public Task CreateEffectsAsync() => ExecuteAsync(Kind == StoreKind.Sqlite
        ? "CREATE TABLE effects (id INTEGER PRIMARY KEY AUTOINCREMENT, effect_key TEXT NOT NULL, attempt INTEGER NOT NULL)"
        : "CREATE TABLE public.effects (id BIGINT GENERATED ALWAYS AS IDENTITY, effect_key TEXT NOT NULL, attempt INTEGER NOT NULL)");

    /// <summary>Writes an effect in a transaction of this store.</summary>
    public static async Task AddEffectAsync(DbTransaction transaction, string key, int attempt, CancellationToken cancellationToken)
    {
        var command = transaction.Connection!.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.Transaction = transaction;
        command.CommandText = (command is NpgsqlCommand ? "INSERT INTO public.effects" : "INSERT INTO effects")
            + " (effect_key, attempt) VALUES (@key, @attempt)";
        AddParameter(command, "key", key);
        AddParameter(command, "attempt", attempt);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs work in a transaction that the store knows nothing of.</summary>
    public async Task InOtherTransactionAsync(Func<DbTransaction, Task> work)
    {
        var connection = await ConnectAsync().ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var disposingTransaction = transaction.ConfigureAwait(false);
        await work(transaction).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>All that is in the table of effects, in the order in which it was written.</summary>
    public async Task<IReadOnlyList<(string Key, int Attempt)>> ReadEffectsAsync()
    {
        var effects = new List<(string Key, int Attempt)>();
        var connection = await ConnectAsync().ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposingCommand = command.ConfigureAwait(false);
        command.CommandText = "SELECT effect_key, attempt FROM effects ORDER BY id";
        var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using var disposingRows = rows.ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            effects.Add((rows.GetString(0), rows.GetInt32(1)));
        }

        return effects;
    }

    /// <summary>Whether a message is in the store, committed.</summary>
    public async Task<bool> HasMessageAsync(string key)
    {
        var connection = await ConnectAsync().ConfigureAwait(false);
        await using var disposing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposingCommand = command.ConfigureAwait(false);
        command.CommandText = Kind == StoreKind.Sqlite
            ? "SELECT count(*) FROM uhit_message WHERE message_key = @key"
            : "SELECT count(*) FROM uhit.message WHERE message_key = @key";
        AddParameter(command, "key", key);
        return (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))! > 0;
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
            StoreKind.Sqlite => new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = Location, Pooling = false, DefaultTimeout = 60 }.ConnectionString),
            _ => new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Location) { Pooling = false }.ConnectionString),
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

    private static void AddParameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
