using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Client.Events;

/// <summary>The data of one stored delivery, as <see cref="UsageDelivered.ReadUsageAsync"/> reads it.</summary>
internal static class DeliveredUsage
{
    /// <exception cref="UhitStoreException">The data was purged.</exception>
    public static async IAsyncEnumerable<UsageHistory> ReadAsync(
        IUhitStore store, ReceiptId receipt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = await store.Inbox.FindAsync(receipt, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<EsiId, int>? asked = null;
        var isEmpty = true;
        var order = stored?.Order ?? default;
        var packed = store.Inbox.ReadMessageUsageAsync(receipt, cancellationToken).Select(usage => (order, usage));
        await foreach (var history in UsagePieces.MergeAsync(packed, cancellationToken).ConfigureAwait(false))
        {
            isEmpty = false;
            if (history.LineNumber > 0)
            {
                yield return history;
                continue;
            }

            asked ??= await NumbersOfAsync(store, stored!, cancellationToken).ConfigureAwait(false);
            yield return history with { LineNumber = asked.GetValueOrDefault(history.EsiId) };
        }

        // Nothing would look like a part without data.
        if (isEmpty && stored is null or { PurgedAt: not null })
        {
            throw new UhitStoreException("The data of this delivery was purged: nothing of it is left to read.", isTransient: false);
        }
    }

    // A contract without line numbers: the inquiry tells them.
    private static async Task<IReadOnlyDictionary<EsiId, int>> NumbersOfAsync(
        IUhitStore store, InboxMessage message, CancellationToken cancellationToken) =>
        await store.Inquiries.FindAsync(message.Client, message.Header.RequestId, cancellationToken).ConfigureAwait(false) is { } record
            ? InquiryLines.NumbersOf(record.Inquiry)
            : new Dictionary<EsiId, int>();
}
