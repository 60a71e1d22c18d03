using Microsoft.Data.Sqlite;
using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of events and of the streams that they are in.</summary>
internal static class EventRows
{
    private const string EnsureStream = "INSERT INTO uhit_stream (client, request_id) VALUES ($1, $2) ON CONFLICT (client, request_id) DO NOTHING";

    private const string Insert = """
        INSERT INTO uhit_event (stream_id, client, environment, kind, event_key, occurred_at, receipt, content, key_id)
        VALUES ((SELECT id FROM uhit_stream WHERE client = $1 AND request_id = $2), $1, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (client, event_key) DO NOTHING
        """;

    public static void Append(SqliteSession session, string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent)
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
            session.Protect(keyId, StoreJson.Write(newEvent.Content)),
            keyId);
    }

    /// <summary>Reads an event, or says why its content can't be read.</summary>
    public static (StoredEvent? Event, UhitStoreException? Failure) TryRead(SqliteSession session, SqliteDataReader reader, RequestId requestId)
    {
        try
        {
            return (Read(session, reader, requestId), null);
        }
        catch (UhitStoreException exception) when (!exception.IsTransient)
        {
            return (null, exception);
        }
    }

    /// <summary>Reads sequence, client, environment, kind, key, occurred_at, receipt, content, claims, open_claims, of an event that is being claimed; and key_id,
    /// wherever it is.</summary>
    private static StoredEvent Read(SqliteSession session, SqliteDataReader reader, RequestId requestId) => new()
    {
        Sequence = reader.GetInt64(0),
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        RequestId = requestId,
        Event = new NewStoredEvent
        {
            Kind = (StoredEventKind)reader.GetInt32(3),
            Key = reader.GetString(4),
            OccurredAt = SqliteValue.Instant(reader, 5),
            Receipt = reader.IsDBNull(6) ? null : SqliteValue.Receipt(reader, 6),
            Content = StoreJson.Read<StoredEventContent>(session.Content(reader, 7).Span),
        },
        Handlers = new Dictionary<string, HandlerProgress>(),
        Claims = reader.GetInt32(8) + 1,
        OpenClaims = reader.GetInt32(9) + 1,
    };
}
