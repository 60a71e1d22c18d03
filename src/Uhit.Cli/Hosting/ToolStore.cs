using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Uhit.Cli.Errors;
using Uhit.Client;
using Uhit.Client.PostgreSql;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Cli.Hosting;

/// <summary>Which store a verb works on: a SQLite file, or a PostgreSQL database.</summary>
/// <param name="Place">The full path, or the connection string.</param>
/// <param name="IsPostgreSql">Which of the two.</param>
internal sealed record ToolStore(string Place, bool IsPostgreSql)
{
    /// <summary>What a connection string begins with on the command line.</summary>
    public const string PostgreSqlPrefix = "postgres:";

    public static ToolStore Parse(string text) => text.StartsWith(PostgreSqlPrefix, StringComparison.OrdinalIgnoreCase)
        ? new ToolStore(text[PostgreSqlPrefix.Length..], IsPostgreSql: true)
        : new ToolStore(Path.GetFullPath(text), IsPostgreSql: false);

    /// <summary>Gives it to a client.</summary>
    public void UseFor(UhitClientBuilder builder) => _ = IsPostgreSql ? builder.UsePostgreSql(Place) : builder.UseSqlite(Place);

    /// <summary>Whose it is. An application names its clients as it likes, so the names are looked for in what is stored.</summary>
    /// <param name="client">The client that the user named; <see langword="null"/> to take the only one.</param>
    /// <param name="fallback">The name where nothing is stored yet.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ToolException">There are several clients and none was named, the one that was named is not
    /// among them, or the database has no store.</exception>
    public async Task<Identity> IdentityAsync(string? client, string fallback, CancellationToken cancellationToken)
    {
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var noted = await store.Maintenance.GetAuthenticationIdsAsync(cancellationToken).ConfigureAwait(false);
            var found = await ClientsAsync(store, cancellationToken).ConfigureAwait(false);
            found.UnionWith(noted.Keys);
            var name = client ?? (found.Count == 0 ? fallback : found.Count == 1 ? found.Min! : throw Choose("has several clients", found));
            if (found.Count > 0 && !found.Contains(name))
            {
                throw Choose($"has no client '{name}'", found);
            }

            // What waits comes first: it is refused under any other ID.
            var newest = await NewestAsync(store, name, isFinished: false, cancellationToken).ConfigureAwait(false)
                ?? await NewestAsync(store, name, isFinished: null, cancellationToken).ConfigureAwait(false);
            var id = newest is { IsFinished: false } ? newest.AuthenticationId
                : noted.TryGetValue(name, out var known) ? known
                : newest?.AuthenticationId;
            return new Identity(name, newest?.Environment, id?.Value);
        }
    }

    /// <summary>Opens it, for a verb that only looks.</summary>
    /// <exception cref="ToolException">The database has no store.</exception>
    public async Task<IUhitStore> OpenAsync(CancellationToken cancellationToken)
    {
        if (IsPostgreSql && !await HasTablesAsync(Place, cancellationToken).ConfigureAwait(false))
        {
            throw new ToolException(
                "--store: there is no store in this database yet; 'uhit listen', 'uhit request' or your application make it.")
            {
                IsWrongUse = true,
            };
        }

        IUhitStore store = IsPostgreSql
            ? new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = Place })
            : new SqliteUhitStore(new SqliteStoreOptions { Path = Place });
        try
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A verb that only looks must not make a store in a database that was mistyped. True also where the database can't
    // be asked: the store says in its own words what is wrong.
    private static async Task<bool> HasTablesAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Enlist = false }.ConnectionString);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                var command = connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
                    command.CommandText = "SELECT to_regclass($1) IS NOT NULL";
                    command.Parameters
                        .Add(new NpgsqlParameter<string> { TypedValue = new PostgreSqlStoreOptions().Schema + ".schema_version" });
                    return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
                }
            }
        }
        catch (Exception exception)
            when (exception is DbException or ArgumentException or FormatException or InvalidCastException or InvalidOperationException
                or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return true;
        }
    }

    private static ValueTask<InquiryRecord?> NewestAsync(
        IUhitStore store, string client, bool? isFinished, CancellationToken cancellationToken) =>
        store.Inquiries.ListAsync(client, new InquiryQuery { Limit = 1, IsFinished = isFinished }, cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);

    private static async Task<SortedSet<string>> ClientsAsync(IUhitStore store, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var record in store.Inquiries.ListAsync(null, InquiryQuery.All, cancellationToken).ConfigureAwait(false))
        {
            found.Add(record.Client);
        }

        foreach (var room in new[] { InboxRoom.Unmatched, InboxRoom.Unreadable })
        {
            await foreach (var entry in store.Inbox.ListAsync(null, room, cancellationToken).ConfigureAwait(false))
            {
                found.Add(entry.Client);
            }
        }

        return found;
    }

    private static ToolException Choose(string what, SortedSet<string> found) =>
        new($"The store {what}. Add --client with one of: {string.Join(", ", found)}.") { IsWrongUse = true };

    /// <summary>Whose a store is, as far as what is in it says so.</summary>
    /// <param name="Client">The named client.</param>
    /// <param name="Environment">Its environment; <see langword="null"/> where it has no inquiry.</param>
    /// <param name="AuthenticationId">Who it is to CNP; <see langword="null"/> where neither an inquiry nor a receiver told.</param>
    internal sealed record Identity(string Client, UhitEnvironment? Environment, string? AuthenticationId);
}
