namespace Uhit.Client.Sqlite.Schema;

/// <summary>Under which Authentication ID each named client uses the store: before, only its inquiries told.</summary>
internal static class SchemaStep5
{
    public const string Sql = """
        CREATE TABLE uhit_client (
          client TEXT PRIMARY KEY,
          authentication_id TEXT NOT NULL
        ) STRICT;
        INSERT INTO uhit_client (client, authentication_id)
        SELECT client, authentication_id FROM (
          SELECT client, authentication_id, ROW_NUMBER() OVER (PARTITION BY client ORDER BY is_finished, created_at DESC, id DESC) AS place FROM uhit_inquiry)
        WHERE place = 1;
        """;
}
