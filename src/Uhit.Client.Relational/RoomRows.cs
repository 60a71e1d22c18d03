using System.Data.Common;
using System.Globalization;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>What the bounded rooms hold, summed from indexes: no counter to be kept right.</summary>
internal static class RoomRows
{
    public const string PeerSql = """
        SELECT 2, $2/*postgresql ::text*/, count(*), coalesce(sum(stored_bytes), 0)/*postgresql ::bigint*/
        FROM uhit.message WHERE room = 2 AND client = $1 AND peer = $2
        """;

    public const string UnmatchedSql = """
        SELECT 2, peer, count(*), sum(stored_bytes)/*postgresql ::bigint*/ FROM uhit.message WHERE room = 2 AND client = $1
        GROUP BY peer ORDER BY peer
        """;

    public const string UnreadableSql = """
        SELECT 3, NULL/*postgresql ::text*/, entries, stored_bytes FROM uhit.unreadable_room WHERE client = $1 AND entries > 0
        """;

    // Until the end of the transaction: what several processes sum up must not change before each has stored its own.
    private const string HoldSql =
        "SELECT 1/*postgresql , pg_advisory_xact_lock(hashtextextended('Uhit.Client:unmatched:' || $1 || ':' || $2, 0))*/";

    public static readonly string UsageBytesSql = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT coalesce(sum(octet_length(content) + {StoreRules.UsageLineBytes}), 0)/*postgresql ::bigint*/ FROM uhit.usage_line WHERE receipt_id = $1
        """);

    /// <summary>The bytes that an unmatched message takes up.</summary>
    public static async Task<long> BytesOfAsync(RelationalSession session, ReceiptRow receipt, CancellationToken cancellationToken) =>
        receipt.ChunkBytes + (await session.NumberAsync(UsageBytesSql, cancellationToken, receipt.Id).ConfigureAwait(false) ?? 0);

    /// <summary>Holds the room of a peer, and says what is in it.</summary>
    public static async Task<RoomUsage> HoldAsync(
        RelationalSession session, string client, string peer, CancellationToken cancellationToken)
    {
        await session.QueryAsync(HoldSql, static _ => true, cancellationToken, client, peer).ConfigureAwait(false);
        return (await session.QueryAsync(PeerSql, Read, cancellationToken, client, peer).ConfigureAwait(false))[0];
    }

    public static async Task<IReadOnlyList<RoomUsage>> OfClientAsync(
        RelationalSession session, string client, CancellationToken cancellationToken) =>
    [
        .. await session.QueryAsync(UnmatchedSql, Read, cancellationToken, client).ConfigureAwait(false),
        .. await session.QueryAsync(UnreadableSql, Read, cancellationToken, client).ConfigureAwait(false),
    ];

    private static RoomUsage Read(DbDataReader reader) =>
        new((InboxRoom)reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3));
}
