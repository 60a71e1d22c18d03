using Npgsql;

namespace Uhit.Client.PostgreSql;

/// <summary>Where a PostgreSQL store lives and how it behaves.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>The database, as Npgsql writes it: <c>Host=db;Database=uhit;Username=uhit;Password=…</c>. Required, unless
    /// <see cref="DataSource"/> is set.</summary>
    /// <remarks>Connect directly, or through a pooler that pools sessions: settings of the session must last.
    /// Of several hosts only a primary is used.</remarks>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Where connections come from, where you have one already: for passwords that
    /// change, client certificates and the like.</summary>
    /// <remarks>The data source stays yours: the store does not dispose of it. The store keeps up to <see cref="MaxConnections"/> +
    /// <see cref="MaxHandlerConnections"/> of its connections, and one more to listen on, so its pool must be larger. Leave
    /// <c>Include Error Detail</c> off: it puts stored values into the texts of exceptions. One with <c>Multiplexing</c> or
    /// <c>No Reset On Close</c> is refused. A <c>TransactionScope</c> of the caller's is not taken part in.</remarks>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>The schema that holds our tables; your own tables may be in the same database, in other schemas.</summary>
    /// <value><c>uhit</c>. Lower-case letters, digits and underscores, beginning with a letter; at most 40.</value>
    public string Schema { get; set; } = "uhit";

    /// <summary>The most connections that this process uses at the same time, apart from those of
    /// <see cref="MaxHandlerConnections"/>.</summary>
    /// <value>16. From 2 to 200. The server's <c>max_connections</c> must hold those of all processes.</value>
    public int MaxConnections { get; set; } = 16;

    /// <summary>The most transactions of transactional handlers that run at the same time. They have connections of
    /// their own: a slow one stops no acknowledgement.</summary>
    /// <value>8. From 1 to 200.</value>
    public int MaxHandlerConnections { get; set; } = 8;

    /// <summary>How long a statement waits for a row that another transaction changes.</summary>
    /// <value>10 seconds. From 1 second to 10 minutes.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement may take, its waiting for locks included.</summary>
    /// <value>30 seconds. From 1 second to 10 minutes, and not shorter than <see cref="LockTimeout"/>.</value>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the server ends a session that holds a transaction open and does nothing: a process that was stopped in the
    /// middle must not keep its locks.</summary>
    /// <value>20 seconds. From 1 second to 10 minutes; not longer than the lease of the dispatcher.</value>
    public TimeSpan IdleInTransactionTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether processes on one schema tell each other by <c>NOTIFY</c> which inquiries have changed, so that a wait in one ends
    /// with a callback that another takes, and its dispatcher looks at once. Without it, or while the connection that listens is lost, they
    /// find out at their next look.</summary>
    /// <remarks>Takes one connection of each process that waits or dispatches. The messages hold numbers of inquiries and nothing else of
    /// them. Switch it off where a pooler between you and the server does not pass <c>LISTEN</c> on.</remarks>
    /// <value><see langword="true"/>.</value>
    public bool ListenNotify { get; set; } = true;

    // Run on every connection after our own settings: tests show with it that weaker settings are refused.
    internal string? AfterOpen { get; set; }
}
