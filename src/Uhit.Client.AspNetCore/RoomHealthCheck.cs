using Microsoft.Extensions.Diagnostics.HealthChecks;
using Uhit.Client.Store;

namespace Uhit.Client.AspNetCore;

/// <summary>Says when a bounded room is nearly full, and whether the store can be read.</summary>
internal sealed class RoomHealthCheck(IUsageHistoryInbox inbox) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RoomUsage> levels;
        try
        {
            levels = await inbox.GetRoomLevelsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (UhitException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The store can't be read.", exception);
        }

        var full = levels.Where(level => level.IsNearlyFull).OrderByDescending(level => level.Share).ToList();
        if (full.Count == 0)
        {
            return HealthCheckResult.Healthy();
        }

        // Never more than that: the receiver takes what belongs to known inquiries as before, and must not be
        // taken out of a load balancer for what a peer sends.
        return HealthCheckResult.Degraded(
            string.Join(" ", full.Select(level =>
                $"The room {level.Room} of {level.Peer ?? "all peers"} holds {level.Entries} of {level.Quota!.MaxEntries} callbacks "
                    + $"and {level.Bytes} of {level.Quota.MaxBytes} bytes ({level.Settings}).")));
    }
}
