using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Receiving;

namespace Uhit.Client.AspNetCore;

/// <summary>Finds the named clients of a process; what is missing is told with the line to write.</summary>
internal static class ClientNames
{
    public static IReadOnlyList<string> All(IServiceProvider services)
    {
        var names = services.GetServices<UhitClientRegistration>()
            .Select(registration => registration.Name)
            .Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0
            ? names
            : throw new UhitConfigurationException(
                "No named client is registered. Write: builder.Services.AddUhitClient(\"Production\").UseSqlite(\"uhit.db\");");
    }

    /// <summary>The name that is meant: the one that is given, else the only one there is.</summary>
    public static string Resolve(IServiceProvider services, string? clientName, string call)
    {
        var names = All(services);
        if (clientName is null)
        {
            return names.Count == 1
                ? names[0]
                : throw new UhitConfigurationException(
                    $"{call} must say which of the named clients it is for ({string.Join(", ", names)}): name it, such as \"{names[0]}\". "
                        + "Each has a path of its own.");
        }

        return names.Contains(clientName, StringComparer.Ordinal)
            ? clientName
            : throw new UhitConfigurationException(
                $"{call} names the client \"{clientName}\", which is not registered (registered: {string.Join(", ", names)}). Write: "
                + $"builder.Services.AddUhitClient(\"{clientName}\").UseSqlite(\"uhit.db\");");
    }

    public static CallbackReceiver Receiver(IServiceProvider services, string clientName) =>
        services.GetKeyedService<CallbackReceiver>(clientName)
        ?? throw new UhitConfigurationException(
            $"The client \"{clientName}\" has no receiver. Write: "
                + $"builder.Services.AddUhitClient(\"{clientName}\").UseSqlite(\"uhit.db\");");
}
