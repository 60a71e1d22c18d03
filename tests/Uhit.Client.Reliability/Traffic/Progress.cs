namespace Uhit.Client.Reliability.Traffic;

/// <summary>A count that one can wait on.</summary>
internal sealed class Progress
{
    private readonly Lock _counting = new();
    private int _count;
    private (int Count, TaskCompletionSource Reached)? _waiting;

    public void Add()
    {
        lock (_counting)
        {
            _count++;
            if (_waiting is { } waiting && _count >= waiting.Count)
            {
                waiting.Reached.TrySetResult();
                _waiting = null;
            }
        }
    }

    /// <summary>Waits until it has grown by so many; one waits at a time.</summary>
    public Task WaitAsync(int more)
    {
        lock (_counting)
        {
            if (more <= 0)
            {
                return Task.CompletedTask;
            }

            _waiting = (_count + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _waiting.Value.Reached.Task;
        }
    }
}
