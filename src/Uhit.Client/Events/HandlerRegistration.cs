using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Events.Dispatching;

namespace Uhit.Client.Events;

/// <summary>That a handler, under a name, takes one kind of event.</summary>
/// <param name="Name">The name under which completion is kept.</param>
/// <param name="EventType">The kind of event; a base type takes all kinds under it.</param>
/// <param name="IsTransactional">Whether it writes in the store's transaction.</param>
/// <param name="Resolve">Takes the handler from the scope.</param>
internal sealed record HandlerRegistration(
    string Name, Type EventType, bool IsTransactional, Func<IServiceProvider, ResolvedHandler> Resolve)
{
    /// <summary>The name under which the tool's own handler is known in a store: an application's handler of that name would settle the
    /// tool's events, or the tool its. The name is stored, so it stays although the tool now says "receiver".</summary>
    public const string ToolName = "listener";

    private static readonly MethodInfo PlainOfEvent =
        typeof(HandlerRegistration).GetMethod(nameof(Plain), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo TransactionalOfEvent =
        typeof(HandlerRegistration).GetMethod(nameof(Transactional), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>One registration for each kind of event that a class handles.</summary>
    /// <param name="handlerType">The class, which must be registered as a service.</param>
    /// <param name="name">The handler's name.</param>
    /// <exception cref="ArgumentException">The class handles nothing, or one kind in both ways, or the name can't be used.</exception>
    public static IReadOnlyList<HandlerRegistration> ForType(Type handlerType, string name)
    {
        RequireUsable(name);
        var plain = KindsOf(handlerType, typeof(IUsageHistoryHandler<>));
        var transactional = KindsOf(handlerType, typeof(ITransactionalUsageHistoryHandler<>));
        if (plain.Count == 0 && transactional.Count == 0)
        {
            throw new ArgumentException(
                $"{handlerType.Name} handles no event: let it implement IUsageHistoryHandler<UsageDelivered>, or another event.",
                nameof(handlerType));
        }

        var both = EventTable.Default.Kinds.Select(kind => kind.Type).FirstOrDefault(
            kind => plain.Exists(taken => taken.IsAssignableFrom(kind)) && transactional.Exists(taken => taken.IsAssignableFrom(kind)));
        if (both is not null)
        {
            throw new ArgumentException(
                $"{handlerType.Name}, the handler \"{name}\", takes {both.Name} by IUsageHistoryHandler and by "
                + "ITransactionalUsageHistoryHandler: "
                + "let it implement one of them for that event, or make two classes with a name each.",
                nameof(handlerType));
        }

        return
        [
            .. plain.Select(kind => (HandlerRegistration)PlainOfEvent.MakeGenericMethod(kind).Invoke(null, [handlerType, name])!),
            .. transactional.Select(kind =>
                (HandlerRegistration)TransactionalOfEvent.MakeGenericMethod(kind).Invoke(null, [handlerType, name])!),
        ];
    }

    /// <summary>The registration of a delegate.</summary>
    /// <exception cref="ArgumentException">The name can't be used.</exception>
    public static HandlerRegistration ForDelegate<TEvent>(string name, Func<TEvent, IServiceProvider, CancellationToken, Task> handle)
        where TEvent : UhitEvent
    {
        RequireUsable(name);
        return new HandlerRegistration(name, typeof(TEvent), IsTransactional: false, services =>
            new ResolvedHandler((usageEvent, cancellationToken) => handle((TEvent)usageEvent, services, cancellationToken), null));
    }

    /// <summary>The registration of the tool's own handler, which takes all kinds of events.</summary>
    public static HandlerRegistration ForTool(Func<UhitEvent, CancellationToken, Task> handle) =>
        new(ToolName, typeof(UhitEvent), IsTransactional: false, _ => new ResolvedHandler(handle, null));

    private static void RequireUsable(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (string.Equals(name, ToolName, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The handler name \"{name}\" is that of the tool uhit, which may share a store with an application: choose another.",
                nameof(name));
        }
    }

    private static List<Type> KindsOf(Type handlerType, Type contract) => handlerType.GetInterfaces()
        .Where(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == contract)
        .Select(implemented => implemented.GetGenericArguments()[0])
        .ToList();

    private static HandlerRegistration Plain<TEvent>(Type handlerType, string name)
        where TEvent : UhitEvent => new(name, typeof(TEvent), IsTransactional: false, services =>
        {
            var handler = (IUsageHistoryHandler<TEvent>)services.GetRequiredService(handlerType);
            return new ResolvedHandler((usageEvent, cancellationToken) => handler.HandleAsync((TEvent)usageEvent, cancellationToken), null);
        });

    private static HandlerRegistration Transactional<TEvent>(Type handlerType, string name)
        where TEvent : UhitEvent => new(name, typeof(TEvent), IsTransactional: true, services =>
        {
            var handler = (ITransactionalUsageHistoryHandler<TEvent>)services.GetRequiredService(handlerType);
            return new ResolvedHandler(
                (usageEvent, cancellationToken) => handler.PrepareAsync((TEvent)usageEvent, cancellationToken),
                (usageEvent, transaction, cancellationToken) => handler.CommitAsync((TEvent)usageEvent, transaction, cancellationToken));
        });
}
