using Uhit.Client;
using Uhit.Client.Inquiries;
using Uhit.Client.PostgreSql;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Cli.Runtime;

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

    /// <summary>The environment and the Authentication ID of the newest inquiry: a store belongs to one environment. Both are null where it has no inquiry.</summary>
    public async Task<(UhitEnvironment? Environment, string? AuthenticationId)> IdentityAsync(CancellationToken cancellationToken)
    {
        IUhitStore store = IsPostgreSql
            ? new PostgreSqlUhitStore(new PostgreSqlStoreOptions { ConnectionString = Place })
            : new SqliteUhitStore(new SqliteStoreOptions { Path = Place });
        await using (store.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            var newest = await store.Inquiries.ListAsync(null, new InquiryQuery { Limit = 1 }, cancellationToken)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return (newest?.Environment, newest?.AuthenticationId.Value);
        }
    }
}
