using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of callbacks that could not be taken.</summary>
internal static class UnreadableRows
{
    public const string RoomSql = "SELECT entries, stored_bytes FROM uhit_unreadable_room WHERE client = $1";

    private const string InsertSql = """
        INSERT INTO uhit_unreadable (id, client, environment, peer, received_at, reason, operation, message_key, body_encoding, body_length, body_sha256, stored_bytes,
          callback_path, soap_action, body_content_type, body_content_encoding)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    public const string ByReceipt =
        $"SELECT {UnreadableRow.Columns} FROM uhit_receipt r JOIN uhit_unreadable m ON m.id = r.id WHERE r.receipt = $1";

    public static UnreadableCallback? Find(SqliteSession session, ReceiptId receipt) =>
        session.First(ByReceipt, UnreadableRow.Read, receipt);

    /// <summary>Takes an entry away, with its body.</summary>
    public static bool Discard(SqliteSession session, ReceiptId receipt)
    {
        if (ReceiptRows.Find(session, receipt) is not { State: ReceiptState.Unreadable } row)
        {
            return false;
        }

        session.Execute("DELETE FROM uhit_unreadable WHERE id = $1", row.Id);
        return session.Execute("DELETE FROM uhit_receipt WHERE id = $1", row.Id) > 0;
    }

    /// <returns>Whether it is in the room now.</returns>
    public static bool Keep(SqliteSession session, UnreadableCallback callback, RoomQuota quota, DateTimeOffset now)
    {
        if (ReceiptRows.Find(session, callback.Receipt) is { State: ReceiptState.Unreadable })
        {
            return true;
        }

        var receipt = ReceiptRows.Staged(session, callback.Receipt, now);
        var isThere = session.Number(
            "SELECT id FROM uhit_unreadable WHERE client = $1 AND body_sha256 = $2 AND reason = $3", callback.Client, callback.BodySha256,
            callback.Reason) is not null;
        var held = session.First(RoomSql, reader => Room(reader.GetInt64(0), reader.GetInt64(1)), callback.Client) ?? Room(0, 0);
        var decision = StoreRules.DecideKeeping(callback, isThere, held, quota, receipt.ChunkCount, receipt.ChunkBytes);
        if (decision is KeepDecision.IsThere or KeepDecision.RoomIsFull)
        {
            ReceiptRows.Discard(session, callback.Receipt);
            return decision is KeepDecision.IsThere;
        }

        if (decision is KeepDecision.WithoutBody)
        {
            ReceiptRows.DropBody(session, receipt.Id);
        }

        ReceiptRows.DropUsage(session, receipt.Id);
        ReceiptRows.SetState(session, receipt.Id, ReceiptState.Unreadable);
        session.Execute(
            InsertSql,
            receipt.Id,
            callback.Client,
            callback.Environment,
            callback.Peer,
            callback.ReceivedAt,
            callback.Reason,
            callback.Operation,
            callback.MessageKey,
            callback.BodyEncoding,
            callback.BodyLength,
            callback.BodySha256,
            decision is KeepDecision.Whole ? receipt.ChunkBytes : 0,
            callback.CallbackPath,
            callback.SoapAction,
            callback.BodyContentType,
            callback.BodyContentEncoding);
        return true;
    }

    private static RoomUsage Room(long entries, long bytes) => new(InboxRoom.Unreadable, null, entries, bytes);
}
