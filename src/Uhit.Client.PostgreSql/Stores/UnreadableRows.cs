using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of callbacks that could not be taken.</summary>
internal static class UnreadableRows
{
    public const string KnownSql = "SELECT true FROM uhit.unreadable WHERE client = $1 AND body_sha256 = $2 AND reason = $3";

    // Makes the room where there is none, and holds it: what is judged by its bounds must not change before it is stored.
    public const string HoldRoomSql = """
        INSERT INTO uhit.unreadable_room AS r (client, entries, stored_bytes) VALUES ($1, 0, 0)
        ON CONFLICT (client) DO UPDATE SET entries = r.entries
        RETURNING r.entries, r.stored_bytes
        """;

    public const string ByReceiptSql =
        $"SELECT {UnreadableRow.Columns} FROM uhit.receipt r JOIN uhit.unreadable m ON m.id = r.id WHERE r.receipt = $1";

    // Its room gets smaller by what goes, and its receipt goes with its body.
    private const string DiscardSql = """
        WITH gone AS (
          DELETE FROM uhit.unreadable u USING uhit.receipt r WHERE r.receipt = $1 AND u.id = r.id RETURNING u.id, u.client, u.stored_bytes)
        UPDATE uhit.unreadable_room m SET entries = m.entries - 1, stored_bytes = m.stored_bytes - gone.stored_bytes FROM gone WHERE m.client = gone.client
        """;

    private const string DiscardReceiptSql = "DELETE FROM uhit.receipt WHERE receipt = $1";

    private const string EnsureReceiptSql =
        "INSERT INTO uhit.receipt (receipt, last_append) VALUES ($1, $2) ON CONFLICT (receipt) DO NOTHING";

    private const string InsertSql = """
        INSERT INTO uhit.unreadable (id, client, environment, peer, received_at, reason, operation, message_key, body_encoding, body_length, body_sha256, stored_bytes,
          callback_path, soap_action, body_content_type, body_content_encoding)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private const string CountSql =
        "UPDATE uhit.unreadable_room SET entries = entries + 1, stored_bytes = stored_bytes + $2 WHERE client = $1";

    /// <returns>Whether it is in the room now.</returns>
    public static async Task<bool> KeepAsync(
        PgSession session, UnreadableCallback callback, RoomQuota quota, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var room = await session.QueryAsync(
            HoldRoomSql, reader => new RoomUsage(InboxRoom.Unreadable, null, reader.GetInt64(0), reader.GetInt64(1)), cancellationToken,
            callback.Client).ConfigureAwait(false);
        await session.ExecuteAsync(EnsureReceiptSql, cancellationToken, callback.Receipt, now).ConfigureAwait(false);
        await session.QueryAsync(ReceiptRows.LockSql, static _ => true, cancellationToken, callback.Receipt).ConfigureAwait(false);
        var receipt =
            (await session.FirstAsync(ReceiptRows.FindSql, ReceiptRow.Read, cancellationToken, callback.Receipt).ConfigureAwait(false))!;
        if (receipt.State is ReceiptState.Unreadable)
        {
            return true;
        }

        receipt.RequireStaged();
        var isThere = await session.FirstAsync(
            KnownSql, reader => reader.GetBoolean(0), cancellationToken, callback.Client, callback.BodySha256,
            callback.Reason).ConfigureAwait(false);
        var decision = StoreRules.DecideKeeping(callback, isThere, room[0], quota, receipt.ChunkCount, receipt.ChunkBytes);
        if (decision is KeepDecision.IsThere or KeepDecision.RoomIsFull)
        {
            await session.ExecuteAsync(ReceiptRows.DiscardSql, cancellationToken, callback.Receipt).ConfigureAwait(false);
            return decision is KeepDecision.IsThere;
        }

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            Keep(batch, callback, receipt, decision is KeepDecision.Whole);
            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    public static Task<UnreadableCallback?> FindAsync(PgSession session, ReceiptId receipt, CancellationToken cancellationToken) =>
        session.FirstAsync(ByReceiptSql, UnreadableRow.Read, cancellationToken, receipt);

    /// <returns>Whether it was there.</returns>
    public static async Task<bool> DiscardAsync(PgSession session, ReceiptId receipt, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(DiscardSql, cancellationToken, receipt).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await session.ExecuteAsync(DiscardReceiptSql, cancellationToken, receipt).ConfigureAwait(false);
        return true;
    }

    private static void Keep(PgBatch batch, UnreadableCallback callback, ReceiptRow receipt, bool hasRoom)
    {
        if (!hasRoom)
        {
            batch.Add(ReceiptRows.DropBodySql, receipt.Id);
        }

        var storedBytes = hasRoom ? receipt.ChunkBytes : 0;
        batch.Add(ReceiptRows.DropUsageSql, receipt.Id)
            .Add(ReceiptRows.SetStateSql, receipt.Id, ReceiptState.Unreadable)
            .Add(
                InsertSql,
                receipt.Id,
                callback.Client,
                callback.Environment,
                callback.Peer,
                callback.ReceivedAt,
                callback.Reason,
                PgValue.OrNull(callback.Operation),
                PgValue.OrNull(callback.MessageKey),
                callback.BodyEncoding,
                callback.BodyLength,
                callback.BodySha256,
                storedBytes,
                PgValue.OrNull(callback.CallbackPath),
                PgValue.OrNull(callback.SoapAction),
                PgValue.OrNull(callback.BodyContentType),
                PgValue.OrNull(callback.BodyContentEncoding))
            .Add(CountSql, callback.Client, storedBytes);
    }
}
