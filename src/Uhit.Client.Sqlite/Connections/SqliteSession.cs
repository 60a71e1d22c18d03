using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Connections;

/// <summary>One open connection with its prepared statements, which are kept by their text. Not thread-safe.</summary>
internal sealed class SqliteSession(SqliteConnection connection, PayloadProtection protection, LogState log)
    : RelationalSession, IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    public override PayloadProtection Protection => protection;

    /// <summary>The connection itself, for who lends it out.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>The transaction that has begun.</summary>
    public SqliteTransaction Transaction => _transaction!;

    public void Begin() => _transaction = connection.BeginTransaction(deferred: false);

    public void Commit()
    {
        _transaction!.Commit();
        EndTransaction();
    }

    public void Rollback()
    {
        _transaction!.Rollback();
        EndTransaction();
    }

    public void Save() => _transaction!.Save("op");

    public void Keep() => _transaction!.Release("op");

    public void Undo()
    {
        _transaction!.Rollback("op");
        _transaction.Release("op");
    }

    /// <summary>Whether SQLite itself has rolled back, as it does on some errors: what follows would run without a transaction.</summary>
    public bool IsTransactionLost => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    /// <summary>Writes what is in the log into the database, and syncs it: a process that was killed may have
    /// left commits that are whole, and on no disk.</summary>
    /// <remarks>Then the log is cut to nothing: what it held of deleted content is gone from it.</remarks>
    /// <param name="patience">How long to wait for others, who can't write meanwhile. At the opening for nobody: where another connection
    /// is at work, that one has done it at its own opening.</param>
    /// <returns>Whether it is done: otherwise another connection reads what is only in the log, or writes.</returns>
    public bool WriteBack(TimeSpan patience)
    {
        var before = Number("PRAGMA busy_timeout") ?? 0;
        SetPatience((long)patience.TotalMilliseconds);
        var isBusy = Number("PRAGMA wal_checkpoint(TRUNCATE)");
        SetPatience(before);
        return isBusy == 0;
    }

    /// <summary>How many pages it has written to the log since this was asked last.</summary>
    public int TakePagesWritten()
    {
        const int CacheWrite = 9;
        return raw.sqlite3_db_status(connection.Handle, CacheWrite, out var pages, out _, 1) == 0 ? pages : 0;
    }

    /// <summary>Whether the file could only be opened for reading.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(connection.Handle, "main") != 0;

    public int Execute(string sql, params object?[] values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs several statements. A command would stop at the first that gives a row, as some changes of tables
    /// do, and be silent about what fails behind it.</summary>
    public void Script(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    /// <summary>The number of rows that an <c>INSERT … RETURNING</c> or a query of one number gives;
    /// null where there is no row, or it is null.</summary>
    public long? Number(string sql, params object?[] values) => Prepare(sql, values).ExecuteScalar() is long number ? number : null;

    public string? Text(string sql, params object?[] values) => Prepare(sql, values).ExecuteScalar()?.ToString();

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
        where T : class
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    public T? First<T>(string sql, Func<SqliteDataReader, PayloadProtection, T> read, params object?[] values)
        where T : class => First(sql, reader => read(reader, protection), values);

    public List<T> Query<T>(string sql, Func<SqliteDataReader, PayloadProtection, T> read, params object?[] values) =>
        Query(sql, reader => read(reader, protection), values);

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public override Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        Task.FromResult(Execute(sql, values));

    public override Task RunAsync(IReadOnlyCollection<Statement> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            var command = Prepare(statement.Text, statement.Values);
            if (command.CommandText.Length > 0)
            {
                command.ExecuteNonQuery();
            }
        }

        return Task.CompletedTask;
    }

    public override Task ReadAsync(
        IReadOnlyList<(Statement Query, Action<DbDataReader> Take)> queries, CancellationToken cancellationToken)
    {
        foreach (var (query, take) in queries)
        {
            using var reader = Prepare(query.Text, query.Values).ExecuteReader();
            while (reader.Read())
            {
                take(reader);
            }
        }

        return Task.CompletedTask;
    }

    public override Task<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object?[] values) =>
        Task.FromResult(Query<T>(sql, (SqliteDataReader reader) => read(reader), values));

    /// <summary>What work gives whose statements all run on a session. Each is done when it is returned, so the work is, unless it waits
    /// for something else.</summary>
    public static T Ended<T>(Task<T> work) => work.IsCompleted
        ? work.GetAwaiter().GetResult()
        : throw new InvalidOperationException("Work on SQLite waits for something that is not in the database.");

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        if (log.MustStay && connection.Handle is { } handle)
        {
            // The last connection to close would write it back.
            const int NoCheckpointOnClose = 1006;
            raw.sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);
        }

        // Closing rolls back what is open. The transaction's own Dispose would throw where SQLite has rolled back already.
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            // Every text is a constant of this assembly, or one of a few made from constants and numbers.
#pragma warning disable CA2100
            command.CommandText = Sql.ForSqlite(sql);
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = SqliteValue.NameOf(i) });
            }

            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = SqliteValue.Of(values[i]);
        }

        return command;
    }

    private void SetPatience(long milliseconds) =>
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {milliseconds}"));

    private void EndTransaction()
    {
        _transaction!.Dispose();
        _transaction = null;
    }
}
