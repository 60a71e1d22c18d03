using System.Data;
using System.Data.Common;
using Npgsql;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>One open connection with our settings. Not thread-safe.</summary>
internal sealed class PgSession : RelationalSession, IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly SqlTexts _texts;
    private readonly int _timeoutSeconds;
    private readonly HashSet<RequestId> _changes = [];
    private NpgsqlTransaction? _transaction;
    private volatile bool _warned;

    public PgSession(NpgsqlConnection connection, SqlTexts texts, PayloadProtection protection, int timeoutSeconds)
    {
        _connection = connection;
        _texts = texts;
        Protection = protection;
        _timeoutSeconds = timeoutSeconds;
        connection.Notice += (_, notice) => _warned |= notice.Notice.InvariantSeverity == "WARNING";
    }

    /// <summary>The transaction that runs; null where none does.</summary>
    public NpgsqlTransaction? Transaction => _transaction;

    /// <summary>Whether it was used since it was opened: a connection that waited in the pool may have been lost meanwhile.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether what the transaction did is to be undone, although nothing failed.</summary>
    public bool IsRollbackOnly { get; set; }

    public bool IsOpen => _connection.State == ConnectionState.Open;

    /// <summary>Whether the connection was lost, and not closed.</summary>
    public bool IsBroken => _connection.FullState.HasFlag(ConnectionState.Broken);

    public bool IsUsable => IsOpen && _transaction is null;

    public override PayloadProtection Protection { get; }

    /// <summary>Which inquiries the transaction changes.</summary>
    public IReadOnlyCollection<RequestId> Changes => _changes;

    public override void NoteChange(RequestId requestId) => _changes.Add(requestId);

    public string Text(string sql) => _texts.Of(sql);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        IsRollbackOnly = false;
        _changes.Clear();
        _transaction = await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits. Cannot be cancelled: a server that waits for a standby answers a cancelled
    /// commit as if all were well, with a warning.</summary>
    public async Task CommitAsync()
    {
        _warned = false;
        await _transaction!.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        RequireUnwarned();
        await EndTransactionAsync().ConfigureAwait(false);
    }

    public async Task RollbackAsync()
    {
        await _transaction!.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        await EndTransactionAsync().ConfigureAwait(false);
    }

    /// <summary>Runs statements that write, in one round trip, each with a snapshot of its own. Outside of a transaction they are stored
    /// when this ends.</summary>
    public override async Task RunAsync(IReadOnlyCollection<Statement> statements, CancellationToken cancellationToken)
    {
        _warned = false;
        var batch = Batch(statements);
        await using (batch.ConfigureAwait(false))
        {
            if (batch.BatchCommands.Count > 0)
            {
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                RequireUnwarned();
            }
        }
    }

    public override async Task ReadAsync(
        IReadOnlyList<(Statement Query, Action<DbDataReader> Take)> queries, CancellationToken cancellationToken)
    {
        var batch = Batch(queries.Select(asked => asked.Query));
        await using (batch.ConfigureAwait(false))
        {
            await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                foreach (var (_, take) in queries)
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        take(reader);
                    }

                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Runs a statement that writes. Outside of a transaction it is stored when this ends.</summary>
    public override async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        _warned = false;
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var count = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            RequireUnwarned();
            return count;
        }
    }

    /// <summary>Runs statements of our own that make or change tables.</summary>
    public async Task DefineAsync(string sql, CancellationToken cancellationToken)
    {
        var command = Command(sql, []);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object?[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
        }
    }

    /// <summary>For streams that are read synchronously.</summary>
    public T? First<T>(string sql, Func<DbDataReader, PayloadProtection, T> read, params object?[] values)
    {
        using var command = Command(sql, values);
        command.Prepare();
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader, Protection) : default;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The server rolls back what is open.
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection was lost already: that is why it is closed.
        }
    }

    public void Close() => _connection.Close();

    private NpgsqlBatch Batch(IEnumerable<Statement> statements)
    {
        var batch = new NpgsqlBatch(_connection, _transaction) { Timeout = _timeoutSeconds };
        foreach (var statement in statements)
        {
            // Every text is a constant of this assembly, or one of a few made from constants.
#pragma warning disable CA2100
            var command = new NpgsqlBatchCommand(Text(statement.Text));
#pragma warning restore CA2100
            foreach (var value in statement.Values)
            {
                command.Parameters.Add(PgValue.Of(value));
            }

            if (command.CommandText.Length > 0)
            {
                batch.BatchCommands.Add(command);
            }
        }

        return batch;
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        // Every text is a constant of this assembly, or one of a few made from constants.
#pragma warning disable CA2100
        var command = new NpgsqlCommand(Text(sql), _connection, _transaction) { CommandTimeout = _timeoutSeconds };
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(PgValue.Of(value));
        }

        return command;
    }

    private void RequireUnwarned()
    {
        if (_warned)
        {
            throw new UhitStoreException(
                "The PostgreSQL server stored something with a warning, as it does when its wait for a standby is cut off. It is not known "
                + "whether it is as durable as "
                + "promised, so it was not acknowledged. Look at the server's log.",
                isTransient: true);
        }
    }

    private async Task EndTransactionAsync()
    {
        await _transaction!.DisposeAsync().ConfigureAwait(false);
        _transaction = null;
    }
}
