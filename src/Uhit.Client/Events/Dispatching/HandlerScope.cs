namespace Uhit.Client.Events.Dispatching;

/// <summary>A handler with the scope that it came from, which ends with it.</summary>
internal sealed class HandlerScope(ResolvedHandler handler, IAsyncDisposable? scope) : IAsyncDisposable
{
    public ResolvedHandler Handler => handler;

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
