using Uhit.Client.Events.Dispatching;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>Adopts unmatched callbacks whose inquiry has become known: by CNP's number, by an import that was cut
/// off, or one that was stored at the same moment.</summary>
/// <remarks>One that can't be adopted is read again after a minute, then after twice as long each time, up to an hour: it may be large. At
/// once, where an identifier of it has become known. Not thread-safe.</remarks>
internal sealed class AdoptionChore(MessageAdoption adoption, ReceivingServices services) : IStoreChore
{
    /// <summary>The most that are tried in one look: deadlines and retention wait meanwhile.</summary>
    public const int MaxEach = 256;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly HashSet<ReceiptId> _told = [];
    private readonly Dictionary<ReceiptId, (DateTimeOffset NotBefore, TimeSpan Wait, bool IsNamed)> _putOff = [];

    /// <summary>How many are put off.</summary>
    public int PutOff => _putOff.Count;

    public async Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ReceiptId>();
        var budget = new AdoptionBudget(MaxEach, long.MaxValue);
        var named = new HashSet<ReceiptId>();
        await adoption.AdoptAllAsync(
            null,
            (entry, result) => Tell(entry, result, now, named.Contains(entry.Receipt)),
            cancellationToken,
            budget,
            entry => IsLeftAsync(seen, named, entry, now, cancellationToken)).ConfigureAwait(false);
        if (!budget.IsSpent)
        {
            // What waits no more was adopted elsewhere, discarded or purged.
            _told.IntersectWith(seen);
            foreach (var gone in _putOff.Keys.Except(seen).ToList())
            {
                _putOff.Remove(gone);
            }
        }
    }

    private async ValueTask<bool> IsLeftAsync(
        HashSet<ReceiptId> seen, HashSet<ReceiptId> named, InboxEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        seen.Add(entry.Receipt);
        var isKnown = _putOff.TryGetValue(entry.Receipt, out var put);
        if (put.IsNamed || await IsNamedAsync(entry, cancellationToken).ConfigureAwait(false))
        {
            named.Add(entry.Receipt);
        }

        // CNP's number may be learnt in any process: the store is asked.
        return isKnown && now < put.NotBefore && put.IsNamed == named.Contains(entry.Receipt);
    }

    private async Task<bool> IsNamedAsync(InboxEntry entry, CancellationToken cancellationToken) => entry.Identifiers.Count > 0
        && (await services.Store.Inquiries.FindCandidatesAsync(
            entry.Client, CallbackCorrelation.SearchOf(entry.Identifiers), cancellationToken).ConfigureAwait(false)).Count > 0;

    private void Tell(InboxEntry entry, InboxActionResult result, DateTimeOffset now, bool isNamed)
    {
        var wait = _putOff.TryGetValue(entry.Receipt, out var put)
            ? TimeSpan.FromTicks(Math.Min(put.Wait.Ticks * 2, Longest.Ticks))
            : TimeSpan.FromMinutes(1);
        _putOff[entry.Receipt] = (now + wait, wait, isNamed);

        // Once for each.
        if (result.Outcome == InboxActionOutcome.NotReadable && _told.Add(entry.Receipt))
        {
            AdoptionLog.NotAdopted(services.Logger, entry.Client, entry.Operation, entry.MessageKey, result.Reason);
        }
    }
}
