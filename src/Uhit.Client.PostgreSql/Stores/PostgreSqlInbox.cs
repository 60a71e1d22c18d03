using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Received callbacks in PostgreSQL.</summary>
internal sealed class PostgreSqlInbox(PostgreSqlCore core, TimeProvider time) : RelationalInbox(core, time)
{
    private readonly TimeProvider _time = time;

    // Times are taken where the work begins: before it, it may wait for a connection.
    public override Task AppendBodyAsync(
        ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default) =>
        core.Runner.RunAsync(
            (session, token) => ReceiptRows.PutChunkAsync(session, receipt, ordinal, chunk, _time.GetUtcNow(), token), cancellationToken);

    public override Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default) =>
            core.Runner.RunAsync(
            (session, token) => ReceiptRows.PutUsageAsync(session, receipt, ordinal, usage, _time.GetUtcNow(), token), cancellationToken);

    public override Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.Runner.RunAsync((session, token) => session.ExecuteAsync(ReceiptRow.DiscardSql, token, receipt), cancellationToken);
}
