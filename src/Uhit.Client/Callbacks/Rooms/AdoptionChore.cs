using System.Collections.Concurrent;
using Uhit.Client.Callbacks.Dispatching;
using Uhit.Client.Callbacks.Receiving;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Rooms;

/// <summary>Adopts unmatched callbacks whose inquiry has become known: by an import that was cut off, or one that was stored at the same moment.</summary>
internal sealed class AdoptionChore(MessageAdoption adoption, ReceivingServices services) : IStoreChore
{
    private readonly ConcurrentDictionary<ReceiptId, bool> _told = new();

    public Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken) => adoption.AdoptAllAsync(null, Tell, cancellationToken);

    // Once for each: it is looked at again every time.
    private void Tell(InboxEntry entry, AdoptResult result)
    {
        if (_told.TryAdd(entry.Receipt, true))
        {
            RoomLog.NotAdopted(services.Logger, entry.Client, entry.Operation, entry.MessageKey, result.Reason);
        }
    }
}
