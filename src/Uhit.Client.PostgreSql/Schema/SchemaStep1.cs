namespace Uhit.Client.PostgreSql.Schema;

/// <summary>The first version.</summary>
/// <remarks>Every text is compared byte by byte (collation "C"): in order, and never touched by an update of the system's languages, which
/// would damage its indexes. <c>key_id</c> names the key of what is encrypted in a row; null means that it is not. Instants are UTC ticks.
/// Bodies and usage are packed already: EXTERNAL storage saves the server the second try.</remarks>
internal static class SchemaStep1
{
    public const string Sql = """
        CREATE TABLE uhit.inquiry (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          client text COLLATE "C" NOT NULL,
          environment integer NOT NULL,
          request_id text COLLATE "C" NOT NULL,
          client_reference text COLLATE "C",
          authentication_id text COLLATE "C" NOT NULL,
          wire_format text COLLATE "C" NOT NULL,
          created_at bigint NOT NULL,
          sending integer NOT NULL,
          is_finished boolean NOT NULL,
          due_at bigint,
          overdue_at bigint,
          due_reported boolean NOT NULL,
          overdue_reported boolean NOT NULL,
          next_deadline bigint,
          purged_at bigint,
          details_purged boolean NOT NULL DEFAULT false,
          key_id text COLLATE "C",
          inquiry bytea NOT NULL,
          ledger bytea NOT NULL
        );
        CREATE UNIQUE INDEX inquiry_request ON uhit.inquiry (client, request_id);
        CREATE UNIQUE INDEX inquiry_reference ON uhit.inquiry (client, client_reference) WHERE client_reference IS NOT NULL;
        CREATE INDEX inquiry_created ON uhit.inquiry (created_at, id);
        CREATE INDEX inquiry_client ON uhit.inquiry (client, created_at, id);
        CREATE INDEX inquiry_sending ON uhit.inquiry (client, sending, created_at, id);
        CREATE INDEX inquiry_finished ON uhit.inquiry (client, is_finished, created_at, id);
        CREATE INDEX inquiry_deadline ON uhit.inquiry (client, next_deadline, id) WHERE next_deadline IS NOT NULL;
        CREATE INDEX inquiry_details ON uhit.inquiry (client, created_at, id) WHERE is_finished AND NOT details_purged;

        -- Which inquiries ask for an ESI ID; it stays readable here and in usage_line where contents are protected: it is what a purge looks for.
        CREATE TABLE uhit.inquiry_esi (
          esi_id text COLLATE "C" NOT NULL,
          inquiry_id bigint NOT NULL REFERENCES uhit.inquiry (id) ON DELETE CASCADE,
          PRIMARY KEY (esi_id, inquiry_id)
        );

        -- state: 0 staged, 1 committed, 2 unreadable.
        CREATE TABLE uhit.receipt (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          receipt uuid NOT NULL,
          last_append bigint NOT NULL,
          state integer NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX receipt_receipt ON uhit.receipt (receipt);
        CREATE INDEX receipt_staged ON uhit.receipt (last_append) WHERE state = 0;

        CREATE TABLE uhit.chunk (
          receipt_id bigint NOT NULL REFERENCES uhit.receipt (id) ON DELETE CASCADE,
          ordinal integer NOT NULL,
          key_id text COLLATE "C",
          content bytea NOT NULL,
          PRIMARY KEY (receipt_id, ordinal)
        );
        ALTER TABLE uhit.chunk ALTER COLUMN content SET STORAGE EXTERNAL;

        CREATE TABLE uhit.usage_line (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          receipt_id bigint NOT NULL REFERENCES uhit.receipt (id) ON DELETE CASCADE,
          ordinal integer NOT NULL,
          line_number integer NOT NULL,
          esi_id text COLLATE "C" NOT NULL,
          received integer NOT NULL,
          key_id text COLLATE "C",
          content bytea NOT NULL
        );
        ALTER TABLE uhit.usage_line ALTER COLUMN content SET STORAGE EXTERNAL;
        CREATE UNIQUE INDEX usage_line_ordinal ON uhit.usage_line (receipt_id, ordinal);
        CREATE INDEX usage_line_esi ON uhit.usage_line (esi_id, receipt_id);

        -- usage_count is what the message had, body_chunks and usage_left are what is there.
        CREATE TABLE uhit.message (
          id bigint PRIMARY KEY REFERENCES uhit.receipt (id),
          identity bytea NOT NULL,
          room integer NOT NULL,
          client text COLLATE "C" NOT NULL,
          environment integer NOT NULL,
          peer text COLLATE "C" NOT NULL,
          operation integer NOT NULL,
          message_key text COLLATE "C" NOT NULL,
          request_id text COLLATE "C" NOT NULL,
          digest bytea NOT NULL,
          digest_version integer NOT NULL,
          wire_format text COLLATE "C" NOT NULL,
          received_at bigint NOT NULL,
          order_at bigint NOT NULL,
          body_encoding text COLLATE "C" NOT NULL,
          body_length bigint NOT NULL,
          body_sha256 bytea NOT NULL,
          body_chunks integer NOT NULL,
          usage_count integer NOT NULL,
          usage_left integer NOT NULL,
          has_content boolean NOT NULL DEFAULT true,
          purged_at bigint,
          key_id text COLLATE "C",
          header bytea NOT NULL,
          part bytea,
          unmatched_event bytea,
          answer_soap11 bytea NOT NULL,
          answer_soap12 bytea NOT NULL
        );
        CREATE UNIQUE INDEX message_identity ON uhit.message (identity);
        CREATE INDEX message_request ON uhit.message (client, request_id);
        CREATE INDEX message_room ON uhit.message (room, received_at, id) INCLUDE (usage_left);
        CREATE INDEX message_client ON uhit.message (room, client, received_at, id) INCLUDE (usage_left);
        CREATE INDEX message_content ON uhit.message (client, received_at, id) WHERE has_content;
        CREATE INDEX message_empty ON uhit.message (client, received_at, id) WHERE NOT has_content;

        CREATE TABLE uhit.unreadable (
          id bigint PRIMARY KEY REFERENCES uhit.receipt (id),
          client text COLLATE "C" NOT NULL,
          environment integer NOT NULL,
          peer text COLLATE "C" NOT NULL,
          received_at bigint NOT NULL,
          reason text COLLATE "C" NOT NULL,
          operation integer,
          message_key text COLLATE "C",
          body_encoding text COLLATE "C" NOT NULL,
          body_length bigint NOT NULL,
          body_sha256 bytea NOT NULL,
          stored_bytes bigint NOT NULL
        );
        CREATE UNIQUE INDEX unreadable_body ON uhit.unreadable (client, body_sha256, reason);
        CREATE INDEX unreadable_received ON uhit.unreadable (received_at, id);
        CREATE INDEX unreadable_client ON uhit.unreadable (client, received_at, id);

        -- What the room of a client holds: summing its rows for each that comes would cost the more the fuller it is. Its row is the lock of the room.
        CREATE TABLE uhit.unreadable_room (
          client text COLLATE "C" PRIMARY KEY,
          entries bigint NOT NULL,
          stored_bytes bigint NOT NULL
        );

        -- One row for each inquiry that has events. Who appends holds it until the commit, so that the events of an inquiry become visible in the order of their
        -- numbers. The claim is a row of its own: a handler that holds it stops no one who appends.
        CREATE TABLE uhit.stream (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          client text COLLATE "C" NOT NULL,
          request_id text COLLATE "C" NOT NULL,
          appended bigint NOT NULL DEFAULT 1
        ) WITH (fillfactor = 80);
        CREATE UNIQUE INDEX stream_request ON uhit.stream (client, request_id);

        CREATE TABLE uhit.lease (
          stream_id bigint PRIMARY KEY REFERENCES uhit.stream (id) ON DELETE CASCADE,
          token bigint NOT NULL DEFAULT 0,
          lease_until bigint NOT NULL DEFAULT 0,
          owner text COLLATE "C"
        ) WITH (fillfactor = 80);

        -- state: 0 waits, 1 is finished. not_before: 0 may be tried at once. claims: how often it was handed out; open_claims: how many of the latest times nothing
        -- came of it; is_replayed: somebody asked for one of its handlers since it was claimed.
        CREATE TABLE uhit.event (
          sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          stream_id bigint NOT NULL REFERENCES uhit.stream (id),
          client text COLLATE "C" NOT NULL,
          environment integer NOT NULL,
          kind integer NOT NULL,
          event_key text COLLATE "C" NOT NULL,
          occurred_at bigint NOT NULL,
          receipt uuid,
          state integer NOT NULL DEFAULT 0,
          not_before bigint NOT NULL DEFAULT 0,
          claims integer NOT NULL DEFAULT 0,
          open_claims integer NOT NULL DEFAULT 0,
          is_replayed boolean NOT NULL DEFAULT false,
          key_id text COLLATE "C",
          content bytea NOT NULL
        );
        CREATE UNIQUE INDEX event_key ON uhit.event (client, event_key);
        CREATE INDEX event_queue ON uhit.event (client, kind, not_before, sequence) WHERE state = 0;
        CREATE INDEX event_waiting ON uhit.event (stream_id, sequence) WHERE state = 0;
        CREATE INDEX event_stream ON uhit.event (stream_id, sequence);

        CREATE TABLE uhit.event_handler (
          sequence bigint NOT NULL REFERENCES uhit.event (sequence) ON DELETE CASCADE,
          handler text COLLATE "C" NOT NULL,
          failures integer NOT NULL DEFAULT 0,
          is_complete boolean NOT NULL DEFAULT false,
          replays integer NOT NULL DEFAULT 0,
          not_before bigint,
          died_at bigint,
          error_type text COLLATE "C",
          PRIMARY KEY (sequence, handler)
        );
        CREATE INDEX event_handler_dead ON uhit.event_handler (sequence, handler) WHERE died_at IS NOT NULL;
        """;
}
