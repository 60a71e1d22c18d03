using System.Data.Common;
using Microsoft.Extensions.Logging;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>Lends handlers a transaction, each on a connection of its own, in turn with the group commit.</summary>
internal sealed class TransactionLender(SqliteSessionFactory factory, LogWriteBack log, WriteTurn turn, TimeProvider time, ILogger logger)
{
    /// <summary>Writes our part, then has the handler write its own, and commits both; cuts the handler off after a time.</summary>
    /// <param name="begin">Our part. What it gives ends the matter without the handler; null lets the handler write.</param>
    /// <param name="effect">The handler's part.</param>
    /// <param name="timeout">How long the handler's part may take.</param>
    /// <param name="cancellationToken">Cuts the handler off.</param>
    public async Task<bool> RunAsync(
        Func<SqliteSession, bool?> begin, Func<DbTransaction, CancellationToken, Task> effect, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Opened before it is our turn, for a file may keep a thread waiting; but not while the log
        // waits for a connection that has the file for itself.
        var session = factory.Log.MustStay ? null : await OpenAsync().ConfigureAwait(false);
        var user = Task.CompletedTask;
        try
        {
            await turn.EnterHandlerAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                session ??= await OpenAsync().ConfigureAwait(false);
                if (await Task.Run(
                    () => Translated(() => Begin(session, begin)), CancellationToken.None).ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }

                await LendAsync(session, effect, timeout, running => user = running, cancellationToken).ConfigureAwait(false);
                return true;
            }
            finally
            {
                turn.Exit();
            }
        }
        finally
        {
            if (session is not null)
            {
                CloseAfter(session, user);
            }
        }
    }

    private Task<SqliteSession> OpenAsync() => Task.Run(() => Translated(factory.OpenWriter), CancellationToken.None);

    private bool? Begin(SqliteSession session, Func<SqliteSession, bool?> begin)
    {
        log.Hold();
        session.Begin();
        var answer = begin(session);
        if (answer is not null)
        {
            session.Rollback();
        }

        return answer;
    }

    private async Task LendAsync(
        SqliteSession session,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        Action<Task> hasBegun,
        CancellationToken cancellationToken)
    {
        var lent = new LentConnection(session);
        var late = new CancellationTokenSource(timeout, time);
        var cut = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        // A handler may block its thread.
        var running = Task.Run(() => effect(session.Transaction, cut.Token), CancellationToken.None);
        hasBegun(running);
        await running.WaitAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted || cut.IsCancellationRequested)
        {
            lent.Cut();
            Observe(running, late, cut);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException(
                $"The handler's CommitAsync was cut off after {timeout} (Callback:CommitTimeout): nothing of it was committed. Slow work "
                    + "belongs into PrepareAsync.");
        }

        cut.Dispose();
        late.Dispose();
        try
        {
            // What the handler throws is its own, unless it is that the disk failed under it.
            await running.ConfigureAwait(false);
            lent.Commit();
            log.Count(session);
        }
        catch (Exception exception)
        {
            Translated(() =>
            {
                lent.Rollback();
                return true;
            });
            if ((running.IsCompletedSuccessfully ? SqliteErrors.OfTheStore(exception) : SqliteErrors.OfTheDisk(exception)) is { } cause)
            {
                throw SqliteErrors.Translate(cause, factory.Path);
            }

            throw;
        }
    }

    // Its token is not disposed under a handler that still runs, and what it throws is nobody's any more.
    private static void Observe(Task running, CancellationTokenSource late, CancellationTokenSource cut) => _ = running.ContinueWith(
        ended =>
        {
            _ = ended.Exception;
            cut.Dispose();
            late.Dispose();
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    // A connection that was cut from a handler stays open until the handler has come back: it may be in the middle of using it.
    private void CloseAfter(SqliteSession session, Task user)
    {
        if (user.IsCompleted)
        {
            Close(session);
            return;
        }

        Log.HandlerCutOff(logger, factory.Path);
        _ = CloseLaterAsync(session, user);
    }

    private async Task CloseLaterAsync(SqliteSession session, Task user)
    {
        await user.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(session);
    }

    private void Close(SqliteSession session)
    {
        try
        {
            session.Dispose();
        }
        catch (Exception exception)
        {
            // What a handler left behind on it is not ours to mend.
            Log.WriteFailed(logger, factory.Path, 0, exception);
        }
    }

    private T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, factory.Path) is var translated && translated != exception)
        {
            throw translated;
        }
    }
}
