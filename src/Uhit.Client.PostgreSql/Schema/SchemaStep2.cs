namespace Uhit.Client.PostgreSql.Schema;

/// <summary>What each unmatched message takes up, so that the room of a peer can be summed from an index.</summary>
internal static class SchemaStep2
{
    public const string Sql = """
        ALTER TABLE uhit.message ADD COLUMN stored_bytes bigint NOT NULL DEFAULT 0;
        UPDATE uhit.message m SET stored_bytes =
          (SELECT coalesce(sum(octet_length(c.content)), 0)::bigint FROM uhit.chunk c WHERE c.receipt_id = m.id)
          + (SELECT coalesce(sum(octet_length(u.content) + 128), 0)::bigint FROM uhit.usage_line u WHERE u.receipt_id = m.id)
        WHERE room = 2;
        CREATE INDEX message_unmatched ON uhit.message (client, peer) INCLUDE (stored_bytes) WHERE room = 2;
        """;
}
