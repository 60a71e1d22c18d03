using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Wire;

namespace Uhit.Client.Registration;

/// <summary>The secrets of a named client, for its wire format.</summary>
internal static class SecretSettings
{
    /// <summary>A format with the secrets of a client, where it needs any.</summary>
    public static UhitWireFormat Bind(IServiceProvider provider, string name, UhitWireFormat format) =>
        format.SecretNames.Count > 0 ? format.WithSecrets(Of(provider, name).Get) : format;

    /// <summary>The secrets of a client.</summary>
    public static WireSecrets Of(IServiceProvider provider, string name) =>
        new(ClientServices.OptionsOf(provider, name).Secrets, $"{UhitClientOptions.SectionName}:{name}:Secrets");

    /// <summary>Sees that there is each secret which the format of a client needs.</summary>
    /// <exception cref="UhitConfigurationException">Some are missing; it names them all.</exception>
    public static void Require(IServiceProvider provider, string name)
    {
        var secrets = Of(provider, name);
        var missing = provider.GetRequiredKeyedService<UhitWireFormat>(name).SecretNames
            .Where(secret => !secrets.Has(secret))
            .Select(secrets.Missing).ToList();
        if (missing.Count > 0)
        {
            throw new UhitConfigurationException(string.Join(Environment.NewLine, missing));
        }
    }
}
