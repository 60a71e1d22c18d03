namespace Uhit.Client.PostgreSql.Schema;

/// <summary>Under which Authentication ID each named client uses the store: before, only its inquiries told.</summary>
internal static class SchemaStep3
{
    public const string Sql = """
        CREATE TABLE uhit.client (
          client text COLLATE "C" PRIMARY KEY,
          authentication_id text COLLATE "C" NOT NULL
        );
        INSERT INTO uhit.client (client, authentication_id)
        SELECT DISTINCT ON (client) client, authentication_id FROM uhit.inquiry ORDER BY client, is_finished, created_at DESC, id DESC;
        """;
}
