using Npgsql;

namespace Uhit.Client.PostgreSql;

/// <summary>What PostgreSQL's error codes mean to the user of the store. The server's texts may hold values: they go no further than here.</summary>
internal static class PostgreSqlErrors
{
    private const string NotAcknowledged = "Nothing that was not stored was acknowledged";
    private static readonly string[] OfTheStore = ["08", "53", "57P", "58", "XX"];

    /// <summary>Its transaction was rolled back through no fault of its own: the same work again may succeed.</summary>
    public static bool MayRunAgain(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
    };

    public static string SqlState(Exception exception) => (exception as PostgresException)?.SqlState ?? "no answer";

    /// <summary>Whether what went wrong where a handler's transaction is ended is the store's: the connection is lost, or the server speaks of itself (resources,
    /// shutting down, input and output, damage). Anything else comes from what the handler wrote, or left unfinished.</summary>
    public static bool IsOfTheStore(Exception exception, bool isOpen) => !isOpen
        || (exception is PostgresException postgres && OfTheStore.Any(start => postgres.SqlState.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>A store exception for what Npgsql throws; anything else as it is.</summary>
    public static Exception Translate(Exception exception, string store) => exception switch
    {
        PostgresException postgres => Translate(postgres, store),
        NpgsqlException { InnerException: TimeoutException } => new UhitStoreException(
            $"The store {store} did not answer within the time limit. {NotAcknowledged}. Look at the server's load and at the network.", isTransient: true),
        NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException => new UhitStoreException(
            $"The store {store} cannot be reached, or the connection was lost. {NotAcknowledged}; the next use connects again. Look at "
            + "PostgreSqlStoreOptions.ConnectionString, the network and the server.",
            isTransient: true,
            exception),
        _ => exception,
    };

    private static UhitStoreException Translate(PostgresException exception, string store)
    {
        var (what, isTransient) = exception.SqlState switch
        {
            "57P01" or "57P02" or "57P05" => ($"the server ended the connection. {NotAcknowledged}; the next use connects again", true),
            "57P03" => ("the server is starting or stopping. Try again", true),
            "25P03" => ("the server ended a transaction that did nothing for longer than PostgreSqlStoreOptions.IdleInTransactionTimeout. Nothing of it is stored", true),
            "53300" => ("the server has no connection left: raise its max_connections, or lower PostgreSqlStoreOptions.MaxConnections in each process", true),
            "53100" => ($"the server's disk is full. {NotAcknowledged}. Free space: it goes on without a restart", true),
            "53200" => ("the server's memory ran out", true),
            "55P03" => ("a row was held by another transaction for longer than PostgreSqlStoreOptions.LockTimeout. Try again; where it happens often, look for a "
                + "session that keeps a transaction open", true),
            "57014" => ("a statement took longer than PostgreSqlStoreOptions.StatementTimeout, or was cancelled on the server", true),
            "40001" or "40P01" or "23505" => ("a transaction met others again and again and was given up. Nothing of it is stored. Try again", true),
            "25006" => ("the server takes no writes: it is a standby, or read-only. Connect to the primary (Target Session Attributes=primary)", true),
            "42501" => ("the role may not do this. Grant it the rights that docs/stores.md names; where the tables are not made yet, start once as the owner of the schema", false),
            "28000" or "28P01" => ("the server refused the log-in. Look at user name and password, and at the server's pg_hba.conf", false),
            "3D000" => ("there is no such database. Make it, or mend PostgreSqlStoreOptions.ConnectionString", false),
            "42P01" or "3F000" or "42703" => ("its tables are missing or not ours. Restore a backup, or look at PostgreSqlStoreOptions.Schema", false),
            "58030" => ($"the server reported an input/output error. {NotAcknowledged}. Look at its disk and log", true),
            "XX001" or "XX002" => ("the server found damaged data. Keep a copy of its files and restore a backup", false),
            { } code when code.StartsWith("08", StringComparison.Ordinal) => ($"the connection was lost. {NotAcknowledged}; the next use connects again", true),
            var code => ($"the server refused the operation (code {code})", false),
        };
        return new UhitStoreException($"The store {store}: {what}.", isTransient);
    }
}
