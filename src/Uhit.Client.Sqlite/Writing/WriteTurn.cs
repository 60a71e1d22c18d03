namespace Uhit.Client.Sqlite.Writing;

/// <summary>Whose turn it is to write: the group commit's, or that of one handler's
/// transaction. They alternate where both want to.</summary>
/// <remarks>One thread commits groups; handlers wait in the order in which they came. SQLite's own lock
/// would leave it to chance who waits how long.</remarks>
internal sealed class WriteTurn
{
    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource> _handlers = [];
    private bool _isTaken;
    private bool _writerWaits;

    /// <summary>For the group commit: blocks its thread, for one handler's transaction at most.</summary>
    public void EnterWriter()
    {
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            _writerWaits = true;
            while (_writerWaits)
            {
                Monitor.Wait(_lock);
            }
        }
    }

    public async Task EnterHandlerAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _handlers.AddLast(turn);
        }

        using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(turn, cancellationToken), null);
        await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Passes the turn on: to the group commit where it waits, which it does after a handler only.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            if (_writerWaits)
            {
                _writerWaits = false;
                Monitor.Pulse(_lock);
            }
            else if (_handlers.First is { } first)
            {
                _handlers.RemoveFirst();
                first.Value.SetResult();
            }
            else
            {
                _isTaken = false;
            }
        }
    }

    private void GiveUp(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_handlers.Remove(turn))
            {
                turn.SetCanceled(cancellationToken);
            }
        }
    }
}
