using Npgsql;

namespace Uhit.Client.PostgreSql;

/// <summary>What PostgreSQL's error codes mean to the user of the store. The server's texts may
/// hold values: they go no further than here.</summary>
internal static class PostgreSqlErrors
{
    private const string NotAcknowledged = "Nothing that was not stored was acknowledged";

    // The driver has no code for it.
    private const string NoPassword = "No password has been provided";
    private const string DiskFull = "53100";
    private const string OutOfMemory = "53200";
    private const string IoError = "58030";

    /// <summary>Its transaction was rolled back through no fault of its own: the same work again may succeed.</summary>
    public static bool MayRunAgain(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
    };

    public static string SqlState(Exception exception) => (exception as PostgresException)?.SqlState ?? "no answer";

    /// <summary>Whether what went wrong in a handler's transaction is the store's: the connection is lost, the server ended it, or its disk
    /// or memory failed. Anything else comes from what the handler wrote, or left unfinished.</summary>
    /// <remarks>The driver gives a connection up at whole classes of errors, those that extensions raise among them: what the server said
    /// of a statement counts for more than that the connection is lost.</remarks>
    public static bool IsOfTheStore(Exception exception, bool isLost) => SaidIn(exception) is { } said
        ? !IsOfAStatement(said) || said.SqlState is DiskFull or OutOfMemory or IoError
        : isLost;

    /// <summary>Whether the server refused one statement, and did not end the session.</summary>
    public static bool IsOfAStatement(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>What the server said, in an exception that may have been made of it.</summary>
    public static PostgresException? SaidIn(Exception? exception)
    {
        while (exception is not (null or PostgresException))
        {
            exception = exception.InnerException;
        }

        return exception as PostgresException;
    }

    /// <summary>A store exception for what Npgsql throws; anything else as it is.</summary>
    public static Exception Translate(Exception exception, string store) => exception switch
    {
        PostgresException postgres => Translate(postgres, store),
        NpgsqlException when exception.Message.StartsWith(NoPassword, StringComparison.Ordinal) => new UhitStoreException(
            $"The store {store}: the server asks for a password, and none was given. Set Password in "
            + "PostgreSqlStoreOptions.ConnectionString, or the environment "
            + "variable PGPASSWORD.",
            isTransient: false),
        NpgsqlException { InnerException: TimeoutException } => new UhitStoreException(
            $"The store {store} did not answer within the time limit. {NotAcknowledged}. Look at the server's load and at the network.",
            isTransient: true),
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
            "25P03" =>
                ("the server ended a transaction that did nothing for longer than PostgreSqlStoreOptions.IdleInTransactionTimeout. Nothing "
                    + "of it is stored", true),
            "53300" =>
                ("the server has no connection left: raise its max_connections, or lower PostgreSqlStoreOptions.MaxConnections in each "
                    + "process", true),
            DiskFull => ($"the server's disk is full. {NotAcknowledged}. Free space: it goes on without a restart", true),
            OutOfMemory => ("the server's memory ran out", true),
            "55P03" =>
                ("a row was held by another transaction for longer than PostgreSqlStoreOptions.LockTimeout. Try again; where it happens "
                    + "often, look for a "
                    + "session that keeps a transaction open", true),
            "57014" => ("a statement took longer than PostgreSqlStoreOptions.StatementTimeout, or was cancelled on the server", true),
            "40001" or "40P01" or "23505" =>
                ("a transaction met others again and again and was given up. Nothing of it is stored. Try again", true),
            "25006" => (
                "the server takes no writes: it is a standby, or read-only. Connect to the primary (Target Session Attributes=primary)",
                true),
            "42501" =>
                ("the role may not do this. Grant it the rights that docs/how-to/choose-a-store.md names; where the tables are not made "
                    + "yet, "
                    + "start once as the owner of the schema", false),
            "28000" or "28P01" => ("the server refused the log-in. Look at user name and password, and at the server's pg_hba.conf", false),
            "3D000" => ("there is no such database. Make it, or mend PostgreSqlStoreOptions.ConnectionString", false),
            "42P01" or "3F000" or "42703" =>
                ("its tables are missing or not ours. Restore a backup, or look at PostgreSqlStoreOptions.Schema", false),
            IoError => ($"the server reported an input/output error. {NotAcknowledged}. Look at its disk and log", true),
            "XX001" or "XX002" => ("the server found damaged data. Keep a copy of its files and restore a backup", false),
            { } code when code.StartsWith("08", StringComparison.Ordinal) =>
                ($"the connection was lost. {NotAcknowledged}; the next use connects again", true),
            var code => ($"the server refused the operation (code {code})", false),
        };
        return new UhitStoreException($"The store {store}: {what}.", isTransient);
    }
}
