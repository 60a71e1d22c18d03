using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of events and of the streams that they are in.</summary>
internal static class EventRows
{
    /// <summary>Makes the stream; in PostgreSQL with its lease, and holds the one there is until the transaction ends.</summary>
    public const string HoldStreamSql = """
        /*sqlite INSERT INTO uhit.stream (client, request_id) VALUES ($1, $2) ON CONFLICT (client, request_id) DO NOTHING*/
        /*postgresql WITH held AS (
          INSERT INTO uhit.stream AS s (client, request_id) VALUES ($1, $2)
          ON CONFLICT (client, request_id) DO UPDATE SET appended = s.appended + 1
          RETURNING s.id)
        INSERT INTO uhit.lease (stream_id) SELECT id FROM held ON CONFLICT (stream_id) DO NOTHING*/
        """;

    public const string InsertSql = """
        INSERT INTO uhit.event (stream_id, client, environment, kind, event_key, occurred_at, receipt, content, key_id)
        SELECT s.id, s.client, $3, $4, $5, $6, $7, $8, $9 FROM uhit.stream s WHERE s.client = $1 AND s.request_id = $2
        ON CONFLICT (client, event_key) DO NOTHING
        """;

    public static IEnumerable<Statement> Append(
        RelationalSession session, string client, UhitEnvironment environment, RequestId requestId,
        IReadOnlyCollection<StoredEvent> events)
    {
        if (events.Count == 0)
        {
            yield break;
        }

        yield return new Statement(HoldStreamSql, client, requestId.Value);
        session.NoteChange(requestId);
        var keyId = session.KeyId;
        foreach (var newEvent in events)
        {
            yield return new Statement(
                InsertSql,
                client,
                requestId.Value,
                environment,
                newEvent.Kind,
                newEvent.Key,
                newEvent.OccurredAt,
                Sql.OrNull(newEvent.Receipt),
                session.Protect(keyId, StoreJson.WriteContent(newEvent)),
                Sql.OrNull(keyId));
        }
    }
}
