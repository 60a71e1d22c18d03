using Microsoft.Extensions.DependencyInjection;

namespace Uhit.Client.Registration;

/// <summary>Gives named clients out of the container.</summary>
internal sealed class UsageHistoryClientFactory(
    IServiceProvider services, IEnumerable<UhitClientRegistration> registrations)
{
    public IReadOnlyCollection<string> Names { get; } = [.. registrations.Select(registration => registration.Name)];

    public IUsageHistoryClient GetClient(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return services.GetKeyedService<IUsageHistoryClient>(name) ?? throw new UhitConfigurationException(
            $"No client is named \"{name}\". Add it by services.AddUhitClient(\"{name}\"). There "
                + $"are: {string.Join(", ", Names.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>The only client, for who injects <see cref="IUsageHistoryClient"/> without a key.</summary>
    public IUsageHistoryClient GetOnlyClient() => Names.Count == 1
        ? GetClient(Names.First())
        : throw new UhitConfigurationException(
            $"There are {Names.Count} clients ({string.Join(", ", Names.Order(StringComparer.Ordinal))}): inject one by "
            + "[FromKeyedServices(\"name\")] IUsageHistoryClient, "
            + "or, where the name is known at run time only, by services.GetRequiredKeyedService<IUsageHistoryClient>(name).");
}
