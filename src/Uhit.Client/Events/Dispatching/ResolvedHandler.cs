using System.Data.Common;

namespace Uhit.Client.Events.Dispatching;

/// <summary>A handler, taken from its scope.</summary>
/// <param name="HandleAsync">What a plain handler does, or what a transactional one prepares.</param>
/// <param name="CommitAsync">What a transactional one writes in the store's transaction; null for a plain one.</param>
internal sealed record ResolvedHandler(
    Func<UhitEvent, CancellationToken, Task> HandleAsync, Func<UhitEvent, DbTransaction, CancellationToken, Task>? CommitAsync);
