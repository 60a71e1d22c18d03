using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Certificates;

namespace Uhit.Client.Tests.Registration;

/// <summary>Settings of clients as a configuration has them, with certificate files that can be used.</summary>
internal sealed class ClientSettings : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ThrowawayCertificates _certificates = new();
    private readonly Dictionary<string, string?> _values = [];

    public ClientSettings(params string[] clients)
    {
        _certificates.WriteTo(Path.GetDirectoryName(File("ca.pem"))!);
        foreach (var client in clients)
        {
            _values[$"Uhit:{client}:Environment"] = "Test";
            _values[$"Uhit:{client}:AuthenticationId"] = "123456789";
            _values[$"Uhit:{client}:Endpoint"] = "https://cnp.example/uhit/inquiry";
            _values[$"Uhit:{client}:Certificate:PemFile"] = File("third-party.pem");
        }
    }

    public ThrowawayCertificates Certificates => _certificates;

    public string? this[string key]
    {
        set => _values[key] = value;
    }

    public string File(string name) => _directory.File(name);

    public ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_values).Build());
        return services;
    }

    public HostApplicationBuilder Host()
    {
        var builder =
            Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(_values);
        return builder;
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }
}
