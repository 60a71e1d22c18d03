using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>All handlers of one named client.</summary>
internal sealed class HandlerSet
{
    private readonly IReadOnlyList<HandlerRegistration> _registrations;
    private readonly UsageHistoryListener _listener;
    private readonly IServiceScopeFactory _scopes;

    /// <exception cref="UhitConfigurationException">Two handlers of one kind of event have the same name.</exception>
    public HandlerSet(IEnumerable<HandlerRegistration> registrations, UsageHistoryListener listener, IServiceScopeFactory scopes)
    {
        _registrations = [.. registrations];
        _listener = listener;
        _scopes = scopes;
        foreach (var type in EventKinds.Types.Values)
        {
            var twice = Of(type).GroupBy(registration => registration.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
            if (twice is not null)
            {
                throw new UhitConfigurationException(
                    $"Two handlers of {type.Name} have the name \"{twice.Key}\": give each AddHandler call a name of its own, since completion is kept by it.");
            }
        }
    }

    /// <summary>The kinds of events that have a handler now.</summary>
    public IReadOnlyCollection<StoredEventKind> Kinds =>
        [.. EventKinds.Types.Where(kind => _listener.Handles(kind.Value) || Of(kind.Value).Any()).Select(kind => kind.Key)];

    /// <summary>The names of the handlers of a kind.</summary>
    public IReadOnlyList<string> NamesFor(StoredEventKind kind)
    {
        var type = EventKinds.Types[kind];
        var names = Of(type).Select(registration => registration.Name).ToList();
        if (_listener.Handles(type))
        {
            names.Add(IUsageHistoryListener.HandlerName);
        }

        return names;
    }

    /// <summary>The names of the handlers that need a store with transactions.</summary>
    public IReadOnlyList<string> TransactionalNames =>
        [.. _registrations.Where(registration => registration.IsTransactional).Select(registration => registration.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Takes a handler from a scope of its own.</summary>
    public async Task<HandlerScope> OpenAsync(string name, Type eventType)
    {
        if (string.Equals(name, IUsageHistoryListener.HandlerName, StringComparison.Ordinal))
        {
            return new HandlerScope(new ResolvedHandler(_listener.RaiseAsync, null), null);
        }

        var registration = Of(eventType).Single(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        var scope = _scopes.CreateAsyncScope();
        try
        {
            return new HandlerScope(registration.Resolve(scope.ServiceProvider), scope);
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private IEnumerable<HandlerRegistration> Of(Type eventType) => _registrations.Where(registration => registration.EventType.IsAssignableFrom(eventType));
}
