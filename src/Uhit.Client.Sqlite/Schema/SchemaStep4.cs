namespace Uhit.Client.Sqlite.Schema;

/// <summary>What each unmatched message takes up, so that the room of a peer can be summed from an index.</summary>
internal static class SchemaStep4
{
    public const string Sql = """
        ALTER TABLE uhit_message ADD COLUMN stored_bytes INTEGER NOT NULL DEFAULT 0;
        UPDATE uhit_message SET stored_bytes =
          (SELECT r.chunk_bytes FROM uhit_receipt r WHERE r.id = uhit_message.id)
          + (SELECT COALESCE(SUM(length(u.content) + 128), 0) FROM uhit_usage u WHERE u.receipt_id = uhit_message.id)
        WHERE room = 2;
        CREATE INDEX uhit_message_unmatched ON uhit_message (client, peer, stored_bytes) WHERE room = 2;
        """;
}
