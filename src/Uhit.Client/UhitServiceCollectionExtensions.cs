using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Uhit.Client;
using Uhit.Client.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers named clients.</summary>
public static class UhitServiceCollectionExtensions
{
    /// <summary>Registers a named client and its receiver; settings come from the configuration section <c>Uhit:{name}</c>.</summary>
    /// <remarks>May be called more than once with the same name: the calls add up. Inject the client as <see cref="IUsageHistoryClient"/>
    /// where it is the only one, else by its name as the key. It needs a store: add <c>.UseSqlite("uhit.db")</c>.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, such as <c>Production</c>: the key of its services and of its settings.</param>
    public static UhitClientBuilder AddUhitClient(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var builder = new UhitClientBuilder(name, services);
        if (services.Any(service => service.ImplementationInstance is UhitClientRegistration known && known.Name == name))
        {
            return builder;
        }

        services.AddSingleton(new UhitClientRegistration(name));
        AddOnce(services);
        services.AddOptions<UhitClientOptions>(name).ValidateOnStart();
        services.AddSingleton<IConfigureOptions<UhitClientOptions>>(provider => new ConfigureNamedOptions<UhitClientOptions>(
            name, options => Bind(provider.GetService<IConfiguration>(), name, options)));
        ClientServices.Add(services, name);
        return builder;
    }

    /// <summary>Registers a named client and its receiver, with settings from code on top of those of the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, such as <c>Production</c>.</param>
    /// <param name="configure">Changes the settings.</param>
    public static UhitClientBuilder AddUhitClient(this IServiceCollection services, string name, Action<UhitClientOptions> configure) =>
        services.AddUhitClient(name).Configure(configure);

    private static void Bind(IConfiguration? configuration, string name, UhitClientOptions options)
    {
        if (configuration?.GetSection(UhitClientOptions.SectionName).GetSection(name) is not { } section)
        {
            return;
        }

        if (SettingsCheck.Find(section, typeof(UhitClientOptions)) is { Count: > 0 } wrong)
        {
            throw new UhitConfigurationException(string.Join(Environment.NewLine, wrong));
        }

        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // The check above names what the binder can't read; this is for what it does not know of.
            throw new UhitConfigurationException(
                $"{UhitClientOptions.SectionName}:{name} has a setting that can't be read: {exception.Message}", exception);
        }
    }

    private static void AddOnce(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UhitClientOptions>, UhitClientOptionsValidator>());
        services.TryAddSingleton<UsageHistoryClientFactory>();
        services.TryAddSingleton(provider => provider.GetRequiredService<UsageHistoryClientFactory>().GetOnlyClient());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UhitHostedService>());
    }
}
