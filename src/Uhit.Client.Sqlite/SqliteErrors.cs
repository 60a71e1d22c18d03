using Microsoft.Data.Sqlite;

namespace Uhit.Client.Sqlite;

/// <summary>What SQLite's error codes mean to the user of the store.</summary>
internal static class SqliteErrors
{
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int Full = 13;
    public const int InputOutput = 10;

    /// <summary>What says, in an exception of a handler's, that the disk is full or failed: that is none
    /// of its doing. Null where nothing does.</summary>
    public static SqliteException? OfTheDisk(Exception? exception)
    {
        while (exception is not (null or SqliteException))
        {
            exception = exception.InnerException;
        }

        return exception is SqliteException { SqliteErrorCode: Full or InputOutput } sqlite ? sqlite : null;
    }

    /// <summary>What says, at the commit of a handler's transaction, that the store failed: its disk, file or memory. Null where it is of
    /// what the handler wrote, such as a constraint that is looked at only then.</summary>
    public static SqliteException? OfTheStore(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: 7 or ReadOnly or InputOutput or 11 or Full or 14 or 26 } sqlite ? sqlite : null;

    /// <summary>A store exception for what SQLite throws; anything else as it is.</summary>
    public static Exception Translate(Exception exception, string path) =>
        exception is SqliteException sqlite ? Translate(sqlite, path) : exception;

    private static UhitStoreException Translate(SqliteException exception, string path)
    {
        var (what, isTransient) = exception.SqliteErrorCode switch
        {
            Busy or 6 =>
                ("another process, or a backup, holds its lock for longer than SqliteStoreOptions.BusyTimeout. Try again; where it happens "
                    + "often, "
                    + "look for a tool that keeps a transaction open, or raise the setting", true),
            Full => ("the disk is full. Nothing that was not stored was acknowledged. Free space: it goes on without a restart", true),
            InputOutput =>
                ("the disk reported an input/output error. Nothing that was not stored was acknowledged. Look at the disk and the system's "
                    + "log", true),
            7 => ("memory ran out", true),
            3 or ReadOnly or 23 =>
                ("it may not be written. Give the account that runs this process write access to the file and to its directory (SQLite "
                    + "makes files "
                    + "beside it)", false),
            14 =>
                ("it cannot be opened. Look at SqliteStoreOptions.Path, and at the access rights of the file and of its directory", false),
            11 => (
                "it is damaged. Stop all processes that use it, keep a copy of the file with its -wal and -shm, and restore a backup",
                false),
            26 => ("it is no SQLite database. Look at SqliteStoreOptions.Path", false),
            _ => ($"SQLite refused the operation (code {exception.SqliteExtendedErrorCode})", false),
        };
        return new UhitStoreException($"The store {path}: {what}.", isTransient, exception);
    }
}
