namespace Uhit.Client.PostgreSql.Schema;

/// <summary>What callbacks are matched by that do not carry our RequestId, and how the bytes of a body are to be read.</summary>
/// <remarks>An inquiry whose ledger is protected gets its keys at its next change. ESI IDs are looked up in <c>inquiry_esi</c>. An
/// unmatched message without RequestId has an empty one.</remarks>
internal static class SchemaStep4
{
    public const string Sql = """
        CREATE TABLE uhit.inquiry_key (
          client text COLLATE "C" NOT NULL,
          key text COLLATE "C" NOT NULL,
          inquiry_id bigint NOT NULL REFERENCES uhit.inquiry (id) ON DELETE CASCADE,
          PRIMARY KEY (client, key, inquiry_id)
        );
        WITH readable AS MATERIALIZED (
          SELECT id, client, convert_from(ledger, 'UTF8')::json AS ledger FROM uhit.inquiry WHERE key_id IS NULL AND octet_length(ledger) > 0),
        found AS (
          SELECT id, client, 't:' || number AS key
          FROM readable, unnest(ARRAY[
            ledger #>> '{transaction,transactionId}', ledger #>> '{answer,acknowledgement,transactionId}', ledger #>> '{acceptance,acknowledgement,transactionId}']) number
          WHERE number <> ''
          UNION
          SELECT id, client, 'm:' || (send.value ->> 'messageId')
          FROM readable, json_each(CASE json_typeof(ledger -> 'sends') WHEN 'object' THEN ledger -> 'sends' ELSE '{}'::json END) send
          WHERE send.value ->> 'messageId' <> '')
        INSERT INTO uhit.inquiry_key (client, key, inquiry_id) SELECT client, key, id FROM found ON CONFLICT DO NOTHING;

        CREATE TABLE uhit.message_key (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          message_id bigint NOT NULL REFERENCES uhit.message (id) ON DELETE CASCADE,
          key text COLLATE "C",
          esi_id text COLLATE "C"
        );
        CREATE INDEX message_key_message ON uhit.message_key (message_id);
        CREATE INDEX message_key_esi ON uhit.message_key (esi_id) WHERE esi_id IS NOT NULL;

        ALTER TABLE uhit.message
          ADD COLUMN callback_path text COLLATE "C",
          ADD COLUMN soap_action text COLLATE "C",
          ADD COLUMN body_content_type text COLLATE "C",
          ADD COLUMN body_content_encoding text COLLATE "C";
        ALTER TABLE uhit.unreadable
          ADD COLUMN callback_path text COLLATE "C",
          ADD COLUMN soap_action text COLLATE "C",
          ADD COLUMN body_content_type text COLLATE "C",
          ADD COLUMN body_content_encoding text COLLATE "C";
        """;
}
