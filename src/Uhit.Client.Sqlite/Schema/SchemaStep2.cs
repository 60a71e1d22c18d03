namespace Uhit.Client.Sqlite.Schema;

/// <summary>The second version: claims are counted, and handlers are given up.</summary>
/// <remarks><c>claims</c>: how often an event was handed out; <c>open_claims</c>: how many of the latest times nothing came of it;
/// <c>is_replayed</c>: somebody asked for one of its handlers since it was claimed. The queue is in the order in which events may be tried,
/// so that those that wait for a retry are not walked over.</remarks>
internal static class SchemaStep2
{
    public const string Sql = """
        ALTER TABLE uhit_event ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE uhit_event ADD COLUMN open_claims INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE uhit_event ADD COLUMN is_replayed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE uhit_event_handler ADD COLUMN replays INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE uhit_event_handler ADD COLUMN died_at INTEGER;
        CREATE INDEX uhit_event_handler_dead ON uhit_event_handler (sequence, handler) WHERE died_at IS NOT NULL;
        DROP INDEX uhit_event_queue;
        CREATE INDEX uhit_event_queue ON uhit_event (client, kind, not_before, sequence) WHERE state = 0;
        """;
}
