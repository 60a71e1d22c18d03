using Microsoft.Data.Sqlite;
using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of usage. Their numbers are sorted first and their content is read one by one: sorting would hold all of it in memory.</summary>
internal static class UsageRows
{
    public const string OfReceiptSql = """
        SELECT u.id FROM uhit_receipt r JOIN uhit_usage u ON u.receipt_id = r.id
        WHERE r.receipt = $1 AND r.state = 1 ORDER BY u.ordinal
        """;

    public const string OfInquirySql = """
        SELECT u.id FROM uhit_message m JOIN uhit_usage u ON u.receipt_id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.room = 1
        ORDER BY u.esi_id, m.order_at, m.message_key, u.ordinal
        """;

    public const string OneSql = """
        SELECT u.line_number, u.esi_id, u.received, u.content, m.order_at, m.message_key, m.part, r.receipt, u.key_id, m.key_id AS message_key_id
        FROM uhit_usage u JOIN uhit_message m ON m.id = u.receipt_id JOIN uhit_receipt r ON r.id = m.id
        WHERE u.id = $1
        """;

    public static StoredUsage Read(SqliteSession session, SqliteDataReader reader) => new(
        new MessageOrder(SqliteValue.Instant(reader, 4), reader.GetString(5)),
        StoreJson.Read<DeliveryPart>(session.Content(reader, 6, "message_key_id").Span),
        SqliteValue.Receipt(reader, 7),
        new PackedUsage(
            reader.GetInt32(0), EsiId.Parse(reader.GetString(1)), (RequestedUsage)reader.GetInt32(2), session.Content(reader, 3)));
}
