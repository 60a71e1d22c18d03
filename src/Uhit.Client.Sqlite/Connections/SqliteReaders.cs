using System.Collections.Concurrent;
using System.Data.Common;
using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Connections;

/// <summary>Connections for reading, a bounded number of them. A read sees what is committed.</summary>
internal sealed class SqliteReaders(SqliteSessionFactory factory, int max) : IRelationalReader, IDisposable
{
    private readonly SemaphoreSlim _free = new(max, max);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _isDisposed;

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return RunAndRelease(read);
    }

    /// <summary>For streams that are read synchronously.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        _free.Wait();
        return RunAndRelease(read);
    }

    public Task<T> ReadAsync<T>(Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(session => SqliteSession.Ended(work(session, CancellationToken.None)), cancellationToken);

    public T? Read<T>(string sql, Func<DbDataReader, PayloadProtection, T> read, params object?[] values)
        where T : class => Read(session => session.First(sql, read, values));

    /// <summary>Waits for those who read, lets nobody else begin, and closes all connections.</summary>
    public void Pause()
    {
        for (var i = 0; i < max; i++)
        {
            _free.Wait();
        }

        try
        {
            CloseIdle();
        }
        catch
        {
            Resume();
            throw;
        }
    }

    public void Resume() => _free.Release(max);

    public void Dispose()
    {
        _isDisposed = true;
        CloseIdle();
    }

    private T RunAndRelease<T>(Func<SqliteSession, T> read)
    {
        SqliteSession? session = null;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteUhitStore));
            session = _idle.TryTake(out var idle) ? idle : factory.OpenReader();
            var result = read(session);
            _idle.Add(session);
            session = null;
            return result;
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, factory.Path) is var translated && translated != exception)
        {
            throw translated;
        }
        finally
        {
            // A connection on which something went wrong is not used again.
            session?.Dispose();
            _free.Release();
            if (_isDisposed)
            {
                CloseIdle();
            }
        }
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
