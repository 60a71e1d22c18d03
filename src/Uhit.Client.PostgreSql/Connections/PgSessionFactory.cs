using System.Globalization;
using System.Transactions;
using Npgsql;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>Opens connections with the settings that the promise rests on, and reads them back.</summary>
internal sealed class PgSessionFactory : IAsyncDisposable
{
    // remote_apply is stronger than on: a database that is set to it keeps it. The isolation level is what our statements are written for.
    private const string SettingsSql = """
        SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
          set_config('lock_timeout', $1, false), set_config('statement_timeout', $2, false), set_config('idle_in_transaction_session_timeout', $3, false),
          set_config('default_transaction_isolation', 'read committed', false), set_config('client_min_messages', 'warning', false)
        """;

    // Our statements look up few rows by an index, in its order: with a million waiting events the
    // planner's guess of how many pass a filter costs seconds.
    private const string PlannerSql = """
        SELECT set_config(name, 'off', false) FROM unnest(ARRAY['enable_bitmapscan', 'enable_sort', 'enable_hashjoin', 'enable_mergejoin', 'jit']) AS setting (name)
        """;

    private readonly PostgreSqlStoreOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly SqlTexts _texts;
    private readonly PayloadProtection _protection;

    public PgSessionFactory(PostgreSqlStoreOptions options, PayloadProtection protection)
    {
        _options = options;
        _protection = protection;
        _texts = new SqlTexts(options.Schema);
        _source = options.DataSource ?? NpgsqlDataSource.Create(Own(options.ConnectionString));
        var parsed = new NpgsqlConnectionStringBuilder(_source.ConnectionString);
        Store = $"{parsed.Host}/{parsed.Database ?? parsed.Username}";
    }

    /// <summary>Where the store is, for messages: host and database.</summary>
    public string Store { get; }

    public string Schema => _options.Schema;

    /// <param name="isLent">Whether handlers run statements of their own on it: the planner is then left as it is.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PgSession> OpenAsync(bool isLent, CancellationToken cancellationToken)
    {
        using var alone = Alone();
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var batch = Settings(connection, isLent);
            await using (batch.ConfigureAwait(false))
            {
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (!ServerFacts.IsIn(reader))
                    {
                        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    }

                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    Facts(reader).Require(Store);
                }
            }

            return Session(connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A connection without our settings.</summary>
    public async Task<NpgsqlConnection> OpenPlainAsync(CancellationToken cancellationToken)
    {
        using var alone = Alone();
        return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>For streams that are read synchronously.</summary>
    public PgSession Open()
    {
        using var alone = Alone();
        var connection = _source.OpenConnection();
        try
        {
            using var batch = Settings(connection, isLent: false);
            using var reader = batch.ExecuteReader();
            while (!ServerFacts.IsIn(reader))
            {
                reader.NextResult();
            }

            reader.Read();
            Facts(reader).Require(Store);
            return Session(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What the server of the last connection said.</summary>
    public ServerFacts? LastFacts { get; private set; }

    public ValueTask DisposeAsync() => _options.DataSource is null ? _source.DisposeAsync() : ValueTask.CompletedTask;

    // Npgsql would have a connection take part in a transaction of the caller's: what we say is
    // stored would be stored when that ends, or never.
    private static TransactionScope Alone() => new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);

    // We keep connections ourselves, with their settings: a pool would reset them.
    private static string Own(string connectionString)
    {
        var own = PostgreSqlStoreOptionsValidator.Parse(connectionString);
        own.Pooling = false;
        own.Enlist = false;
        own.Multiplexing = false;
        own.ApplicationName ??= "Uhit.Client";
        return own.ConnectionString;
    }

    private NpgsqlBatch Settings(NpgsqlConnection connection, bool isLent)
    {
        var batch = connection.CreateBatch();
        var settings = new NpgsqlBatchCommand(SettingsSql);
        foreach (var time in new[] { _options.LockTimeout, _options.StatementTimeout, _options.IdleInTransactionTimeout })
        {
            settings.Parameters.Add(PgValue.Of(((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
        }

        batch.BatchCommands.Add(settings);
        if (!isLent)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PlannerSql));
        }

        if (_options.AfterOpen is { } afterOpen)
        {
            // From tests only; gives no rows.
#pragma warning disable CA2100
            batch.BatchCommands.Add(new NpgsqlBatchCommand(afterOpen));
#pragma warning restore CA2100
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(ServerFacts.Sql));
        return batch;
    }

    private ServerFacts Facts(NpgsqlDataReader reader) => LastFacts = ServerFacts.Read(reader);

    // The client's patience ends after the server's, so that it is the server that says what happened.
    private PgSession Session(NpgsqlConnection connection) =>
        new(connection, _texts, _protection, (int)Math.Ceiling(_options.StatementTimeout.TotalSeconds) + 5);
}
