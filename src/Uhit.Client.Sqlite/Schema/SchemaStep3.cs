namespace Uhit.Client.Sqlite.Schema;

/// <summary>Purging: what was purged and when, and which inquiries ask for an ESI ID.</summary>
/// <remarks>An ESI ID stays readable in <c>uhit_inquiry_esi</c> and <c>uhit_usage</c> where contents are
/// protected: it is what a purge looks for.</remarks>
internal static class SchemaStep3
{
    public const string Sql = """
        ALTER TABLE uhit_inquiry ADD COLUMN purged_at INTEGER;
        ALTER TABLE uhit_inquiry ADD COLUMN details_purged INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX uhit_inquiry_details ON uhit_inquiry (client, created_at) WHERE is_finished = 1 AND details_purged = 0;

        CREATE TABLE uhit_inquiry_esi (
          esi_id TEXT NOT NULL,
          inquiry_id INTEGER NOT NULL REFERENCES uhit_inquiry (id),
          PRIMARY KEY (esi_id, inquiry_id)
        ) STRICT, WITHOUT ROWID;
        INSERT OR IGNORE INTO uhit_inquiry_esi (esi_id, inquiry_id)
        SELECT json_extract(line.value, '$.esiId'), i.id FROM uhit_inquiry i, json_each(CAST(i.inquiry AS TEXT), '$.lines') line WHERE i.key_id IS NULL;

        ALTER TABLE uhit_message ADD COLUMN purged_at INTEGER;
        ALTER TABLE uhit_message ADD COLUMN has_content INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX uhit_message_content ON uhit_message (client, received_at) WHERE has_content = 1;
        CREATE INDEX uhit_message_empty ON uhit_message (client, received_at) WHERE has_content = 0;

        CREATE INDEX uhit_usage_esi ON uhit_usage (esi_id);
        CREATE INDEX uhit_event_of_stream ON uhit_event (stream_id, sequence);
        """;
}
