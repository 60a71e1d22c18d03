using System.Net.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Uhit.Client.Certificates;
using Uhit.Client.Registration;
using Uhit.Client.Wire;

namespace Uhit.Client;

/// <summary>Registers what belongs to one named client. Handed back by <c>AddUhitClient</c>.</summary>
/// <remarks>Packages add to it by extension methods.</remarks>
public sealed partial class UhitClientBuilder
{
    internal UhitClientBuilder(string name, IServiceCollection services) => (Name, Services) = (name, services);

    /// <summary>The client's name: the key under which its services are registered.</summary>
    public string Name { get; }

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes the settings, on top of those of the configuration.</summary>
    /// <param name="configure">Changes the settings.</param>
    public UhitClientBuilder Configure(Action<UhitClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Speaks another contract than the reference one: CNP's own.</summary>
    /// <param name="wireFormat">The format; stateless and thread-safe.</param>
    public UhitClientBuilder UseWireFormat(UhitWireFormat wireFormat)
    {
        ArgumentNullException.ThrowIfNull(wireFormat);
        Services.RemoveAllKeyed<UhitWireFormat>(Name);
        Services.AddKeyedSingleton(Name, (provider, _) => SecretSettings.Bind(provider, Name, wireFormat));
        return this;
    }

    /// <summary>Speaks the contract that a folder describes: <c>contract.json</c> with its
    /// templates, read and checked here, once.</summary>
    /// <param name="folder">The folder, absolute or relative to the working directory. The setting
    /// <c>ContractFolder</c> does the same.</param>
    /// <exception cref="UhitConfigurationException">The folder can't be used: it tells everything that is
    /// wrong, with file, line and place.</exception>
    public UhitClientBuilder UseContract(string folder) =>
        UseWireFormat(SimulatedWireFormat.Load(folder));

    /// <summary>Takes the client certificate from your own code, such as from a vault or a PKCS#11 token, in place
    /// of the setting <c>Certificate</c>.</summary>
    /// <param name="getCurrent">Gives the certificate in force now, with its private key and the intermediates that are sent with it. Asked
    /// before every send and for every connection, from any thread: it answers quickly, and with the same context until the certificate
    /// changes (<c>SslStreamCertificateContext.Create(leaf, intermediates, offline: true)</c>). Do not dispose of a certificate:
    /// connections may still use it after a newer one has taken its place. Where none can be used, throw a
    /// <see cref="UhitConfigurationException"/>.</param>
    public UhitClientBuilder UseCertificate(
        Func<IServiceProvider, SslStreamCertificateContext> getCurrent)
    {
        ArgumentNullException.ThrowIfNull(getCurrent);
        Services.RemoveAllKeyed<ICertificateSource>(Name);
        Services.AddKeyedSingleton<ICertificateSource>(
            Name, (services, _) => new CertificateFromCode(() => getCurrent(services)));
        return this;
    }
}
