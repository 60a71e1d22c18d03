using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>The one writer of this process: a queue, drained by one thread. What waits shares a transaction; what comes alone waits for
/// nobody. A write that fails takes none of the others with it, and no caller hears of success before the commit.</summary>
internal sealed class SqliteWriter : IRelationalWriter, IAsyncDisposable
{
    private readonly BlockingCollection<QueuedWrite> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteSessionFactory _factory;
    private readonly LogWriteBack _log;
    private readonly int _maxGroup;
    private readonly WriteTurn _turn;
    private readonly ILogger _logger;
    private SqliteSession? _session;

    public SqliteWriter(SqliteSessionFactory factory, LogWriteBack log, int maxGroup, WriteTurn turn, ILogger logger)
    {
        _factory = factory;
        _log = log;
        _maxGroup = maxGroup;
        _turn = turn;
        _logger = logger;
        new Thread(Work) { IsBackground = true, Name = "Uhit SQLite writer" }.Start();
    }

    /// <summary>Runs a write in a transaction; the task ends when it is durable.</summary>
    /// <param name="work">Synchronous, and repeatable: after a rollback it may run again.</param>
    /// <param name="cancellationToken">Stops waiting, and the work too where it has not begun.</param>
    /// <param name="weight">About how many bytes it writes.</param>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken, int weight = 4096)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = default(T)!;
        await WriteAsync(session => { result = work(session); }, cancellationToken, weight).ConfigureAwait(false);
        return result;
    }

    /// <summary>Runs a write that gives nothing, as above.</summary>
    public async Task WriteAsync(Action<SqliteSession> work, CancellationToken cancellationToken, int weight = 4096)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = new QueuedWrite(
            weight,
            work,
            () => told.Task.IsCompleted,
            failure => _ = failure is null ? told.TrySetResult() : told.TrySetException(failure));
        try
        {
            _queue.Add(write, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteUhitStore));
        }

        var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), told);
        await using (registration.ConfigureAwait(false))
        {
            await told.Task.ConfigureAwait(false);
        }
    }

    public Task<T> WriteAsync<T>(
        Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken, int weight = 4096) =>
        WriteAsync(session => SqliteSession.Ended(work(session, CancellationToken.None)), cancellationToken, weight);

    public Task<int> WriteOneAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        WriteAsync(session => session.Execute(sql, values), cancellationToken);

    /// <summary>Runs writes in one transaction, and tells each how it ended. For whoever has the turn.</summary>
    public void Commit(IReadOnlyCollection<QueuedWrite> writes)
    {
        var group = writes.Where(write => !write.IsAbandoned()).ToList();
        if (group.Count == 0)
        {
            return;
        }

        var hasBegun = false;
        try
        {
            _log.Hold();
            _session ??= _factory.OpenWriter();
            _session.Begin();
            hasBegun = true;
            Execute(_session, group);
        }
        catch (Exception exception)
        {
            Close();
            Recover(group, hasBegun, exception);
            return;
        }

        group.ForEach(write => write.Tell(write.Failure));
        _log.AfterCommit(_session, Close);
    }

    /// <summary>Closes the connection until the next write. For whoever has the turn.</summary>
    public void Close()
    {
        try
        {
            _session?.Dispose();
        }
        catch (SqliteException exception)
        {
            Log.WriteFailed(_logger, _factory.Path, 0, exception);
        }

        _session = null;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private void Work()
    {
        const int MaxWeight = 8 << 20;
        var group = new List<QueuedWrite>();
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

            Commit(group);
            _turn.Exit();
            group.Clear();
        }

        Close();
        _ended.SetResult();
    }

    private void Execute(SqliteSession session, List<QueuedWrite> group)
    {
        // One that is alone needs no savepoint, which would keep what a purge overwrites in memory.
        var isShared = group.Count > 1;

        // Asked again: it may have been given up while those before it ran, or while the transaction waited for another process's.
        foreach (var write in group.Where(write => !write.IsAbandoned()))
        {
            if (isShared)
            {
                session.Save();
            }

            try
            {
                write.Work(session);
                if (isShared)
                {
                    session.Keep();
                }

                write.Failure = null;
            }
            catch (Exception exception) when (!session.IsTransactionLost)
            {
                write.Failure = SqliteErrors.Translate(exception, _factory.Path);
                if (!isShared)
                {
                    session.Rollback();
                    return;
                }

                session.Undo();
            }
        }

        session.Commit();
    }

    // A full disk may have room for the small ones: each is tried alone. After any other failure nobody can
    // say what the disk holds, so nobody is told "stored".
    private void Recover(List<QueuedWrite> group, bool hasBegun, Exception exception)
    {
        if (hasBegun && group.Count > 1 && exception is SqliteException { SqliteErrorCode: SqliteErrors.Full })
        {
            foreach (var write in group)
            {
                Commit([write]);
            }

            return;
        }

        Log.WriteFailed(_logger, _factory.Path, group.Count, exception);
        var translated = SqliteErrors.Translate(exception, _factory.Path);
        group.ForEach(write => write.Tell(translated));
    }
}
