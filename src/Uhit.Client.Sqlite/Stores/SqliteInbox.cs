using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Received callbacks in SQLite.</summary>
internal sealed class SqliteInbox(SqliteCore core, IRelationalCore relational, TimeProvider time) : RelationalInbox(relational, time)
{
    private readonly TimeProvider _time = time;

    // Times are taken inside the write: before it begins it may wait for long.
    public override Task AppendBodyAsync(
        ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            session => ReceiptRows.PutChunk(session, receipt, ordinal, chunk, _time.GetUtcNow()), cancellationToken, chunk.Length);

    public override Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default) =>
            core.Writer.WriteAsync(
            session => ReceiptRows.PutUsage(session, receipt, ordinal, usage, _time.GetUtcNow()), cancellationToken,
            usage.Sum(line => line.Content.Length));

    public override async Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        PurgeStep step;
        do
        {
            step = await core.Writer.WriteAsync(
                session => ReceiptRows.DiscardSome(session, receipt, before: null), cancellationToken).ConfigureAwait(false);
        }
        while (step == PurgeStep.More);

        if (step == PurgeStep.Done)
        {
            core.Space.Ask(wipes: false);
        }
    }

    protected override void Freed(bool wipes) => core.Space.Ask(wipes);
}
