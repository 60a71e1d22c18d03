using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The row of a line of usage, <c>u</c>, with its message, <c>m</c>, and its receipt, <c>r</c>.</summary>
internal static class UsageRow
{
    public const string Columns =
        "u.line_number, u.esi_id, u.received, u.content, m.order_at, m.message_key, m.part, r.receipt, u.key_id, m.key_id AS "
            + "message_key_id";

    public static PackedUsage Read(DbDataReader reader, PayloadProtection protection) => new(
        reader.GetInt32(0), EsiId.Parse(reader.GetString(1)), (RequestedUsage)reader.GetInt32(2), reader.GetContent(3, protection))
    {
        Order = new MessageOrder(reader.GetInstant(4), reader.GetString(5)),
        Part = StoreJson.ReadPart(reader.GetContent(6, protection, "message_key_id")),
        Receipt = reader.GetReceipt(7),
    };
}
