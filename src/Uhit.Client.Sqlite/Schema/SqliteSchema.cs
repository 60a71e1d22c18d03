using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Schema;

/// <summary>The version of the tables, and the steps from each to the next. A step that was released is never changed.</summary>
internal static class SqliteSchema
{
    public static IReadOnlyList<string> Released { get; } =
        [SchemaStep1.Sql, SchemaStep2.Sql, SchemaStep3.Sql, SchemaStep4.Sql, SchemaStep5.Sql, SchemaStep6.Sql];

    public static int Current => Released.Count;

    /// <summary>Brings the file to the current version, in one transaction.</summary>
    /// <returns>The version that it had; 0 for a new one.</returns>
    public static int Migrate(SqliteSession session, string path)
    {
        session.Begin();
        session.Execute("CREATE TABLE IF NOT EXISTS uhit_schema (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT");
        var version = (int)(session.Number("SELECT version FROM uhit_schema") ?? 0);
        if (version > Current)
        {
            session.Rollback();
            throw new UhitStoreException(
                $"The store {path} (SqliteStoreOptions.Path) has schema {version}, and this version of Uhit.Client.Sqlite knows {Current}: "
                + "it was written by a newer one. "
                + "Update this package; an older one never touches a newer store.",
                isTransient: false);
        }

        if (version < Current)
        {
            foreach (var step in Released.Skip(version))
            {
                session.Script(step);
            }

            session.Execute(
                "INSERT INTO uhit_schema (id, version) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET version = excluded.version",
                (long)Current);
        }

        session.Commit();
        return version;
    }
}
