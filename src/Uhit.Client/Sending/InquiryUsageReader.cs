using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
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
        var asked = record.Inquiry.Lines.Select(line => line.EsiId).ToHashSet();
        var pieces = new List<(MessageOrder, UsageHistory)>();
        await foreach (var stored in store.Inbox.ReadUsageAsync(identity.Name, id, cancellationToken).ConfigureAwait(false))
        {
            if (!IsWhole(record, stored.Part.DeliveryId) || !asked.Contains(stored.Usage.EsiId))
            {
                continue;
            }

            if (pieces.Count > 0 && pieces[0].Item2.EsiId != stored.Usage.EsiId)
            {
                yield return UsageHistoryMerge.Merge(pieces);
                pieces.Clear();
            }

            pieces.Add((stored.Order, UsageCodec.Unpack(stored.Usage)));
        }

        if (pieces.Count > 0)
        {
            yield return UsageHistoryMerge.Merge(pieces);
        }
    }

    private static bool IsWhole(InquiryRecord record, DeliveryId delivery) =>
        record.Ledger.Deliveries.TryGetValue(delivery.Value, out var known) && known.IsWhole;
}
