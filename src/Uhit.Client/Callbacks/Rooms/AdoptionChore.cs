using System.Collections.Concurrent;
using Uhit.Client.Callbacks.Dispatching;
using Uhit.Client.Callbacks.Receiving;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Rooms;

/// <summary>Adopts unmatched callbacks whose inquiry has become known: by an import that was cut off, or one that was stored at the same moment.</summary>
/// <remarks>One that does not name its inquiry and fits none is read again after a minute, then after twice as long each time, up to an hour: it may be large.</remarks>
internal sealed class AdoptionChore(MessageAdoption adoption, ReceivingServices services) : IStoreChore
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<ReceiptId, bool> _told = new();
    private readonly ConcurrentDictionary<ReceiptId, (DateTimeOffset NotBefore, TimeSpan Wait)> _putOff = new();

    public Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken) => adoption.AdoptAllAsync(
        null, (entry, result) => Tell(entry, result, now), cancellationToken, entry => _putOff.TryGetValue(entry.Receipt, out var put) && now < put.NotBefore);

    private void Tell(InboxEntry entry, AdoptResult result, DateTimeOffset now)
    {
        if (result.Outcome == AdoptOutcome.InquiryUnknown)
        {
            var wait = _putOff.TryGetValue(entry.Receipt, out var put) ? TimeSpan.FromTicks(Math.Min(put.Wait.Ticks * 2, Longest.Ticks)) : TimeSpan.FromMinutes(1);
            _putOff[entry.Receipt] = (now + wait, wait);
        }

        // Once for each: it is looked at again every time.
        else if (_told.TryAdd(entry.Receipt, true))
        {
            RoomLog.NotAdopted(services.Logger, entry.Client, entry.Operation, entry.MessageKey, result.Reason);
        }
    }
}
