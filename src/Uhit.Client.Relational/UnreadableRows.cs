using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of callbacks that could not be taken.</summary>
internal static class UnreadableRows
{
    public const string KnownSql = "SELECT id FROM uhit.unreadable WHERE client = $1 AND body_sha256 = $2 AND reason = $3";

    // Makes the room where there is none, and holds it: what is judged by its bounds must not change before it is stored.
    public const string HoldRoomSql = """
        INSERT INTO uhit.unreadable_room AS r (client, entries, stored_bytes) VALUES ($1, 0, 0)
        ON CONFLICT (client) DO UPDATE SET entries = r.entries
        RETURNING entries, stored_bytes
        """;

    private const string FindSql =
        "SELECT u.id, u.client, u.stored_bytes FROM uhit.receipt r JOIN uhit.unreadable u ON u.id = r.id WHERE r.receipt = $1";

    private const string EnsureReceiptSql =
        "INSERT INTO uhit.receipt (receipt, last_append) VALUES ($1, $2) ON CONFLICT (receipt) DO NOTHING";

    private const string InsertSql = """
        INSERT INTO uhit.unreadable (id, client, environment, peer, received_at, reason, operation, message_key, body_encoding, body_length, body_sha256, stored_bytes,
          callback_path, soap_action, body_content_type, body_content_encoding)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    // SQLite has triggers for it.
    private const string CountSql =
        "/*postgresql UPDATE uhit.unreadable_room SET entries = entries + $2, stored_bytes = stored_bytes + $3 WHERE client = $1*/";

    /// <returns>Whether it is in the room now.</returns>
    public static async Task<bool> KeepAsync(
        RelationalSession session, InboxEntry callback, RoomQuota quota, int? bodyChunks, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var room = await session.QueryAsync(
            HoldRoomSql, reader => new RoomUsage(InboxRoom.Unreadable, null, reader.GetInt64(0), reader.GetInt64(1)), cancellationToken,
            callback.Client).ConfigureAwait(false);
        await session.ExecuteAsync(EnsureReceiptSql, cancellationToken, callback.Receipt, now).ConfigureAwait(false);
        await session.QueryAsync(ReceiptRow.LockSql, static _ => true, cancellationToken, callback.Receipt).ConfigureAwait(false);
        var receipt =
            (await session.FirstAsync(ReceiptRow.FindSql, ReceiptRow.Read, cancellationToken, callback.Receipt).ConfigureAwait(false))!;
        if (receipt.State is ReceiptState.Unreadable)
        {
            return true;
        }

        receipt.RequireStaged();
        var isThere = await session.NumberAsync(
            KnownSql, cancellationToken, callback.Client, callback.BodySha256, callback.Reason).ConfigureAwait(false) is not null;
        var kept = StoreRules.DecideKeeping(
            callback, isThere, room[0], quota, bodyChunks, receipt.ChunkCount, receipt.ChunkBytes);
        if (kept is null)
        {
            await session.ExecuteAsync(ReceiptRow.DiscardSql, cancellationToken, callback.Receipt).ConfigureAwait(false);
            return isThere;
        }

        await session.RunAsync([.. Keep(callback, receipt, kept.HasBody)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes an entry away, with its body.</summary>
    /// <returns>Whether it was there.</returns>
    public static async Task<bool> DiscardAsync(RelationalSession session, ReceiptId receipt, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync(
            FindSql, reader => (Id: reader.GetInt64(0), Client: reader.GetString(1), Bytes: reader.GetInt64(2)), cancellationToken,
            receipt).ConfigureAwait(false);
        if (found is not [var entry]
            || await session.ExecuteAsync(
                "DELETE FROM uhit.unreadable WHERE id = $1", cancellationToken, entry.Id).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await session.RunAsync(
            [new Statement(CountSql, entry.Client, -1L, -entry.Bytes), new Statement("DELETE FROM uhit.receipt WHERE id = $1", entry.Id)],
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static IEnumerable<Statement> Keep(InboxEntry callback, ReceiptRow receipt, bool hasRoom)
    {
        if (!hasRoom)
        {
            yield return new Statement(ReceiptRow.DropBodySql, receipt.Id);
        }

        var storedBytes = hasRoom ? receipt.ChunkBytes : 0;
        yield return new Statement(ReceiptRow.DropUsageSql, receipt.Id);
        foreach (var left in MessageRows.NoteLeft(receipt.Id, hasRoom ? receipt.ChunkCount : 0, 0))
        {
            yield return left;
        }

        yield return new Statement(ReceiptRow.SetStateSql, receipt.Id, ReceiptState.Unreadable);
        yield return new Statement(
            InsertSql,
            receipt.Id,
            callback.Client,
            callback.Environment,
            callback.Peer,
            callback.ReceivedAt,
            callback.Reason,
            Sql.OrNull(callback.Operation),
            Sql.OrNull(callback.MessageKey),
            callback.BodyEncoding,
            callback.BodyLength,
            callback.BodySha256,
            storedBytes,
            Sql.OrNull(callback.CallbackPath),
            Sql.OrNull(callback.SoapAction),
            Sql.OrNull(callback.BodyContentType),
            Sql.OrNull(callback.BodyContentEncoding));
        yield return new Statement(CountSql, callback.Client, 1L, storedBytes);
    }
}
