using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of usage. Their numbers are sorted first and their content is read one by one:
/// sorting would hold all of it in memory.</summary>
internal static class UsageRows
{
    public const string OfReceiptSql = """
        SELECT u.id FROM uhit_receipt r JOIN uhit_usage u ON u.receipt_id = r.id
        WHERE r.receipt = $1 AND r.state = 1 ORDER BY MIN(u.ordinal) OVER (PARTITION BY u.esi_id), u.ordinal
        """;

    public const string OfInquirySql = """
        SELECT u.id FROM uhit_message m JOIN uhit_usage u ON u.receipt_id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.room = 1
        ORDER BY u.esi_id, m.order_at, m.message_key, u.ordinal
        """;

    public const string OneSql = $"""
        SELECT {UsageRow.Columns}
        FROM uhit_usage u JOIN uhit_message m ON m.id = u.receipt_id JOIN uhit_receipt r ON r.id = m.id
        WHERE u.id = $1
        """;
}
