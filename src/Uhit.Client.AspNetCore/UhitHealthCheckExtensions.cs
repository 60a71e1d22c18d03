using Microsoft.Extensions.Diagnostics.HealthChecks;
using Uhit.Client;
using Uhit.Client.AspNetCore;
using Uhit.Client.Store;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what a named client can say of its health.</summary>
public static class UhitHealthCheckExtensions
{
    /// <summary>Adds a check of the only named client: <c>Degraded</c> while a room of callbacks that wait for somebody is nearly full or
    /// full, <c>Unhealthy</c> while the store can't be read.</summary>
    /// <remarks>A full room is no reason to take the receiver away: what belongs to known inquiries is taken as before.
    /// The check's name is <c>uhit-callbacks</c>. Each check reads the store.</remarks>
    /// <param name="builder">The health checks.</param>
    /// <exception cref="UhitConfigurationException">When it is first asked: there is no named client, or more than one.</exception>
    public static IHealthChecksBuilder AddUhitCallbacks(this IHealthChecksBuilder builder) => Add(builder, null);

    /// <summary>Adds a check of a named client, as the overload without a name does.</summary>
    /// <remarks>The check's name is <c>uhit-callbacks-</c> and the client's.</remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="clientName">The client's name.</param>
    /// <exception cref="UhitConfigurationException">When it is first asked: there is no client of that name.</exception>
    public static IHealthChecksBuilder AddUhitCallbacks(this IHealthChecksBuilder builder, string clientName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientName);
        return Add(builder, clientName);
    }

    private static IHealthChecksBuilder Add(IHealthChecksBuilder builder, string? clientName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            clientName is null ? "uhit-callbacks" : $"uhit-callbacks-{clientName}",
            services => new RoomHealthCheck(
                services.GetRequiredKeyedService<IUsageHistoryInbox>(ClientNames.Resolve(services, clientName, "AddUhitCallbacks"))),
            HealthStatus.Unhealthy,
            tags: null));
    }

    /// <summary>Says when a bounded room is nearly full, and whether the store can be read.</summary>
    private sealed class RoomHealthCheck(IUsageHistoryInbox inbox) : IHealthCheck
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
}
