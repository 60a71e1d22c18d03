using Microsoft.Extensions.Logging;

namespace Uhit.Client.PostgreSql;

/// <summary>What this project logs: 3100 to 3199. Texts of the server may hold stored values: at Debug only.</summary>
internal static partial class Log
{
    [LoggerMessage(3100, LogLevel.Information, "The PostgreSQL store {Store} is open: schema {Version}, server {ServerVersion}.")]
    public static partial void StoreOpened(ILogger logger, DisplayText store, int version, int serverVersion);

    [LoggerMessage(3101, LogLevel.Information, "The PostgreSQL store {Store} was brought from schema {From} to {To}.")]
    public static partial void SchemaMigrated(ILogger logger, DisplayText store, int from, int to);

    [LoggerMessage(3102, LogLevel.Warning, "The PostgreSQL store {Store}: a transaction is tried again ({SqlState}, try {Attempt}).")]
    public static partial void TriedAgain(ILogger logger, DisplayText store, DisplayText sqlState, int attempt);

    [LoggerMessage(3103, LogLevel.Debug, "The PostgreSQL store {Store}: what the server or the connection said.")]
    public static partial void Failed(ILogger logger, DisplayText store, Exception exception);

    [LoggerMessage(3104, LogLevel.Warning, "The PostgreSQL store {Store}: a connection was lost ({SqlState}); the next use opens another.")]
    public static partial void ConnectionLost(ILogger logger, DisplayText store, DisplayText sqlState);

    [LoggerMessage(
        3105, LogLevel.Warning, "The PostgreSQL store {Store}: a handler's transaction was cut off after {Timeout} "
            + "(Callback:CommitTimeout); its session is ended.")]
    public static partial void HandlerCutOff(ILogger logger, DisplayText store, TimeSpan timeout);

    [LoggerMessage(
        3106, LogLevel.Error, "The PostgreSQL store {Store}: the session of a handler that was cut off could not be ended; the server ends "
            + "it once it has been idle for IdleInTransactionTimeout.")]
    public static partial void HandlerNotEnded(ILogger logger, DisplayText store);

    [LoggerMessage(
        3107, LogLevel.Warning, "The PostgreSQL store {Store}: the connection that listens for changes of other processes was lost or "
            + "could not be opened ({ExceptionType}); it is tried again, and until then changes are found at the next look.")]
    public static partial void NotListening(ILogger logger, DisplayText store, DisplayText exceptionType);

    [LoggerMessage(3108, LogLevel.Information, "The PostgreSQL store {Store}: changes of other processes are listened for.")]
    public static partial void Listening(ILogger logger, DisplayText store);

    [LoggerMessage(3109, LogLevel.Debug, "The PostgreSQL store {Store}: other processes could not be told of a change.")]
    public static partial void NotTold(ILogger logger, DisplayText store, Exception exception);
}
