using System.Globalization;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>What the bounded rooms hold, summed from indexes: no counter to be kept right.</summary>
internal static class RoomRows
{
    public const string PeerSql =
        "SELECT 2, $2, COUNT(*), COALESCE(SUM(stored_bytes), 0) FROM uhit_message WHERE room = 2 AND client = $1 AND peer = $2";

    public const string UnmatchedSql =
        "SELECT 2, peer, COUNT(*), SUM(stored_bytes) FROM uhit_message WHERE room = 2 AND client = $1 GROUP BY peer";

    public const string UnreadableSql = "SELECT 3, NULL, entries, stored_bytes FROM uhit_unreadable_room WHERE client = $1 AND entries > 0";

    public static readonly string UsageBytesSql = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT COALESCE(SUM(length(content) + {StoreRules.UsageLineBytes}), 0) FROM uhit_usage WHERE receipt_id = $1");

    /// <summary>The bytes that an unmatched message takes up.</summary>
    public static long BytesOf(SqliteSession session, ReceiptRow receipt) =>
        receipt.ChunkBytes + (session.Number(UsageBytesSql, receipt.Id) ?? 0);

    public static RoomUsage OfPeer(SqliteSession session, string client, string peer) =>
        session.First(PeerSql, RoomUsageRow.Read, client, peer)!;

    public static List<RoomUsage> OfClient(SqliteSession session, string client) =>
        [.. session.Query(UnmatchedSql, RoomUsageRow.Read, client), .. session.Query(UnreadableSql, RoomUsageRow.Read, client)];
}
