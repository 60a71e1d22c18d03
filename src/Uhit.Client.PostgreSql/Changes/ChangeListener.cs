using Microsoft.Extensions.Logging;
using Npgsql;
using Uhit.Client.PostgreSql.Connections;

namespace Uhit.Client.PostgreSql.Changes;

/// <summary>Hears which inquiries other processes on the schema have changed: on one connection, from the first that asks until the store
/// is disposed of.</summary>
internal sealed class ChangeListener(
    string channel, string receiver, PgSessionFactory factory, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // A connection that the network has dropped says nothing: it is asked.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<Action<RequestId?>> _subscribers = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;

    public IDisposable Subscribe(Action<RequestId?> changed)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, typeof(PostgreSqlUhitStore));
            _subscribers.Add(changed);
            _running ??= Task.Run(RunAsync);
        }

        return new Subscription(this, changed);
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            running = _running;
            _stopping.Cancel();
        }

        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => failures = 0).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures++;
                if (failures == 1)
                {
                    Log.NotListening(logger, factory.Store, exception.GetType().Name);
                }
            }

            var pause = FirstPause * Math.Pow(2, Math.Min(failures, 10) - 1);
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(Action hasBegun)
    {
        var connection = await factory.OpenPlainAsync(_stopping.Token).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, said) => Hear(said.Payload);
            await ExecuteAsync(connection, $"LISTEN \"{channel.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ConfigureAwait(false);
            hasBegun();
            Log.Listening(logger, factory.Store);

            // What was said while nobody listened is not said again.
            Tell(null);
            while (true)
            {
                if (!await connection.WaitAsync(CheckInterval, _stopping.Token).ConfigureAwait(false))
                {
                    await ExecuteAsync(connection, "SELECT 1").ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        // The channel is made from the schema, whose name is checked.
#pragma warning disable CA2100
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(_stopping.Token).ConfigureAwait(false);
        }
    }

    private void Hear(string message)
    {
        switch (ChangeMessage.Read(receiver, message))
        {
            case { Count: 0 }:
                Tell(null);
                break;
            case { } changed:
                foreach (var id in changed)
                {
                    Tell(id);
                }

                break;
        }
    }

    private void Tell(RequestId? changed)
    {
        Action<RequestId?>[] subscribers;
        lock (_gate)
        {
            subscribers = [.. _subscribers];
        }

        foreach (var subscriber in subscribers)
        {
            subscriber(changed);
        }
    }

    private sealed class Subscription(ChangeListener listener, Action<RequestId?> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (listener._gate)
            {
                listener._subscribers.Remove(changed);
            }
        }
    }
}
