using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Hosting;
using Uhit.Client;
using Uhit.Client.AspNetCore;
using Uhit.Client.Certificates;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the receiver of a named client to a path, and says who may call it.</summary>
public static class UhitEndpointExtensions
{
    /// <summary>Takes the callbacks of the only named client at a path.</summary>
    /// <remarks>Where the wire format has several <c>CallbackPaths</c>, each is mapped below that path. Reached over a port of
    /// <c>ListenUhitCallbacks</c>: over any other, without a client certificate, the answer is 403. The caller's certificate is the whole
    /// authorization: policies of the application do not apply here.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path, such as <c>/uhit/callback</c>.</param>
    /// <exception cref="UhitConfigurationException">There is none, or more than one.</exception>
    public static IEndpointConventionBuilder MapUhitCallbacks(this IEndpointRouteBuilder endpoints, string path) =>
        Map(endpoints, path, null);

    /// <summary>Takes the callbacks of a named client at a path.</summary>
    /// <remarks>One path per named client: a message under another client's AuthenticationId is refused.
    /// Otherwise as the overload without a name.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path, such as <c>/uhit/callback</c>.</param>
    /// <param name="clientName">The client's name.</param>
    /// <exception cref="UhitConfigurationException">There is no client of that name.</exception>
    public static IEndpointConventionBuilder MapUhitCallbacks(this IEndpointRouteBuilder endpoints, string path, string clientName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientName);
        return Map(endpoints, path, clientName);
    }

    /// <summary>Shows the contract of a named client's callbacks (<c>?wsdl</c>, <c>?xsd=name</c>) to everybody who reaches a path: for
    /// tools that have no client certificate, on a port of their own. It takes no callbacks.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path.</param>
    /// <param name="clientName">The client's name.</param>
    /// <exception cref="UhitConfigurationException">There is no client of that name.</exception>
    public static IEndpointConventionBuilder MapUhitContract(this IEndpointRouteBuilder endpoints, string path, string clientName)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientName);
        var services = endpoints.ServiceProvider;
        var receiver = ClientNames.Receiver(services, ClientNames.Resolve(services, clientName, "MapUhitContract"));
        return endpoints.MapGet(
            path, (HttpContext context) => CallbackEndpoint.ShowContractAsync(receiver, context)).ExcludeFromDescription();
    }

    /// <summary>Replaces the peers of a named client without a restart: from now on, a certificate that none of them has is refused, on
    /// open connections too.</summary>
    /// <remarks>Until the process ends: then the setting <c>Peers</c> holds again.</remarks>
    /// <param name="host">The application.</param>
    /// <param name="clientName">The client's name.</param>
    /// <param name="peers">Who may call.</param>
    /// <exception cref="UhitConfigurationException">There is no client of that name, or a peer's settings can't be used: the former peers
    /// stay in force.</exception>
    public static void UpdateUhitPeers(this IHost host, string clientName, IEnumerable<PeerOptions> peers)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientName);
        ClientNames.Receiver(host.Services, ClientNames.Resolve(host.Services, clientName, "UpdateUhitPeers")).Peers.Update(peers);
    }

    private static MappedPaths Map(IEndpointRouteBuilder endpoints, string path, string? clientName)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var services = endpoints.ServiceProvider;
        var name = ClientNames.Resolve(services, clientName, "MapUhitCallbacks");
        var receiver = ClientNames.Receiver(services, name);
        var mapped = receiver.Paths.Select(below => endpoints
            .Map(RoutePatternFactory.Parse(Below(path, below)), new CallbackEndpoint(receiver, below).HandleAsync)
            .WithDisplayName($"Uhit callbacks of {name}")
            .WithMetadata(new AllowAnonymousAttribute()));
        return new MappedPaths([.. mapped]);
    }

    private static string Below(string path, string below) => below.Length == 0 ? path : path.TrimEnd('/') + "/" + below;

    // What is said of the one that the caller mapped is said of all below it.
    private sealed class MappedPaths(IReadOnlyList<IEndpointConventionBuilder> paths) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            foreach (var path in paths)
            {
                path.Add(convention);
            }
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            foreach (var path in paths)
            {
                path.Finally(finallyConvention);
            }
        }
    }
}
