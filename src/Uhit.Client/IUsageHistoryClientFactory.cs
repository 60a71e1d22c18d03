namespace Uhit.Client;

/// <summary>Gives named clients by a name that is known at run time only. Where it is known before, inject the client by its key.</summary>
public interface IUsageHistoryClientFactory
{
    /// <summary>The names of all clients that were registered.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>The client of a name. The same one at every call.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="UhitConfigurationException">No client of this name was registered, or its settings are wrong.</exception>
    IUsageHistoryClient GetClient(string name);
}
