using System.Data.Common;

namespace Uhit.Client.Events.Dispatching;

/// <summary>A handler, taken from a scope, which ends with it.</summary>
/// <param name="HandleAsync">What a plain handler does, or what a transactional one prepares.</param>
/// <param name="CommitAsync">What a transactional one writes in the store's transaction; null for a plain one.</param>
internal sealed record ResolvedHandler(
    Func<UhitEvent, CancellationToken, Task> HandleAsync,
    Func<UhitEvent, DbTransaction, CancellationToken, Task>? CommitAsync) : IAsyncDisposable
{
    /// <summary>The scope that it came from.</summary>
    public IAsyncDisposable? Scope { get; init; }

    public ValueTask DisposeAsync() => Scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
