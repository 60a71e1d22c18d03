using Microsoft.Extensions.Logging;

namespace Uhit.Client.Sqlite;

/// <summary>What this project logs: 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "The SQLite store {Path} is open: schema {Version}, SQLite {SqliteVersion}.")]
    public static partial void StoreOpened(ILogger logger, DisplayText path, int version, DisplayText sqliteVersion);

    [LoggerMessage(3001, LogLevel.Information, "The SQLite store {Path} was brought from schema {From} to {To}.")]
    public static partial void SchemaMigrated(ILogger logger, DisplayText path, int from, int to);

    [LoggerMessage(
        3003, LogLevel.Warning,
        "The SQLite store {Path} is on a disk in memory: what was acknowledged is lost when the machine stops. Move it to a real disk.")]
    public static partial void InMemoryDisk(ILogger logger, DisplayText path);

    [LoggerMessage(
        3004, LogLevel.Warning, "Security: the SQLite store {Path} holds personal data, and others than its owner may read it. Take their "
            + "rights to the file, its -wal and its -shm away (chmod 600).")]
    public static partial void OpenToOthers(ILogger logger, DisplayText path);

    [LoggerMessage(
        3005, LogLevel.Warning,
        "Space in the SQLite store {Path} could not be given back for now, or its log not be cut; it is tried again. Nothing is lost.")]
    public static partial void NotReclaimed(ILogger logger, DisplayText path, Exception exception);

    [LoggerMessage(
        3006, LogLevel.Error,
        "The disk failed while the log of the SQLite store {Path} was written back into it. The log keeps all that was stored until it was "
            + "written back once more, from its beginning; nothing is lost. Look at the disk and the system's log.")]
    public static partial void WriteBackFailed(ILogger logger, DisplayText path, Exception exception);

    [LoggerMessage(
        3007, LogLevel.Information, "The log of the SQLite store {Path} was written back from its beginning after the disk had failed.")]
    public static partial void WrittenBack(ILogger logger, DisplayText path);

    [LoggerMessage(
        3008, LogLevel.Warning,
        "The log of the SQLite store {Path} must be written back from its beginning, since the disk failed, and another process or a "
            + "handler's transaction has the file open. The log grows until then, and it is tried again. Stop other processes that use the "
            + "file.")]
    public static partial void NotAlone(ILogger logger, DisplayText path);

    [LoggerMessage(
        3002, LogLevel.Error, "A write to the SQLite store {Path} failed; none of the {Count} operations in it was acknowledged.")]
    public static partial void WriteFailed(ILogger logger, DisplayText path, int count, Exception exception);

    [LoggerMessage(
        3010, LogLevel.Warning, "A handler's transaction in the SQLite store {Path} was cut off, and the handler has not come back: its "
            + "connection stays open until it does. Nothing of it is committed.")]
    public static partial void HandlerCutOff(ILogger logger, DisplayText path);
}
