using System.Runtime.CompilerServices;
using Uhit.Client.Usage;

namespace Uhit.Client.Store;

/// <summary>Puts together what was stored for one ESI ID, for the client's view and for the events alike.</summary>
internal static class UsagePieces
{
    /// <param name="stored">What was stored, all of one ESI ID behind each other.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>One history for each ESI ID.</returns>
    public static async IAsyncEnumerable<UsageHistory> MergeAsync(
        IAsyncEnumerable<(MessageOrder Order, PackedUsage Usage)> stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pieces = new List<(MessageOrder, UsageHistory)>();
        await foreach (var (order, usage) in stored.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (pieces.Count > 0 && pieces[0].Item2.EsiId != usage.EsiId)
            {
                yield return UsageHistoryMerge.Merge(pieces);
                pieces.Clear();
            }

            pieces.Add((order, UsageCodec.Unpack(usage)));
        }

        if (pieces.Count > 0)
        {
            yield return UsageHistoryMerge.Merge(pieces);
        }
    }
}
