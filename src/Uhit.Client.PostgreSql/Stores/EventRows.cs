using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of events and of the streams that they are in.</summary>
internal static class EventRows
{
    /// <summary>Makes the stream with its lease, or holds the one there is until the transaction ends.</summary>
    public const string HoldStreamSql = """
        WITH held AS (
          INSERT INTO uhit.stream AS s (client, request_id) VALUES ($1, $2)
          ON CONFLICT (client, request_id) DO UPDATE SET appended = s.appended + 1
          RETURNING s.id)
        INSERT INTO uhit.lease (stream_id) SELECT id FROM held ON CONFLICT (stream_id) DO NOTHING
        """;

    public const string InsertSql = """
        INSERT INTO uhit.event (stream_id, client, environment, kind, event_key, occurred_at, receipt, content, key_id)
        SELECT s.id, s.client, $3, $4, $5, $6, $7, $8, $9 FROM uhit.stream s WHERE s.client = $1 AND s.request_id = $2
        ON CONFLICT (client, event_key) DO NOTHING
        """;

    public static void Append(
        PgBatch batch, string client, UhitEnvironment environment, RequestId requestId, IReadOnlyCollection<NewStoredEvent> events)
    {
        if (events.Count > 0)
        {
            batch.Add(HoldStreamSql, client, requestId.Value);
        }

        var keyId = batch.Session.KeyId;
        foreach (var newEvent in events)
        {
            batch.Add(
                InsertSql,
                client,
                requestId.Value,
                environment,
                newEvent.Kind,
                newEvent.Key,
                newEvent.OccurredAt,
                PgValue.OrNull(newEvent.Receipt),
                batch.Session.Protect(keyId, StoreJson.WriteContent(newEvent)),
                PgValue.OrNull(keyId));
        }
    }
}
