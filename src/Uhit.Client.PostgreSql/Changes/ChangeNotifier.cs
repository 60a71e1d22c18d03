using Microsoft.Extensions.Logging;
using Uhit.Client.PostgreSql.Writing;

namespace Uhit.Client.PostgreSql.Changes;

/// <summary>Tells the other processes on the schema which inquiries have changed, once that is committed.</summary>
/// <remarks>Not in the transaction itself: a transaction that notifies holds a lock of the whole server from before its sync to after it,
/// so that no two would share one; and a queue that is full would refuse a callback. What is not told, because this process ends in
/// between, others find at their next look.</remarks>
internal sealed class ChangeNotifier(string channel, string sender, PgRunner runner, string store, ILogger logger) : IAsyncDisposable
{
    // Nobody waits for it to be on the disk.
    private const string Sql = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)";

    private readonly Lock _gate = new();
    private readonly HashSet<RequestId> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _isDisposed;

    /// <summary>Tells of them soon; together with what else comes until then.</summary>
    public void Tell(IReadOnlyCollection<RequestId> changed)
    {
        lock (_gate)
        {
            if (changed.Count == 0 || _isDisposed)
            {
                return;
            }

            _waiting.UnionWith(changed);
            if (!_isSending)
            {
                _isSending = true;
                _sending = Task.Run(SendAsync);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_gate)
        {
            _isDisposed = true;
            sending = _sending;
        }

        await sending.ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        while (Next() is { } message)
        {
            try
            {
                await runner.RunAsync(
                    (session, token) => session.QueryAsync(Sql, static _ => true, token, channel, message),
                    CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.NotTold(logger, store, exception);
            }
        }
    }

    private string? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isSending = false;
                return null;
            }

            var message = ChangeMessage.Write(sender, _waiting);
            _waiting.Clear();
            return message;
        }
    }
}
