using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Uhit.Client.Events;

namespace Uhit.Client;

/// <content>Who handles the events of a named client.</content>
public sealed partial class UhitClientBuilder
{
    /// <summary>Adds a handler class: it takes each event whose <see cref="IUsageHistoryHandler{TEvent}"/> it
    /// implements, from a scope of its own per event.</summary>
    /// <remarks>Called at least once per event. Completion is kept under the name: one that is changed makes it a new handler. An event is
    /// finished by the process that claims it, with its own handlers: all processes of one client on one store add the same ones for each
    /// kind of event that they handle.</remarks>
    /// <typeparam name="THandler">The class; registered as scoped unless it is registered already.</typeparam>
    /// <param name="name">The handler's name: unique within the client, and never changed.</param>
    /// <exception cref="ArgumentException">The class handles no event, or the name is taken, or is
    /// that of the tool (<c>listener</c>).</exception>
    public UhitClientBuilder AddHandler<THandler>(string name)
        where THandler : class
    {
        AddRegistrations(name, HandlerRegistration.ForType(typeof(THandler), name));
        Services.TryAddScoped<THandler>();
        return this;
    }

    /// <summary>Adds a handler that is a delegate:
    /// <c>AddHandler&lt;UsageDelivered&gt;("pricing", (delivered, cancellationToken) => …)</c>.</summary>
    /// <remarks>As a handler class in everything else: called at least once per event, completion is kept under the
    /// name, an exception has the event tried again.</remarks>
    /// <typeparam name="TEvent">The kind of event; <see cref="UhitEvent"/> takes all kinds, those of later versions too.</typeparam>
    /// <param name="name">The handler's name: unique within the client, and never changed.
    /// Delegates for several kinds need a name each.</param>
    /// <param name="handle">Handles an event. Its token is the one of <see cref="IUsageHistoryHandler{TEvent}.HandleAsync"/>. May run for
    /// several inquiries at the same time.</param>
    /// <exception cref="ArgumentException">The name is taken, or is that of the tool (<c>listener</c>).</exception>
    public UhitClientBuilder AddHandler<TEvent>(
        string name, Func<TEvent, CancellationToken, Task> handle)
        where TEvent : UhitEvent
    {
        ArgumentNullException.ThrowIfNull(handle);
        return AddHandler<TEvent>(name, (usageEvent, _, cancellationToken) => handle(usageEvent, cancellationToken));
    }

    /// <summary>Adds a handler that is a delegate and takes services from a scope of its own per event.</summary>
    /// <inheritdoc cref="AddHandler{TEvent}(string, Func{TEvent, CancellationToken, Task})"/>
    public UhitClientBuilder AddHandler<TEvent>(
        string name, Func<TEvent, IServiceProvider, CancellationToken, Task> handle)
        where TEvent : UhitEvent
    {
        ArgumentNullException.ThrowIfNull(handle);
        return AddRegistrations(name, [HandlerRegistration.ForDelegate(name, handle)]);
    }

    /// <summary>Adds the tool's own handler, under a name that no other may have.</summary>
    internal UhitClientBuilder AddToolHandler(Func<UhitEvent, CancellationToken, Task> handle) =>
        AddRegistrations(HandlerRegistration.ToolName, [HandlerRegistration.ForTool(handle)]);

    private UhitClientBuilder AddRegistrations(
        string name, IReadOnlyList<HandlerRegistration> registrations)
    {
        if (Services.Any(service => Name.Equals(service.ServiceKey)
            && service.KeyedImplementationInstance is HandlerRegistration known
            && known.Name == name))
        {
            throw new ArgumentException(
                $"The client \"{Name}\" has a handler named \"{name}\" already: completion is kept by name, so each needs its own.",
                nameof(name));
        }

        foreach (var registration in registrations)
        {
            Services.AddKeyedSingleton(Name, registration);
        }

        return this;
    }
}
