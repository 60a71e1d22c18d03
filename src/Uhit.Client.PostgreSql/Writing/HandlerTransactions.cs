using System.Data.Common;
using Npgsql;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Writing;

/// <summary>Lends handlers a transaction, each on a connection of its own that is not used again:
/// what a handler sets on it is gone with it.</summary>
internal sealed class HandlerTransactions(PostgreSqlCore core, TimeProvider time, TimeSpan longestIdle)
{
    /// <summary>Writes that the handler is complete, has it write its own, and commits both; cuts it off after a time.</summary>
    /// <returns>Whether it is complete; <see langword="false"/> where the claim did not hold.</returns>
    public async Task<bool> RunAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var session = await core.Runner.TranslateAsync(() => core.HandlerSessions.TakeAsync(cancellationToken)).ConfigureAwait(false);
        var running = Task.CompletedTask;
        try
        {
            if (await core.Runner.TranslateAsync(() =>
                BeginAsync(session, claim, sequence, handler, cancellationToken)).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            var lentAt = time.GetTimestamp();
            var lent = await core.Runner.TranslateAsync(() => LentSession.OfAsync(session, cancellationToken)).ConfigureAwait(false);
            try
            {
                await LendAsync(lent, effect, timeout, begun => running = begun, cancellationToken).ConfigureAwait(false);
                return await CommitAsync(lent, sequence, handler).ConfigureAwait(false);
            }
            catch (UhitStoreException lost) when (session.IsBroken && time.GetElapsedTime(lentAt) >= longestIdle)
            {
                // Its next attempt would be as slow: taken for the store's failure, it would be tried for ever.
                throw new TimeoutException(
                    "The connection was lost after the handler's CommitAsync had had it for longer than "
                    + $"PostgreSqlStoreOptions.IdleInTransactionTimeout ({longestIdle}), when the "
                    + "server ends a transaction in which nothing is done. Slow work belongs into PrepareAsync.",
                    lost);
            }
        }
        finally
        {
            core.HandlerSessions.Forget();
            await CloseAfterAsync(session, running).ConfigureAwait(false);
        }
    }

    // Once the handler has ended the transaction, what it writes outside of it is refused by the server: it would not be undone with ours.
    private static async Task<bool?> BeginAsync(
        PgSession session, DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("SET default_transaction_read_only = on", cancellationToken).ConfigureAwait(false);
        await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("SET TRANSACTION READ WRITE", cancellationToken).ConfigureAwait(false);
        return await HandlerRows.BeginAsync(session, claim, sequence, handler, cancellationToken).ConfigureAwait(false);
    }

    private async Task LendAsync(
        LentSession lent,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        Action<Task> hasBegun,
        CancellationToken cancellationToken)
    {
        var late = new CancellationTokenSource(timeout, time);
        var cut = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        // A handler may block its thread.
        var running = Task.Run(() => effect(lent.Session.Transaction!, cut.Token), CancellationToken.None);
        hasBegun(running);
        await running.WaitAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted || cut.IsCancellationRequested)
        {
            DisposeAfter(running, late, cut);
            var failure = await EndAsync(lent, timeout).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw (Exception?)failure ?? new TimeoutException(
                $"The handler's CommitAsync was cut off after {timeout} (Callback:CommitTimeout): nothing of it was committed. Slow work "
                    + "belongs into PrepareAsync.");
        }

        cut.Dispose();
        late.Dispose();
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception exception) when (lent.Session.IsBroken && PostgreSqlErrors.IsOfTheStore(exception, isLost: true))
        {
            // Whatever the handler made of it.
            throw Lost(exception);
        }
    }

    private async Task<bool> CommitAsync(LentSession lent, long sequence, string handler)
    {
        try
        {
            if (await lent.IsOursAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await core.Runner.CommitAsync(lent.Session).ConfigureAwait(false);
                return true;
            }
        }
        catch (Exception exception)
            when (exception is NpgsqlException or IOException && PostgreSqlErrors.IsOfTheStore(exception, isLost: !lent.Session.IsOpen))
        {
            Log.Failed(core.Logger, core.Store, exception);
            throw PostgreSqlErrors.Translate(exception, core.Store);
        }

        // Our note was written before the handler's: either both were committed or neither was.
        if (await core.Runner.RunAsync(
            (session, token) => HandlerRows.IsCompleteAsync(session, sequence, handler, token),
            CancellationToken.None).ConfigureAwait(false))
        {
            return true;
        }

        throw lent.Session.IsBroken
            ? Lost(null)
            : new InvalidOperationException(
                "The handler rolled back the transaction that it was lent, or closed its connection: nothing was committed. CommitAsync "
                + "writes, and leaves the "
                + "commit to the store.");
    }

    /// <returns>Why the store could not be asked for it, where it couldn't: then it is not known that the handler was to blame.</returns>
    private async Task<UhitStoreException?> EndAsync(LentSession lent, TimeSpan timeout)
    {
        Log.HandlerCutOff(core.Logger, core.Store, timeout);
        try
        {
            if (!await core.Runner.RunAsync(lent.EndAsync, CancellationToken.None).ConfigureAwait(false))
            {
                Log.HandlerNotEnded(core.Logger, core.Store);
            }

            return null;
        }
        catch (UhitStoreException exception)
        {
            Log.HandlerNotEnded(core.Logger, core.Store);
            return exception;
        }
    }

    private Exception Lost(Exception? exception)
    {
        if (exception is not null)
        {
            Log.Failed(core.Logger, core.Store, exception);
        }

        return PostgreSqlErrors.SaidIn(exception) is { } said ? PostgreSqlErrors.Translate(said, core.Store) : new UhitStoreException(
            $"The store {core.Store}: the connection was lost while a handler's CommitAsync had it. Nothing of it was committed. Look at "
            + "the network and at the "
            + "server's log.",
            isTransient: true);
    }

    // Its token is not disposed under a handler that still runs, and what it throws is nobody's any more.
    private static void DisposeAfter(Task running, CancellationTokenSource late, CancellationTokenSource cut) => _ = running.ContinueWith(
        ended =>
        {
            _ = ended.Exception;
            cut.Dispose();
            late.Dispose();
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    // A handler that was cut off may be in the middle of using its connection: it is closed when the handler has come back.
    private static async ValueTask CloseAfterAsync(PgSession session, Task running)
    {
        if (running.IsCompleted)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _ = CloseLaterAsync(session, running);
    }

    private static async Task CloseLaterAsync(PgSession session, Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
