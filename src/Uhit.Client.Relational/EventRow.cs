using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The row of an event that is being claimed.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="NotBefore">Before which instant it is not tried.</param>
/// <param name="Event">The event, without what its handlers have done; null where its content can't be read.</param>
/// <param name="Failure">Why its content can't be read.</param>
internal sealed record EventRow(long Sequence, DateTimeOffset NotBefore, StoredEvent? Event, UhitStoreException? Failure)
{
    public const string Columns =
        "sequence, client, environment, kind, event_key, occurred_at, receipt, content, claims + 1, open_claims + 1, not_before, key_id";

    /// <summary>For how long one that can't be read is put off: those of other inquiries must not wait behind it.</summary>
    public static readonly TimeSpan PutOff = TimeSpan.FromMinutes(1);

    public static EventRow Read(DbDataReader reader, PayloadProtection protection, RequestId requestId)
    {
        var (sequence, notBefore) = (reader.GetInt64(0), reader.GetInstant(10));
        try
        {
            return new EventRow(
                sequence, notBefore, StoreJson.ReadContent(ReadEvent(reader, requestId), reader.GetContent(7, protection)), null);
        }
        catch (UhitStoreException exception) when (!exception.IsTransient)
        {
            return new EventRow(sequence, notBefore, null, exception);
        }
    }

    private static StoredEvent ReadEvent(DbDataReader reader, RequestId requestId) => new()
    {
        Sequence = reader.GetInt64(0),
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        RequestId = requestId,
        Kind = (StoredEventKind)reader.GetInt32(3),
        Key = reader.GetString(4),
        OccurredAt = reader.GetInstant(5),
        Receipt = reader.GetReceiptOrNull(6),
        Claims = reader.GetInt32(8),
        OpenClaims = reader.GetInt32(9),
    };
}
