using Microsoft.Extensions.Logging;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>Says how full the bounded rooms are, and tells once of each that gets nearly full.</summary>
internal sealed class RoomWatch(ReceiverSettings options, IUhitStore store, ILogger logger) : IStoreChore
{
    // Told again only after it was clearly emptier.
    private const double ToldAgainBelow = 0.7;

    private readonly HashSet<(InboxRoom Room, string? Peer)> _told = [];
    private readonly HashSet<(InboxRoom Room, string? Peer)> _measured = [];

    public Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var levels = await GetLevelsAsync(cancellationToken).ConfigureAwait(false);
        lock (_told)
        {
            _told.RemoveWhere(told => !levels.Any(level => (level.Room, level.Peer) == told && level.Share >= ToldAgainBelow));
            foreach (var level in levels.Where(level => level.IsNearlyFull && _told.Add((level.Room, level.Peer))))
            {
                AdoptionLog.NearlyFull(
                    logger, options.Client, level.Room, level.Peer ?? "all peers", level.Share, level.Entries, level.Quota!.MaxEntries,
                    level.Bytes, level.Quota.MaxBytes, level.Settings);
            }
        }

        Measure(levels);
    }

    // A gauge stands where it was left: one that is empty now is no longer among the levels, and has to be told so.
    private void Measure(IReadOnlyList<RoomUsage> levels)
    {
        lock (_told)
        {
            var shares = _measured.ToDictionary(room => room, _ => 0.0);
            foreach (var level in levels)
            {
                shares[(level.Room, level.Peer)] = level.Share;
            }

            foreach (var ((room, peer), share) in shares)
            {
                UhitTelemetry.Room.Record(
                    share,
                    new(UhitTelemetry.ClientTag, options.Client),
                    new(UhitTelemetry.RoomTag, room.ToString()),
                    new(UhitTelemetry.PeerTag, peer));
            }

            _measured.Clear();
            _measured.UnionWith(levels.Select(level => (level.Room, level.Peer)));
        }
    }

    public async Task<IReadOnlyList<RoomUsage>> GetLevelsAsync(CancellationToken cancellationToken) =>
        [.. (await store.Maintenance.GetRoomUsageAsync(options.Client, cancellationToken).ConfigureAwait(false)).Select(LevelOf)];

    private RoomUsage LevelOf(RoomUsage usage) => usage.Room == InboxRoom.Unmatched
        ? usage with
        {
            Quota = new RoomQuota(options.Callback.MaxUnmatchedBytes, options.Callback.MaxUnmatchedEntries),
            Settings = "Callback:MaxUnmatchedBytes, Callback:MaxUnmatchedEntries",
        }
        : usage with
        {
            Quota = new RoomQuota(options.Callback.MaxUnreadableBytes, ReceiverSettings.MaxUnreadableEntries),
            Settings = "Callback:MaxUnreadableBytes",
        };
}
