using Microsoft.Extensions.DependencyInjection;

namespace Uhit.Client;

/// <summary>Registers what belongs to one named client. Handed back by <c>AddUhitClient</c>.</summary>
/// <remarks>Extend it by extension methods. Only this library implements it: a minor version may add members.</remarks>
public interface IUhitClientBuilder
{
    /// <summary>The client's name: the key under which its services are registered.</summary>
    string Name { get; }

    /// <summary>The services.</summary>
    IServiceCollection Services { get; }
}
