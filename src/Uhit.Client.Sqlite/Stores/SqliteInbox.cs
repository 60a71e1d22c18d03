using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Received callbacks in SQLite, and how they are spooled there.</summary>
internal sealed class SqliteInbox(SqliteCore core, TimeProvider time) : RelationalInbox(core, time)
{
    public const string StagedSql = $"{ReceiptRow.FindSql} AND r.state = 0 AND ($2 IS NULL OR r.last_append < $2)";

    private const int ChunksAtOnce = 16;

    private const int LinesAtOnce = 256;

    private const string InsertSql = "INSERT INTO uhit_receipt (receipt, last_append) VALUES ($1, $2)";

    private const string PutChunkSql = """
        INSERT INTO uhit_chunk (receipt_id, ordinal, content, key_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (receipt_id, ordinal) DO UPDATE SET content = excluded.content, key_id = excluded.key_id
        """;

    private const string PutUsageSql = """
        INSERT INTO uhit_usage (receipt_id, ordinal, line_number, esi_id, received, content, key_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (receipt_id, ordinal) DO UPDATE
        SET line_number = excluded.line_number, esi_id = excluded.esi_id, received = excluded.received, content = excluded.content,
          key_id = excluded.key_id
        """;

    private readonly TimeProvider _time = time;

    // Times are taken inside the write: before it begins it may wait for long.
    public override Task AppendBodyAsync(
        ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            session => PutChunk(session, receipt, ordinal, chunk, _time.GetUtcNow()), cancellationToken, chunk.Length);

    public override Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default) =>
            core.Writer.WriteAsync(
            session => PutUsage(session, receipt, ordinal, usage, _time.GetUtcNow()), cancellationToken,
            usage.Sum(line => line.Content.Length));

    public override async Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        PurgeOutcome step;
        do
        {
            step = await core.Writer.WriteAsync(
                session => DiscardSome(session, receipt, before: null), cancellationToken).ConfigureAwait(false);
        }
        while (step == PurgeOutcome.More);

        if (step == PurgeOutcome.Purged)
        {
            core.Space.Ask(wipes: false);
        }
    }

    /// <summary>Takes a bounded part of what is staged away, the receipt with the last: what is deleted is overwritten, and a transaction
    /// that did so with a body of hundreds of megabytes would keep all others waiting and blow up the log.</summary>
    /// <param name="session">The session.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="before">Only where nothing was appended since; <see langword="null"/> in any case.</param>
    public static PurgeOutcome DiscardSome(SqliteSession session, ReceiptId receipt, DateTimeOffset? before)
    {
        if (session.First(StagedSql, ReceiptRow.Read, receipt, before) is not { } row)
        {
            return PurgeOutcome.NothingFound;
        }

        if (row.ChunkCount > ChunksAtOnce)
        {
            session.Execute("DELETE FROM uhit_chunk WHERE receipt_id = $1 AND ordinal >= $2", row.Id, row.ChunkCount - ChunksAtOnce);
            session.Execute("UPDATE uhit_receipt SET chunk_count = $2 WHERE id = $1", row.Id, row.ChunkCount - ChunksAtOnce);
            return PurgeOutcome.More;
        }

        if (row.UsageCount > LinesAtOnce)
        {
            session.Execute("DELETE FROM uhit_usage WHERE receipt_id = $1 AND ordinal >= $2", row.Id, row.UsageCount - LinesAtOnce);
            session.Execute("UPDATE uhit_receipt SET usage_count = $2 WHERE id = $1", row.Id, row.UsageCount - LinesAtOnce);
            return PurgeOutcome.More;
        }

        session.Execute("DELETE FROM uhit_receipt WHERE id = $1", row.Id);
        return PurgeOutcome.Purged;
    }

    protected override void Freed(bool wipes) => core.Space.Ask(wipes);

    private static ReceiptRow? Find(SqliteSession session, ReceiptId receipt) =>
        session.First(ReceiptRow.FindSql, ReceiptRow.Read, receipt);

    /// <summary>The receipt, staged; made where there is none.</summary>
    private static ReceiptRow Staged(SqliteSession session, ReceiptId receipt, DateTimeOffset now)
    {
        var row = Find(session, receipt);
        if (row is null)
        {
            session.Execute(InsertSql, receipt, now);
            row = Find(session, receipt)!;
        }

        row.RequireStaged();
        return row;
    }

    private static void PutChunk(SqliteSession session, ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, DateTimeOffset now)
    {
        var row = Staged(session, receipt, now);
        RequireOrdinal(ordinal, row.ChunkCount);
        var replaced = ordinal == row.ChunkCount
            ? 0
            : session.Number("SELECT length(content) FROM uhit_chunk WHERE receipt_id = $1 AND ordinal = $2", row.Id, ordinal);
        var keyId = session.KeyId;
        var content = session.Protect(keyId, chunk);
        session.Execute(PutChunkSql, row.Id, ordinal, content, keyId);
        session.Execute(
            "UPDATE uhit_receipt SET chunk_count = $2, chunk_bytes = chunk_bytes + $3, last_append = $4 WHERE id = $1",
            row.Id,
            Math.Max(row.ChunkCount, ordinal + 1),
            content.Length - replaced,
            now);
    }

    private static void PutUsage(
        SqliteSession session, ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, DateTimeOffset now)
    {
        if (usage.Count == 0)
        {
            return;
        }

        var row = Staged(session, receipt, now);
        RequireOrdinal(ordinal, row.UsageCount);
        var keyId = session.KeyId;
        var next = ordinal;
        foreach (var line in usage)
        {
            session.Execute(
                PutUsageSql, row.Id, next++, line.LineNumber, line.EsiId.Value, line.Received, session.Protect(keyId, line.Content), keyId);
        }

        session.Execute(
            "UPDATE uhit_receipt SET usage_count = $2, last_append = $3 WHERE id = $1", row.Id, Math.Max(row.UsageCount, next), now);
    }

    private static void RequireOrdinal(int ordinal, int count)
    {
        if (ordinal < 0 || ordinal > count)
        {
            throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "Ordinals start at 0 and have no gaps.");
        }
    }
}
