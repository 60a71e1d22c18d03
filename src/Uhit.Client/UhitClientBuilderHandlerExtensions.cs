using Microsoft.Extensions.DependencyInjection.Extensions;
using Uhit.Client;
using Uhit.Client.Events;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Who handles the events of a named client.</summary>
public static class UhitClientBuilderHandlerExtensions
{
    /// <summary>Adds a handler class: it takes each event whose <see cref="IUsageHistoryHandler{TEvent}"/> it implements, from a scope of its own per event.</summary>
    /// <remarks>Called at least once per event. Completion is kept under the name: one that is changed makes it a new handler. An event is finished by the process that claims
    /// it, with its own handlers: all processes of one client on one store add the same ones for each kind of event that they handle.</remarks>
    /// <typeparam name="THandler">The class; registered as scoped unless it is registered already.</typeparam>
    /// <param name="builder">The client.</param>
    /// <param name="name">The handler's name: unique within the client, and never changed.</param>
    /// <exception cref="ArgumentException">The class handles no event, or the name is taken.</exception>
    public static IUhitClientBuilder AddHandler<THandler>(this IUhitClientBuilder builder, string name)
        where THandler : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => builder.Name.Equals(service.ServiceKey) && service.KeyedImplementationInstance is HandlerRegistration known && known.Name == name))
        {
            throw new ArgumentException($"The client \"{builder.Name}\" has a handler named \"{name}\" already: completion is kept by name, so each needs its own.", nameof(name));
        }

        builder.Services.TryAddScoped<THandler>();
        foreach (var registration in HandlerRegistration.ForType(typeof(THandler), name))
        {
            builder.Services.AddKeyedSingleton(builder.Name, registration);
        }

        return builder;
    }
}
