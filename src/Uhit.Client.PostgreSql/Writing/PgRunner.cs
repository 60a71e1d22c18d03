using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Writing;

/// <summary>Runs work on a connection: again where the server rolled it back through no fault of its own,
/// and never where it may have been stored.</summary>
internal sealed class PgRunner(PgSessions sessions, string store, ILogger logger) : IRelationalReader, IRelationalWriter
{
    private const int MaxAttempts = 8;

    /// <summary>Is told which inquiries a transaction changed, once it is committed.</summary>
    public Action<IReadOnlyCollection<RequestId>>? Committed { get; set; }

    /// <summary>Runs statements that each stand alone and may be repeated.</summary>
    public Task<T> RunAsync<T>(Func<PgSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, isTransaction: false, cancellationToken);

    /// <summary>Runs work in one transaction; it is durable when this ends. The work may be called more than once.</summary>
    public Task<T> TransactAsync<T>(Func<PgSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, isTransaction: true, cancellationToken);

    public Task<T> ReadAsync<T>(Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(work, isTransaction: false, cancellationToken);

    public Task<int> WriteOneAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        RunAsync((session, token) => session.ExecuteAsync(sql, token, values), isTransaction: false, cancellationToken);

    public Task<T> WriteAsync<T>(
        Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken, int weight = 4096) =>
        RunAsync(work, isTransaction: true, cancellationToken);

    /// <summary>For streams that are read synchronously.</summary>
    public T? Read<T>(string sql, Func<DbDataReader, PayloadProtection, T> read, params object?[] values)
        where T : class
    {
        try
        {
            var session = sessions.Take();
            try
            {
                return session.First(sql, read, values);
            }
            finally
            {
                sessions.GiveBack(session);
            }
        }
        catch (Exception exception) when (PostgreSqlErrors.Translate(exception, store) is var translated && translated != exception)
        {
            Log.Failed(logger, store, exception);
            throw translated;
        }
    }

    /// <summary>Commits; where the connection is lost meanwhile nobody is told that it was stored. What the server refuses, as constraints
    /// that are looked at only now, is thrown as it is.</summary>
    public async Task CommitAsync(PgSession session)
    {
        try
        {
            await session.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is NpgsqlException or IOException && !session.IsOpen && !PostgreSqlErrors.IsOfAStatement(exception))
        {
            Log.Failed(logger, store, exception);
            throw Unknown();
        }
    }

    /// <summary>Throws what the server says in words of ours.</summary>
    public async Task<T> TranslateAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgreSqlErrors.Translate(exception, store) is var translated && translated != exception)
        {
            Log.Failed(logger, store, exception);
            throw translated;
        }
    }

    private async Task<T> RunAsync<T>(
        Func<PgSession, CancellationToken, Task<T>> work, bool isTransaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var attempt = 1; ; attempt++)
        {
            var session = await TranslateAsync(() => sessions.TakeAsync(cancellationToken)).ConfigureAwait(false);
            var hadWaited = session.IsUsed;
            var commits = false;
            try
            {
                if (isTransaction)
                {
                    await session.BeginAsync(cancellationToken).ConfigureAwait(false);
                }

                var result = await work(session, cancellationToken).ConfigureAwait(false);
                if (isTransaction && session.IsRollbackOnly)
                {
                    await session.RollbackAsync().ConfigureAwait(false);
                }
                else if (isTransaction)
                {
                    commits = true;
                    await session.CommitAsync().ConfigureAwait(false);
                    Committed?.Invoke(session.Changes);
                }

                return result;
            }
            catch (Exception exception)
            {
                var isLost = await UndoAsync(session, exception).ConfigureAwait(false);
                if (commits && isLost)
                {
                    throw Unknown();
                }

                var again = isLost ? hadWaited && attempt == 1 : PostgreSqlErrors.MayRunAgain(exception) && attempt < MaxAttempts;
                if (!again)
                {
                    if (PostgreSqlErrors.Translate(exception, store) is var translated && translated != exception)
                    {
                        throw translated;
                    }

                    throw;
                }

                Log.TriedAgain(logger, store, PostgreSqlErrors.SqlState(exception), attempt);
            }
            finally
            {
                await sessions.GiveBackAsync(session).ConfigureAwait(false);
            }

            if (attempt > 1)
            {
                // Those that met must not meet again at the same moment.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>Whether the connection is lost.</returns>
    private async Task<bool> UndoAsync(PgSession session, Exception exception)
    {
        if (exception is NpgsqlException)
        {
            Log.Failed(logger, store, exception);
        }

        if (session.Transaction is not null && session.IsOpen)
        {
            try
            {
                await session.RollbackAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or IOException)
            {
                Log.Failed(logger, store, failure);
            }
        }

        if (session.IsOpen)
        {
            return false;
        }

        // What the others that wait in the pool are worth is not known either.
        Log.ConnectionLost(logger, store, PostgreSqlErrors.SqlState(exception));
        await sessions.DropIdleAsync().ConfigureAwait(false);
        return true;
    }

    private UhitStoreException Unknown() => new(
        $"The store {store}: the connection was lost while a transaction was committed. It is not known whether it is stored, so it was "
        + "not acknowledged. "
        + "Every write can be repeated.",
        isTransient: true);
}
