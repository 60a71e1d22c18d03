using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Writing;

namespace Uhit.Client.PostgreSql.Schema;

/// <summary>The version of the tables, and the steps from each to the next. A step that was released is never changed.</summary>
internal sealed class PostgreSqlSchema(string store, string schema, IReadOnlyList<string> steps)
{
    public static IReadOnlyList<string> Released { get; } = [SchemaStep1.Sql, SchemaStep2.Sql, SchemaStep3.Sql, SchemaStep4.Sql];

    public int Current => steps.Count;

    /// <summary>Brings the tables to the current version: one transaction for each step, one process at a time.</summary>
    /// <returns>The version that they had; 0 where there were none.</returns>
    public async Task<int> MigrateAsync(PgRunner runner, CancellationToken cancellationToken)
    {
        var from = -1;
        int version;
        do
        {
            version = await runner.TransactAsync(StepAsync, cancellationToken).ConfigureAwait(false);
            from = from < 0 ? version : from;
        }
        while (version < Current);
        return from;
    }

    /// <returns>The version before the step; the current one where none is left.</returns>
    private async Task<int> StepAsync(PgSession session, CancellationToken cancellationToken)
    {
        await session.QueryAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended('Uhit.Client:' || $1, 0))",
            static _ => true,
            cancellationToken,
            schema).ConfigureAwait(false);
        var version = await VersionAsync(session, cancellationToken).ConfigureAwait(false);
        if (version > Current)
        {
            throw new UhitStoreException(
                $"The store {store} has schema {version} (PostgreSqlStoreOptions.Schema \"{schema}\"), and this version of "
                + $"Uhit.Client.PostgreSql knows {Current}: it was "
                + "written by a newer one. Update this package; an older one never touches a newer store.",
                isTransient: false);
        }

        if (version < Current)
        {
            await session.DefineAsync(steps[version], cancellationToken).ConfigureAwait(false);
            await session.DefineAsync(
                $"INSERT INTO uhit.schema_version (id, version) VALUES (1, {version + 1}) ON CONFLICT (id) DO UPDATE SET version = "
                    + "excluded.version",
                cancellationToken).ConfigureAwait(false);
        }

        return version;
    }

    // Nothing is made where the tables are there: the role then needs no right to make any.
    private async Task<int> VersionAsync(PgSession session, CancellationToken cancellationToken)
    {
        var exists = await session.QueryAsync(
            "SELECT to_regnamespace($1) IS NOT NULL, to_regclass($1 || '.schema_version') IS NOT NULL",
            reader => (Schema: reader.GetBoolean(0), Version: reader.GetBoolean(1)),
            cancellationToken,
            schema).ConfigureAwait(false);
        if (!exists[0].Schema)
        {
            await session.DefineAsync($"CREATE SCHEMA \"{schema}\"", cancellationToken).ConfigureAwait(false);
        }

        if (!exists[0].Version)
        {
            await session.DefineAsync(
                "CREATE TABLE uhit.schema_version (id integer PRIMARY KEY CHECK (id = 1), version integer NOT NULL)",
                cancellationToken).ConfigureAwait(false);
        }

        var found = await session.QueryAsync(
            "SELECT version FROM uhit.schema_version", reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault();
    }
}
