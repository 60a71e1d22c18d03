namespace Uhit.Client.Sqlite.Schema;

/// <summary>The first version.</summary>
/// <remarks>Rowid tables with narrow unique indexes: a random wide primary key caps SQLite at a fraction of the rate. <c>key_id</c> names
/// the key of what is encrypted in a row; null means that it is not. Instants are UTC ticks.</remarks>
internal static class SchemaStep1
{
    public const string Sql = """
        CREATE TABLE uhit_inquiry (
          id INTEGER PRIMARY KEY,
          client TEXT NOT NULL,
          environment INTEGER NOT NULL,
          request_id TEXT NOT NULL,
          client_reference TEXT,
          authentication_id TEXT NOT NULL,
          wire_format TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          sending INTEGER NOT NULL,
          is_finished INTEGER NOT NULL,
          due_at INTEGER,
          overdue_at INTEGER,
          due_reported INTEGER NOT NULL,
          overdue_reported INTEGER NOT NULL,
          next_deadline INTEGER,
          inquiry BLOB NOT NULL,
          ledger BLOB NOT NULL,
          key_id TEXT
        ) STRICT;
        CREATE UNIQUE INDEX uhit_inquiry_request ON uhit_inquiry (client, request_id);
        CREATE UNIQUE INDEX uhit_inquiry_reference ON uhit_inquiry (client, client_reference) WHERE client_reference IS NOT NULL;
        CREATE INDEX uhit_inquiry_created ON uhit_inquiry (created_at);
        CREATE INDEX uhit_inquiry_client ON uhit_inquiry (client, created_at);
        CREATE INDEX uhit_inquiry_sending ON uhit_inquiry (client, sending, created_at);
        CREATE INDEX uhit_inquiry_finished ON uhit_inquiry (client, is_finished, created_at);
        CREATE INDEX uhit_inquiry_deadline ON uhit_inquiry (client, next_deadline) WHERE next_deadline IS NOT NULL;

        CREATE TABLE uhit_receipt (
          id INTEGER PRIMARY KEY,
          receipt BLOB NOT NULL,
          last_append INTEGER NOT NULL,
          state INTEGER NOT NULL DEFAULT 0,
          chunk_count INTEGER NOT NULL DEFAULT 0,
          chunk_bytes INTEGER NOT NULL DEFAULT 0,
          usage_count INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE UNIQUE INDEX uhit_receipt_receipt ON uhit_receipt (receipt);
        CREATE INDEX uhit_receipt_staged ON uhit_receipt (last_append) WHERE state = 0;

        CREATE TABLE uhit_chunk (
          id INTEGER PRIMARY KEY,
          receipt_id INTEGER NOT NULL REFERENCES uhit_receipt (id) ON DELETE CASCADE,
          ordinal INTEGER NOT NULL,
          key_id TEXT,
          content BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX uhit_chunk_ordinal ON uhit_chunk (receipt_id, ordinal);

        CREATE TABLE uhit_usage (
          id INTEGER PRIMARY KEY,
          receipt_id INTEGER NOT NULL REFERENCES uhit_receipt (id) ON DELETE CASCADE,
          ordinal INTEGER NOT NULL,
          line_number INTEGER NOT NULL,
          esi_id TEXT NOT NULL,
          received INTEGER NOT NULL,
          key_id TEXT,
          content BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX uhit_usage_ordinal ON uhit_usage (receipt_id, ordinal);

        CREATE TABLE uhit_message (
          id INTEGER PRIMARY KEY REFERENCES uhit_receipt (id),
          identity BLOB NOT NULL,
          room INTEGER NOT NULL,
          client TEXT NOT NULL,
          environment INTEGER NOT NULL,
          peer TEXT NOT NULL,
          operation INTEGER NOT NULL,
          message_key TEXT NOT NULL,
          request_id TEXT NOT NULL,
          digest BLOB NOT NULL,
          digest_version INTEGER NOT NULL,
          wire_format TEXT NOT NULL,
          received_at INTEGER NOT NULL,
          order_at INTEGER NOT NULL,
          body_encoding TEXT NOT NULL,
          body_length INTEGER NOT NULL,
          body_sha256 BLOB NOT NULL,
          usage_count INTEGER NOT NULL,
          key_id TEXT,
          header BLOB NOT NULL,
          part BLOB,
          unmatched_event BLOB,
          answer_soap11 BLOB NOT NULL,
          answer_soap12 BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX uhit_message_identity ON uhit_message (identity);
        CREATE INDEX uhit_message_request ON uhit_message (client, request_id);
        CREATE INDEX uhit_message_room ON uhit_message (room, received_at);

        CREATE TABLE uhit_unreadable (
          id INTEGER PRIMARY KEY REFERENCES uhit_receipt (id),
          client TEXT NOT NULL,
          environment INTEGER NOT NULL,
          peer TEXT NOT NULL,
          received_at INTEGER NOT NULL,
          reason TEXT NOT NULL,
          operation INTEGER,
          message_key TEXT,
          body_encoding TEXT NOT NULL,
          body_length INTEGER NOT NULL,
          body_sha256 BLOB NOT NULL,
          stored_bytes INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX uhit_unreadable_body ON uhit_unreadable (client, body_sha256, reason);
        CREATE INDEX uhit_unreadable_received ON uhit_unreadable (received_at);

        -- What the room of a client holds: summing its rows for each that comes would cost the more the fuller it is.
        CREATE TABLE uhit_unreadable_room (
          client TEXT PRIMARY KEY,
          entries INTEGER NOT NULL,
          stored_bytes INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER uhit_unreadable_added AFTER INSERT ON uhit_unreadable BEGIN
          INSERT INTO uhit_unreadable_room (client, entries, stored_bytes) VALUES (new.client, 1, new.stored_bytes)
          ON CONFLICT (client) DO UPDATE SET entries = entries + 1, stored_bytes = stored_bytes + excluded.stored_bytes;
        END;
        CREATE TRIGGER uhit_unreadable_removed AFTER DELETE ON uhit_unreadable BEGIN
          UPDATE uhit_unreadable_room SET entries = entries - 1, stored_bytes = stored_bytes - old.stored_bytes WHERE client = old.client;
        END;

        CREATE TABLE uhit_stream (
          id INTEGER PRIMARY KEY,
          client TEXT NOT NULL,
          request_id TEXT NOT NULL,
          token INTEGER NOT NULL DEFAULT 0,
          lease_until INTEGER NOT NULL DEFAULT 0,
          owner TEXT
        ) STRICT;
        CREATE UNIQUE INDEX uhit_stream_request ON uhit_stream (client, request_id);

        -- state: 0 waits, 1 is finished; others are left for rooms to come. AUTOINCREMENT: an order that is never reused.
        CREATE TABLE uhit_event (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          stream_id INTEGER NOT NULL REFERENCES uhit_stream (id),
          client TEXT NOT NULL,
          environment INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          event_key TEXT NOT NULL,
          occurred_at INTEGER NOT NULL,
          receipt BLOB,
          state INTEGER NOT NULL DEFAULT 0,
          not_before INTEGER NOT NULL DEFAULT 0,
          key_id TEXT,
          content BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX uhit_event_key ON uhit_event (client, event_key);
        CREATE INDEX uhit_event_queue ON uhit_event (client, kind, sequence) WHERE state = 0;
        CREATE INDEX uhit_event_stream ON uhit_event (stream_id, sequence) WHERE state = 0;

        CREATE TABLE uhit_event_handler (
          sequence INTEGER NOT NULL REFERENCES uhit_event (sequence) ON DELETE CASCADE,
          handler TEXT NOT NULL,
          failures INTEGER NOT NULL DEFAULT 0,
          is_complete INTEGER NOT NULL DEFAULT 0,
          not_before INTEGER,
          error_type TEXT,
          PRIMARY KEY (sequence, handler)
        ) STRICT, WITHOUT ROWID;
        """;
}
