using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of events and of the streams that they are in.</summary>
internal static class EventRows
{
    private const string EnsureStream =
        "INSERT INTO uhit_stream (client, request_id) VALUES ($1, $2) ON CONFLICT (client, request_id) DO NOTHING";

    private const string Insert = """
        INSERT INTO uhit_event (stream_id, client, environment, kind, event_key, occurred_at, receipt, content, key_id)
        VALUES ((SELECT id FROM uhit_stream WHERE client = $1 AND request_id = $2), $1, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (client, event_key) DO NOTHING
        """;

    public static void Append(
        SqliteSession session, string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent)
    {
        var keyId = session.KeyId;
        session.Execute(EnsureStream, client, requestId.Value);
        session.Execute(
            Insert,
            client,
            requestId.Value,
            environment,
            newEvent.Kind,
            newEvent.Key,
            newEvent.OccurredAt,
            newEvent.Receipt,
            session.Protect(keyId, StoreJson.WriteContent(newEvent)),
            keyId);
    }
}
