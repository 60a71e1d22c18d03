using Microsoft.Extensions.Diagnostics.HealthChecks;
using Uhit.Client;
using Uhit.Client.AspNetCore;

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
}
