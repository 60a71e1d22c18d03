using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>What is under one receipt.</summary>
internal sealed record ReceiptRow(long Id, ReceiptState State, int ChunkCount, long ChunkBytes, int UsageCount)
{
    // In PostgreSQL what is there is counted, not remembered: a chunk that was lost must not go unnoticed.
    public const string FindSql = """
        SELECT r.id, r.state, /*sqlite r.chunk_count, r.chunk_bytes, r.usage_count*//*postgresql
          (SELECT count(*)::int FROM uhit.chunk c WHERE c.receipt_id = r.id),
          (SELECT coalesce(sum(octet_length(c.content)), 0)::bigint FROM uhit.chunk c WHERE c.receipt_id = r.id),
          (SELECT count(*)::int FROM uhit.usage_line u WHERE u.receipt_id = r.id)*/
        FROM uhit.receipt r WHERE r.receipt = $1
        """;

    public const string LockSql = "SELECT id FROM uhit.receipt WHERE receipt = $1 /*postgresql FOR UPDATE*/";

    public const string ChunkSql = "SELECT content, key_id FROM uhit.chunk WHERE receipt_id = $1 AND ordinal = $2";

    public const string DiscardSql = "DELETE FROM uhit.receipt WHERE receipt = $1 AND state = 0";

    public const string SetStateSql = "UPDATE uhit.receipt SET state = $2 WHERE id = $1";

    public const string DropBodySql = "DELETE FROM uhit.chunk WHERE receipt_id = $1";

    public const string DropUsageSql = "DELETE FROM uhit.usage_line WHERE receipt_id = $1";

    /// <summary>Reads id, state, number and bytes of the chunks, number of lines of usage.</summary>
    public static ReceiptRow Read(DbDataReader reader) =>
        new(reader.GetInt64(0), (ReceiptState)reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt32(4));

    public void RequireStaged() => StoreRules.RequireStaged(State is ReceiptState.Staged);
}

/// <summary>What became of a receipt. The numbers are stored: they never change.</summary>
internal enum ReceiptState
{
    /// <summary>Nothing yet: nobody sees it.</summary>
    Staged = 0,

    /// <summary>The receipt is that of a stored message.</summary>
    Committed = 1,

    /// <summary>The receipt is that of a callback that is kept because it could not be taken.</summary>
    Unreadable = 2,
}
