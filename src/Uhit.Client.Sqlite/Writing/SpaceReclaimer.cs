using Microsoft.Extensions.Logging;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>Gives back to the file system what was deleted, and wipes it from the log: step by
/// step, so that writes go on in between.</summary>
/// <remarks>
/// <para>Deleted content is overwritten in the database (<c>secure_delete</c>), but what was there before stays in the write-ahead log
/// until that is cut to nothing, and the database file gets shorter only when the log was written back.</para>
/// <para>The log can't be cut while somebody reads what is only there, or another process writes: then it is tried again later.</para>
/// </remarks>
internal sealed class SpaceReclaimer(
    SqliteSessionFactory factory, SqliteReaders readers, SqliteWriter writer, LogWriteBack log, WriteTurn turn, TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    /// <summary>So many pages in one transaction: 4 MiB of them.</summary>
    public const string StepSql = "PRAGMA incremental_vacuum(1024)";

    // Fewer free pages than these are left for the next write: 1 MiB.
    private const long WorthIt = 256;

    private const int StepWeight = 1024 * 4096;

    // While a purge waits for the readers of other processes nobody writes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private bool _isAsked;
    private bool _wipes;

    /// <summary>Ends when nothing is done in the background.</summary>
    public Task Idle
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Has it done in the background, soon.</summary>
    /// <param name="wipes">Whether something was deleted that nobody may find any more; otherwise
    /// only what is worth it is given back.</param>
    public void Ask(bool wipes)
    {
        lock (_lock)
        {
            _isAsked = true;
            _wipes |= wipes;
            if (_running.IsCompleted && !_stopping.IsCancellationRequested)
            {
                _running = Task.Run(WorkAsync, CancellationToken.None);
            }
        }
    }

    /// <summary>Does it now, all of it.</summary>
    /// <returns>Whether nothing of what was deleted is left; otherwise it goes on in the background.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isDone = await TryAsync(wipes: true, Patience, cancellationToken).ConfigureAwait(false);
        if (!isDone)
        {
            Ask(wipes: true);
        }

        return isDone;
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            _stopping.Cancel();
            running = _running;
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _one.Dispose();
    }

    private async Task WorkAsync()
    {
        var pause = FirstPause;
        while (Take() is { } wipes)
        {
            if (await TryAsync(wipes, TimeSpan.Zero, _stopping.Token).ConfigureAwait(false))
            {
                pause = FirstPause;
                continue;
            }

            lock (_lock)
            {
                _isAsked = true;
                _wipes |= wipes;
            }

            await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(false);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    // Null ends the work, under the lock under which the next one is begun.
    private bool? Take()
    {
        lock (_lock)
        {
            var wipes = _isAsked && !_stopping.IsCancellationRequested ? _wipes : default(bool?);
            _isAsked = false;
            _wipes = false;
            if (wipes is null)
            {
                _running = Task.CompletedTask;
            }

            return wipes;
        }
    }

    private async Task<bool> TryAsync(bool wipes, TimeSpan patience, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var free = await readers.ReadAsync(Free, cancellationToken).ConfigureAwait(false);
            if (free < WorthIt && !wipes)
            {
                return true;
            }

            await ShrinkAsync(free, cancellationToken).ConfigureAwait(false);
            return await CutLogAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it was: the wipe is still owed.
            Log.NotReclaimed(logger, factory.Path, exception);
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    private static long Free(SqliteSession session) => session.Number("PRAGMA freelist_count") ?? 0;

    // A file that another program made keeps its free pages, empty: nothing more can be done there.
    private async Task ShrinkAsync(long free, CancellationToken cancellationToken)
    {
        for (var before = long.MaxValue; free > 0 && free < before;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            before = free;
            free = await writer.WriteAsync(
                static session =>
                {
                    session.Execute(StepSql);
                    return Free(session);
                },
                cancellationToken,
                StepWeight).ConfigureAwait(false);
        }
    }

    // In turn with our own writers; of other processes it waits for nobody.
    private async Task<bool> CutLogAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await turn.EnterHandlerAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => CutLog(patience), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            turn.Exit();
        }
    }

    private bool CutLog(TimeSpan patience)
    {
        try
        {
            return log.Cut(patience, writer.Close);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, factory.Path) is var translated && translated != exception)
        {
            throw translated;
        }
    }
}
