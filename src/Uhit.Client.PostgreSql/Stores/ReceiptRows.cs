using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of receipts, and what was appended under them.</summary>
internal static class ReceiptRows
{
    /// <summary>Takes a staged receipt away, unless something was appended meanwhile.</summary>
    public const string SweepSql = "DELETE FROM uhit.receipt WHERE receipt = $1 AND state = 0 AND last_append < $2";

    public static readonly string FirstChunkSql = First + PutChunk;

    public static readonly string NextChunkSql = Next("chunk") + PutChunk;

    public static readonly string FirstUsageSql = First + PutUsage;

    public static readonly string NextUsageSql = Next("usage_line") + PutUsage;

    // A receipt begins with what has ordinal 0. One that is committed or kept gives no row, and so nothing is appended.
    private const string First = """
        WITH staged AS (
          INSERT INTO uhit.receipt AS r (receipt, last_append) VALUES ($1, $2)
          ON CONFLICT (receipt) DO UPDATE SET last_append = excluded.last_append WHERE r.state = 0
          RETURNING r.id)

        """;

    private const string PutChunk = """
        INSERT INTO uhit.chunk (receipt_id, ordinal, key_id, content) SELECT id, $3, $4, $5 FROM staged
        ON CONFLICT (receipt_id, ordinal) DO UPDATE SET key_id = excluded.key_id, content = excluded.content
        """;

    private const string PutUsage = """
        INSERT INTO uhit.usage_line (receipt_id, ordinal, key_id, content, line_number, esi_id, received)
        SELECT staged.id, $3 + line.place::int - 1, $4, line.content, line.line_number, line.esi_id, line.received
        FROM staged, unnest($5::bytea[], $6::int[], $7::text[], $8::int[]) WITH ORDINALITY AS line (content, line_number, esi_id, received, place)
        ON CONFLICT (receipt_id, ordinal) DO UPDATE
        SET key_id = excluded.key_id, content = excluded.content, line_number = excluded.line_number, esi_id = excluded.esi_id, received = excluded.received
        """;

    public static Task<bool> PutChunkAsync(
        PgSession session, ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, DateTimeOffset now,
        CancellationToken cancellationToken) =>
            PutAsync(
            session, ordinal == 0 ? FirstChunkSql : NextChunkSql, receipt, ordinal, now, keyId => [session.Protect(keyId, chunk)],
            cancellationToken);

    public static Task<bool> PutUsageAsync(
        PgSession session, ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        usage.Count == 0
            ? Task.FromResult(true)
            : PutAsync(
                session,
                ordinal == 0 ? FirstUsageSql : NextUsageSql,
                receipt,
                ordinal,
                now,
                keyId =>
                [
                    usage.Select(line => session.Protect(keyId, line.Content).ToArray()).ToArray(),
                    usage.Select(line => line.LineNumber).ToArray(),
                    usage.Select(line => line.EsiId.Value).ToArray(),
                    usage.Select(line => (int)line.Received).ToArray(),
                ],
                cancellationToken);

    // What has the ordinal before must be there: so there is never a gap.
    private static string Next(string table) => $"""
        WITH staged AS (
          UPDATE uhit.receipt r SET last_append = $2
          WHERE r.receipt = $1 AND r.state = 0 AND EXISTS (SELECT 1 FROM uhit.{table} t WHERE t.receipt_id = r.id AND t.ordinal = $3 - 1)
          RETURNING r.id)

        """;

    private static async Task<bool> PutAsync(
        PgSession session,
        string sql,
        ReceiptId receipt,
        int ordinal,
        DateTimeOffset now,
        Func<string?, object[]> contentOf,
        CancellationToken cancellationToken)
    {
        var keyId = session.KeyId;
        if (ordinal >= 0 && await session.ExecuteAsync(
            sql, cancellationToken, [receipt, now, ordinal, Sql.OrNull(keyId), .. contentOf(keyId)]).ConfigureAwait(false) > 0)
        {
            return true;
        }

        if (await session.FirstAsync(ReceiptRow.FindSql, ReceiptRow.Read, cancellationToken, receipt).ConfigureAwait(false) is { } row)
        {
            row.RequireStaged();
        }

        throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "Ordinals start at 0 and have no gaps.");
    }
}
