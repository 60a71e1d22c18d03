using Microsoft.Extensions.DependencyInjection;
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
    public void UseFor(IUhitClientBuilder builder) => _ = IsPostgreSql ? builder.UsePostgreSql(Place) : builder.UseSqlite(Place);

    /// <summary>Whose it is. An application names its clients as it likes, so the names are looked for in what is stored.</summary>
    /// <param name="client">The client that the user named; <see langword="null"/> to take the only one.</param>
    /// <param name="fallback">The name where nothing is stored yet.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ToolException">There are several clients and none was named, the one that was named is not among them, or the database has no store.</exception>
    public async Task<StoreIdentity> IdentityAsync(string? client, string fallback, CancellationToken cancellationToken)
    {
        if (IsPostgreSql && !await PostgreSqlTables.AreThereAsync(Place, cancellationToken).ConfigureAwait(false))
        {
            throw new ToolException("--store: there is no store in this database yet; 'uhit listen', 'uhit request' or your application make it.") { IsWrongUse = true };
        }

        IUhitStore store = IsPostgreSql
            ? new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = Place })
            : new SqliteUhitStore(new SqliteStoreOptions { Path = Place });
        await using (store.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
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
            AuthenticationId? id = newest is { IsFinished: false } ? newest.AuthenticationId : noted.TryGetValue(name, out var known) ? known : newest?.AuthenticationId;
            return new StoreIdentity(name, newest?.Environment, id?.Value);
        }
    }

    private static ValueTask<InquiryRecord?> NewestAsync(IUhitStore store, string client, bool? isFinished, CancellationToken cancellationToken) =>
        store.Inquiries.ListAsync(client, new InquiryQuery { Limit = 1, IsFinished = isFinished }, cancellationToken).FirstOrDefaultAsync(cancellationToken);

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
}
