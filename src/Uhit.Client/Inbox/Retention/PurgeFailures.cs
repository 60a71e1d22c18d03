using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Uhit.Client.Inbox.Rooms;

namespace Uhit.Client.Inbox.Retention;

/// <summary>What could not be purged: each is logged once, until it could be.</summary>
internal sealed class PurgeFailures(string client, ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    public void Failed(string what, UhitStoreException failure)
    {
        if (_told.TryAdd(what, true))
        {
            RoomLog.NotPurged(logger, client, what, failure);
        }
    }

    public void Succeeded(string what) => _told.TryRemove(what, out _);
}
