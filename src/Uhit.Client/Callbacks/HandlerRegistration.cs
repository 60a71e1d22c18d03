using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Uhit.Client.Callbacks;

/// <summary>That a handler, under a name, takes one kind of event.</summary>
/// <param name="Name">The name under which completion is kept.</param>
/// <param name="EventType">The kind of event; a base type takes all kinds under it.</param>
/// <param name="HandleAsync">Takes the handler from the scope and calls it.</param>
internal sealed record HandlerRegistration(
    string Name, Type EventType, Func<IServiceProvider, UhitEvent, CancellationToken, Task> HandleAsync)
{
    private static readonly MethodInfo OfEvent =
        typeof(HandlerRegistration).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>One registration for each kind of event that a class handles.</summary>
    /// <param name="handlerType">The class, which must be registered as a service.</param>
    /// <param name="name">The handler's name.</param>
    /// <exception cref="ArgumentException">The class handles nothing, or the name can't be used.</exception>
    public static IReadOnlyList<HandlerRegistration> ForType(Type handlerType, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (string.Equals(name, IUsageHistoryListener.HandlerName, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The handler name \"{name}\" is that of {nameof(IUsageHistoryListener)}: choose another.", nameof(name));
        }

        var kinds = handlerType.GetInterfaces()
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IUsageHistoryHandler<>))
            .Select(contract => contract.GetGenericArguments()[0])
            .ToList();
        if (kinds.Count == 0)
        {
            throw new ArgumentException(
                $"{handlerType.Name} handles no event: let it implement IUsageHistoryHandler<UsageDelivered>, or another event.", nameof(handlerType));
        }

        return kinds.ConvertAll(kind => (HandlerRegistration)OfEvent.MakeGenericMethod(kind).Invoke(null, [handlerType, name])!);
    }

    private static HandlerRegistration Of<TEvent>(Type handlerType, string name)
        where TEvent : UhitEvent => new(
            name,
            typeof(TEvent),
            (services, usageEvent, cancellationToken) =>
                ((IUsageHistoryHandler<TEvent>)services.GetRequiredService(handlerType)).HandleAsync((TEvent)usageEvent, cancellationToken));
}
