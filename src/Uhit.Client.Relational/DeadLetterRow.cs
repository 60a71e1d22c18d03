using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The row of a handler that was given up, <c>h</c>, with its event, <c>e</c>, and its stream, <c>s</c>.</summary>
internal static class DeadLetterRow
{
    public const string Columns = """
        h.sequence, e.client, e.environment, s.request_id, h.handler, e.kind, e.event_key, h.error_type, h.failures, h.replays, h.died_at, e.receipt
        """;

    public static DeadLetter Read(DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        RequestId = RequestId.FromStore(reader.GetString(3)),
        Handler = reader.GetString(4),
        Kind = (StoredEventKind)reader.GetInt32(5),
        EventKey = reader.GetString(6),
        ErrorType = reader.GetString(7),
        Failures = reader.GetInt32(8),
        Replays = reader.GetInt32(9),
        DiedAt = reader.GetInstant(10),
        Receipt = reader.GetReceiptOrNull(11),
    };
}
