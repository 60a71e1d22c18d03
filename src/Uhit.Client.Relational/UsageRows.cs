using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of usage. Their numbers and sizes are sorted first and their content is read some at a
/// time: sorting would hold all of it in memory.</summary>
internal static class UsageRows
{
    public const string OfReceiptSql = """
        SELECT u.id, octet_length(u.content) FROM uhit.receipt r JOIN uhit.usage_line u ON u.receipt_id = r.id
        WHERE r.receipt = $1 AND r.state = 1 ORDER BY MIN(u.ordinal) OVER (PARTITION BY u.esi_id), u.ordinal
        """;

    public const string OfInquirySql = """
        SELECT u.id, octet_length(u.content) FROM uhit.message m JOIN uhit.usage_line u ON u.receipt_id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.room = 1
        ORDER BY u.esi_id, m.order_at, m.message_key, u.ordinal
        """;

    public const string SomeSql = $"""
        SELECT {Columns}, u.id
        FROM /*sqlite json_each($1) AS listed CROSS JOIN*/ uhit.usage_line u /*sqlite ON u.id = listed.value*/
          JOIN uhit.message m ON m.id = u.receipt_id JOIN uhit.receipt r ON r.id = m.id
        /*postgresql WHERE u.id = ANY($1)*/
        """;

    // Of a line of usage u with its message m and its receipt r.
    private const string Columns =
        "u.line_number, u.esi_id, u.received, u.content, m.order_at, m.message_key, m.part, r.receipt, u.key_id, m.key_id AS "
            + "message_key_id";

    private const int MaxRows = 1000;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Parts rows so that few round trips read them and a line of a year is not held beside others.</summary>
    public static IEnumerable<long[]> Parts(IEnumerable<(long Id, int Bytes)> rows)
    {
        var part = new List<long>();
        long bytes = 0;
        foreach (var row in rows)
        {
            if (part.Count > 0 && (part.Count == MaxRows || bytes + row.Bytes > MaxBytes))
            {
                yield return [.. part];
                part.Clear();
                bytes = 0;
            }

            part.Add(row.Id);
            bytes += row.Bytes;
        }

        if (part.Count > 0)
        {
            yield return [.. part];
        }
    }

    public static PackedUsage Read(DbDataReader reader, PayloadProtection protection) => new(
        reader.GetInt32(0), EsiId.Parse(reader.GetString(1)), (RequestedUsage)reader.GetInt32(2), reader.GetContent(3, protection))
    {
        SentAt = reader.GetInstant(4),
        MessageKey = reader.GetString(5),
        Part = StoreJson.ReadPart(reader.GetContent(6, protection, "message_key_id")),
        Receipt = reader.GetReceipt(7),
    };
}
