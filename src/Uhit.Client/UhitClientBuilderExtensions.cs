using Microsoft.Extensions.DependencyInjection.Extensions;
using Uhit.Client;
using Uhit.Client.Certificates;
using Uhit.Client.Registration;
using Uhit.Client.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What belongs to one named client.</summary>
public static partial class UhitClientBuilderExtensions
{
    /// <summary>Changes the settings, on top of those of the configuration.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Changes the settings.</param>
    public static IUhitClientBuilder Configure(this IUhitClientBuilder builder, Action<UhitClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Speaks another contract than the reference one: CNP's own.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="wireFormat">The format; stateless and thread-safe.</param>
    public static IUhitClientBuilder UseWireFormat(this IUhitClientBuilder builder, UhitWireFormat wireFormat)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(wireFormat);
        builder.Services.RemoveAllKeyed<UhitWireFormat>(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => SecretSettings.Bind(provider, builder.Name, wireFormat));
        return builder;
    }

    /// <summary>Speaks the contract that a folder describes: <c>contract.json</c> with its
    /// templates, read and checked here, once.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="folder">The folder, absolute or relative to the working directory. The setting
    /// <c>Contract:Folder</c> does the same.</param>
    /// <exception cref="UhitConfigurationException">The folder can't be used: it tells everything that is
    /// wrong, with file, line and place.</exception>
    public static IUhitClientBuilder UseContract(this IUhitClientBuilder builder, string folder) =>
        builder.UseWireFormat(SimulatedWireFormat.Load(folder));

    /// <summary>Takes the client certificate from a source of your own, such as a vault, in place
    /// of the setting <c>Certificate</c>.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="createSource">Makes the source.</param>
    public static IUhitClientBuilder UseCertificateSource(
        this IUhitClientBuilder builder, Func<IServiceProvider, ICertificateSource> createSource)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createSource);
        builder.Services.RemoveAllKeyed<ICertificateSource>(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, (services, _) => createSource(services));
        return builder;
    }
}
