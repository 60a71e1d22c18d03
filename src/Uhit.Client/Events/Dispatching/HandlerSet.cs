using Microsoft.Extensions.DependencyInjection;

namespace Uhit.Client.Events.Dispatching;

/// <summary>All handlers of one named client.</summary>
internal sealed class HandlerSet
{
    private readonly Dictionary<StoredEventKind, IReadOnlyList<HandlerRegistration>> _handlers = [];
    private readonly IServiceScopeFactory _scopes;

    /// <param name="registrations">The handlers.</param>
    /// <param name="scopes">Where a handler is taken from.</param>
    /// <param name="events">The kinds of events that there are; a test adds one.</param>
    /// <exception cref="UhitConfigurationException">Two handlers of one kind of event have the same name.</exception>
    public HandlerSet(IEnumerable<HandlerRegistration> registrations, IServiceScopeFactory scopes, EventTable? events = null)
    {
        Events = events ?? EventTable.Default;
        _scopes = scopes;
        var all = registrations.ToList();
        TransactionalNames = [.. all.Where(registration => registration.IsTransactional)
            .Select(registration => registration.Name)
            .Distinct(StringComparer.Ordinal)];
        foreach (var kind in Events.Kinds)
        {
            var ofKind = all.FindAll(registration => registration.EventType.IsAssignableFrom(kind.Type));
            if (ofKind.GroupBy(registration => registration.Name, StringComparer.Ordinal)
                .FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new UhitConfigurationException(
                    $"Two handlers of {kind.Type.Name} have the name \"{twice.Key}\": give each AddHandler call a name of its own, since "
                        + "completion is kept by it.");
            }

            if (ofKind.Count > 0)
            {
                _handlers.Add(kind.Stored, ofKind);
            }
        }
    }

    /// <summary>What kinds of events there are.</summary>
    public EventTable Events { get; }

    /// <summary>The kinds of events that have a handler.</summary>
    public IReadOnlyCollection<StoredEventKind> Kinds => _handlers.Keys;

    /// <summary>The names of the handlers that need a store with transactions.</summary>
    public IReadOnlyList<string> TransactionalNames { get; }

    /// <summary>The names of the handlers of a kind.</summary>
    public IEnumerable<string> NamesFor(StoredEventKind kind) => Of(kind).Select(registration => registration.Name);

    /// <summary>Takes a handler from a scope of its own.</summary>
    public async Task<ResolvedHandler> OpenAsync(string name, StoredEventKind kind)
    {
        var registration = Of(kind).Single(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        var scope = _scopes.CreateAsyncScope();
        try
        {
            return registration.Resolve(scope.ServiceProvider) with { Scope = scope };
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private IReadOnlyList<HandlerRegistration> Of(StoredEventKind kind) => _handlers.GetValueOrDefault(kind, []);
}
