using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>An inquiry and its row.</summary>
/// <param name="Id">The row.</param>
/// <param name="Record">The inquiry.</param>
/// <param name="KeyId">The key that it is protected with.</param>
internal sealed record InquiryRow(long Id, InquiryRecord Record, string? KeyId)
{
    public const string Columns = """
        id, client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_at, overdue_at, due_reported,
        overdue_reported, inquiry, ledger, purged_at, key_id
        """;

    public static InquiryRow Read(DbDataReader reader, PayloadProtection protection) => new(
        reader.GetInt64(0), StoreJson.ReadProgress(ReadRecord(reader, protection), reader.GetContent(14, protection)),
        reader.GetTextOrNull(16));

    private static InquiryRecord ReadRecord(DbDataReader reader, PayloadProtection protection) => new()
    {
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        RequestId = RequestId.FromStore(reader.GetString(3)),
        AuthenticationId = AuthenticationId.FromStore(reader.GetString(4)),
        WireFormat = reader.GetString(5),
        CreatedAt = reader.GetInstant(6),
        Sending = (SendingState)reader.GetInt32(7),
        IsFinished = reader.GetBoolean(8),
        DueAt = reader.GetInstantOrNull(9),
        OverdueAt = reader.GetInstantOrNull(10),
        DueReported = reader.GetBoolean(11),
        OverdueReported = reader.GetBoolean(12),
        Inquiry = StoreJson.ReadInquiry(reader.GetContent(13, protection)),
        PurgedAt = reader.GetInstantOrNull(15),
    };
}
