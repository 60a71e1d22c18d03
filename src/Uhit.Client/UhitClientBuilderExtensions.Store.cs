using Microsoft.Extensions.DependencyInjection.Extensions;
using Uhit.Client;
using Uhit.Client.Store;

namespace Microsoft.Extensions.DependencyInjection;

/// <content>Where a named client keeps what must be durable.</content>
public static partial class UhitClientBuilderExtensions
{
    /// <summary>Keeps inquiries and callbacks in a store. The last one set holds.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="createStore">Makes the store; the container disposes it.</param>
    public static IUhitClientBuilder UseStore(this IUhitClientBuilder builder, Func<IServiceProvider, IUhitStore> createStore)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createStore);
        builder.Services.RemoveAllKeyed<IUhitStore>(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, (services, _) => createStore(services));
        return builder;
    }

    /// <summary>Protects what the store writes of messages and inquiries, such as by encryption. The last one set holds.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="createProtector">Makes the protector; the container disposes it.</param>
    public static IUhitClientBuilder UsePayloadProtector(
        this IUhitClientBuilder builder, Func<IServiceProvider, IPayloadProtector> createProtector)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createProtector);
        builder.Services.RemoveAllKeyed<IPayloadProtector>(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, (services, _) => createProtector(services));
        return builder;
    }
}
