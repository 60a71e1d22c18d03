using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Simulator;
using Uhit.Client.Wire;

namespace Uhit.Client.EndToEnd.Tests.Harness;

/// <summary>What differs between one exchange and another.</summary>
internal sealed record ExchangeSettings
{
    public SimulatedWireFormat WireFormat { get; init; } = ReferenceWireFormat.Instance;

    /// <summary>The secrets that CNP's side knows; those of the client are its settings.</summary>
    public IReadOnlyDictionary<string, string> SimulatorSecrets { get; init; } = new Dictionary<string, string>();

    public SimulatorScenario Scenario { get; init; } = SimulatorScenarios.Normal;

    public Action<UhitClientOptions>? Configure { get; init; }

    public Action<IServiceCollection, string>? ConfigureServices { get; init; }

    public Action<WebApplication>? ConfigureApplication { get; init; }
}
