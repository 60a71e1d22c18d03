namespace Uhit.Client.Events;

/// <summary>Tells the dispatcher of the same process that something waits, and callers that an inquiry may have changed, so that neither has to wait for its next look.</summary>
/// <remarks>The dispatcher alone waits by <see cref="WaitAsync"/>: a signal that it does not wait for is kept, once. Any number may wait for <see cref="Next"/>.</remarks>
internal sealed class DispatchSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private TaskCompletionSource _next = NewNext();

    /// <summary>Ends with the next signal. Take it before you look: what changes in between then ends it.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set()
    {
        Interlocked.Exchange(ref _next, NewNext()).SetResult();
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already.
        }
    }

    /// <summary>Waits for the signal, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await _set.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _set.Dispose();

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
