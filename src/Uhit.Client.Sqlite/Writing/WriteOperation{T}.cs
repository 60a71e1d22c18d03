using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>One write that gives a value.</summary>
internal sealed class WriteOperation<T>(
    Func<SqliteSession, T> work, int weight, CancellationToken cancellationToken) : WriteOperation(weight)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private T _result = default!;

    public override bool IsAbandoned => _completion.Task.IsCompleted;

    /// <summary>Waits; a token that is cancelled stops the waiting, and the work too where it has not begun.</summary>
    public async Task<T> WaitAsync()
    {
        _registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((WriteOperation<T>)state!)._completion.TrySetCanceled(token), this);
        await using (_registration.ConfigureAwait(false))
        {
            return await _completion.Task.ConfigureAwait(false);
        }
    }

    public override void Execute(SqliteSession session) => _result = work(session);

    public override void Complete()
    {
        if (Failure is null)
        {
            _completion.TrySetResult(_result);
        }
        else
        {
            _completion.TrySetException(Failure);
        }
    }

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
