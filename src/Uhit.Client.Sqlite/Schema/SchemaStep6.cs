namespace Uhit.Client.Sqlite.Schema;

/// <summary>What callbacks are matched by that do not carry our RequestId, and how the bytes of a body are to be read.</summary>
/// <remarks>An inquiry whose ledger is protected gets its keys at its next change. ESI IDs are looked up in <c>uhit_inquiry_esi</c>. An
/// unmatched message without RequestId has an empty one.</remarks>
internal static class SchemaStep6
{
    public const string Sql = """
        CREATE TABLE uhit_inquiry_key (
          client TEXT NOT NULL,
          key TEXT NOT NULL,
          inquiry_id INTEGER NOT NULL REFERENCES uhit_inquiry (id),
          PRIMARY KEY (client, key, inquiry_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TEMP TABLE uhit_readable AS
        SELECT id, client, CAST(ledger AS TEXT) AS ledger FROM uhit_inquiry WHERE key_id IS NULL AND json_valid(CAST(ledger AS TEXT));
        INSERT OR IGNORE INTO uhit_inquiry_key (client, key, inquiry_id)
        SELECT i.client, 't:' || found.value, i.id
        FROM temp.uhit_readable i, json_each(json_array(
          json_extract(i.ledger, '$.transaction.transactionId'),
          json_extract(i.ledger, '$.answer.acknowledgement.transactionId'),
          json_extract(i.ledger, '$.acceptance.acknowledgement.transactionId'))) found
        WHERE found.value <> '';
        INSERT OR IGNORE INTO uhit_inquiry_key (client, key, inquiry_id)
        SELECT i.client, 'm:' || json_extract(send.value, '$.messageId'), i.id
        FROM temp.uhit_readable i, json_each(i.ledger, '$.sends') send
        WHERE json_extract(send.value, '$.messageId') <> '';
        DROP TABLE temp.uhit_readable;

        CREATE TABLE uhit_message_key (
          id INTEGER PRIMARY KEY,
          message_id INTEGER NOT NULL REFERENCES uhit_message (id) ON DELETE CASCADE,
          key TEXT,
          esi_id TEXT
        ) STRICT;
        CREATE INDEX uhit_message_key_message ON uhit_message_key (message_id);
        CREATE INDEX uhit_message_key_esi ON uhit_message_key (esi_id) WHERE esi_id IS NOT NULL;

        ALTER TABLE uhit_message ADD COLUMN callback_path TEXT;
        ALTER TABLE uhit_message ADD COLUMN soap_action TEXT;
        ALTER TABLE uhit_message ADD COLUMN body_content_type TEXT;
        ALTER TABLE uhit_message ADD COLUMN body_content_encoding TEXT;
        ALTER TABLE uhit_unreadable ADD COLUMN callback_path TEXT;
        ALTER TABLE uhit_unreadable ADD COLUMN soap_action TEXT;
        ALTER TABLE uhit_unreadable ADD COLUMN body_content_type TEXT;
        ALTER TABLE uhit_unreadable ADD COLUMN body_content_encoding TEXT;
        """;
}
