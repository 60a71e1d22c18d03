using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Uhit.Client.Store;

namespace Uhit.Client;

/// <content>Where a named client keeps what must be durable.</content>
public sealed partial class UhitClientBuilder
{
    /// <summary>Keeps inquiries and callbacks in a store. The last one set holds.</summary>
    /// <param name="createStore">Makes the store; the container disposes it.</param>
    public UhitClientBuilder UseStore(Func<IServiceProvider, IUhitStore> createStore)
    {
        ArgumentNullException.ThrowIfNull(createStore);
        Services.RemoveAllKeyed<IUhitStore>(Name);
        Services.AddKeyedSingleton(Name, (services, _) => createStore(services));
        return this;
    }

    /// <summary>Protects what the store writes of messages and inquiries, such as by encryption. The last one set holds.</summary>
    /// <param name="createProtector">Makes the protector; the container disposes it.</param>
    public UhitClientBuilder UsePayloadProtector(
        Func<IServiceProvider, IPayloadProtector> createProtector)
    {
        ArgumentNullException.ThrowIfNull(createProtector);
        Services.RemoveAllKeyed<IPayloadProtector>(Name);
        Services.AddKeyedSingleton(Name, (services, _) => createProtector(services));
        return this;
    }
}
