using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>The one writer of this process: a queue, drained by one thread. What waits shares a
/// transaction; what comes alone waits for nobody.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly BlockingCollection<WriteOperation> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriteTurn _turn;
    private readonly GroupCommit _commit;
    private readonly int _maxGroup;

    public SqliteWriter(SqliteSessionFactory factory, LogWriteBack log, int maxGroup, WriteTurn turn, ILogger logger)
    {
        _commit = new GroupCommit(factory, log, logger);
        _maxGroup = maxGroup;
        _turn = turn;
        new Thread(Work) { IsBackground = true, Name = "Uhit SQLite writer" }.Start();
    }

    /// <summary>Runs a write in a transaction; the task ends when it is durable.</summary>
    /// <param name="work">Synchronous, and repeatable: after a rollback it may run again.</param>
    /// <param name="weight">About how many bytes it writes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<T> RunAsync<T>(Func<SqliteSession, T> work, int weight, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var operation = new WriteOperation<T>(work, weight, cancellationToken);
        try
        {
            _queue.Add(operation, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteUhitStore)));
        }

        return operation.WaitAsync();
    }

    /// <summary>Closes the connection until the next write. For whoever has the turn.</summary>
    public void Close() => _commit.Close();

    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private void Work()
    {
        const int MaxWeight = 8 << 20;
        var group = new List<WriteOperation>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            // What comes while a handler's transaction runs goes into the same group.
            _turn.EnterWriter();
            group.Add(first);
            var weight = first.Weight;
            while (group.Count < _maxGroup && weight < MaxWeight && _queue.TryTake(out var next))
            {
                group.Add(next);
                weight += next.Weight;
            }

            _commit.Run(group);
            _turn.ExitWriter();
            group.Clear();
        }

        _commit.Dispose();
        _ended.SetResult();
    }
}
