using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Client.Sending;

/// <summary>Puts together, ESI ID by ESI ID, what whole deliveries brought for an inquiry.</summary>
internal sealed class InquiryUsageReader(ClientIdentity identity, IUhitStore store)
{
    public async IAsyncEnumerable<UsageHistory> ReadAsync(RequestId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var record = await store.Inquiries.FindAsync(identity.Name, id, cancellationToken).ConfigureAwait(false)
            ?? throw InquirySnapshotReader.Unknown(id);
        var asked = InquiryLines.NumbersOf(record.Inquiry);
        var whole = store.Inbox.ReadUsageAsync(identity.Name, id, cancellationToken)
            .Where(stored => IsWhole(record, stored.Part!.DeliveryId) && asked.ContainsKey(stored.EsiId))
            .Select(stored => (stored.Order, Usage: stored));
        await foreach (var history in UsagePieces.MergeAsync(whole, cancellationToken).ConfigureAwait(false))
        {
            yield return history.LineNumber == 0 ? history with { LineNumber = asked.GetValueOrDefault(history.EsiId) } : history;
        }
    }

    private static bool IsWhole(InquiryRecord record, DeliveryId delivery) =>
        record.Ledger.Deliveries.TryGetValue(delivery.Value, out var known) && known.IsWhole;
}
