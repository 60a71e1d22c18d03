using Microsoft.Extensions.DependencyInjection;

namespace Uhit.Client.Registration;

/// <summary>The builder of one named client.</summary>
internal sealed record UhitClientBuilder(string Name, IServiceCollection Services) : IUhitClientBuilder;
