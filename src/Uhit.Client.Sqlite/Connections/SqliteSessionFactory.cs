using System.Globalization;
using Microsoft.Data.Sqlite;
using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Connections;

/// <summary>Opens connections with the settings that the promise rests on, and reads them back: SQLite
/// ignores a setting that it does not take.</summary>
internal sealed class SqliteSessionFactory(SqliteStoreOptions options, PayloadProtection protection)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = System.IO.Path.GetFullPath(options.Path),
        Mode = SqliteOpenMode.ReadWrite,
        Cache = SqliteCacheMode.Private,
        Pooling = false,
        DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        Vfs = options.Vfs,
    }.ToString();

    public string Path => options.Path;

    public LogState Log { get; } = new();

    public SqliteSession OpenWriter() => Open(reads: false);

    public SqliteSession OpenReader() => Open(reads: true);

    /// <summary>A connection that has the file for itself and reads the log again, without the shared
    /// memory; null where somebody else has it open.</summary>
    public SqliteSession? TryOpenAlone()
    {
        try
        {
            return Open(reads: false, isAlone: true);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteErrors.Busy)
        {
            return null;
        }
    }

    private SqliteSession Open(bool reads, bool isAlone = false)
    {
        var session = Connect();
        try
        {
            if (isAlone)
            {
                // Before anything is read. A script waits for nobody, as a command would.
                session.Script("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM sqlite_schema");
            }

            session.Execute($"PRAGMA busy_timeout = {(long)options.BusyTimeout.TotalMilliseconds}");
            if (!reads)
            {
                SetAutoVacuum(session);
                session.Execute("PRAGMA journal_mode = WAL");
                session.Execute("PRAGMA journal_size_limit = 67108864");
                session.Execute("PRAGMA secure_delete = ON");

                // See LogWriteBack.
                session.Execute("PRAGMA wal_autocheckpoint = 0");
            }

            session.Execute("PRAGMA synchronous = FULL");
            session.Execute("PRAGMA foreign_keys = ON");
            session.Execute("PRAGMA fullfsync = ON");
            session.Execute("PRAGMA checkpoint_fullfsync = ON");

            // Sorting must leave no personal data in temporary files.
            session.Execute("PRAGMA temp_store = MEMORY");
            if (reads)
            {
                session.Execute("PRAGMA query_only = ON");
            }

            if (options.AfterOpen is { } afterOpen)
            {
                session.Execute(afterOpen);
            }

            Require(session, reads);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // Setting again what is set writes and syncs a page, each time that a connection is opened.
    private static void SetAutoVacuum(SqliteSession session)
    {
        const int Incremental = 2;
        if (session.Number("PRAGMA auto_vacuum") is not Incremental)
        {
            session.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        }
    }

    private SqliteSession Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            return new SqliteSession(connection, protection, Log);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Require(SqliteSession session, bool reads)
    {
        Require(session, "journal_mode", value => string.Equals(value, "wal", StringComparison.OrdinalIgnoreCase), "wal",
            "its file system cannot do it: move the file to a local disk");
        Require(session, "synchronous", value => int.Parse(value, CultureInfo.InvariantCulture) >= 2, "2 (FULL) or more",
            "acknowledged callbacks would be lost with the power");
        Require(session, "foreign_keys", value => value == "1", "1", "rows would be left behind");
        if (!reads)
        {
            RequireWritable(session);
            Require(session, "secure_delete", value => value == "1", "1", "what is deleted would stay readable in the file");
        }

        if (OperatingSystem.IsMacOS())
        {
            Require(session, "fullfsync", value => value == "1", "1", "macOS would leave written data in the disk's cache");
        }
    }

    // SQLite opens for reading what it cannot open for writing, and the connection would stay so when the file can be written again.
    private static void RequireWritable(SqliteSession session)
    {
        if (session.IsReadOnly)
        {
            throw new SqliteException("attempt to write a readonly database", SqliteErrors.ReadOnly);
        }
    }

    private void Require(SqliteSession session, string pragma, Func<string, bool> isRight, string expected, string why)
    {
        var value = session.Text($"PRAGMA {pragma}") ?? string.Empty;
        if (!isRight(value))
        {
            throw new UhitStoreException(
                $"The store {Path} (SqliteStoreOptions.Path): {pragma} is {value} where {expected} is needed; {why}.", isTransient: false);
        }
    }
}
