using System.Collections.Concurrent;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>A bounded number of connections, kept open. One on which something went wrong is not used again.</summary>
internal sealed class PgSessions(PgSessionFactory factory, int max, bool isLent = false) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(max, max);
    private readonly ConcurrentStack<PgSession> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>A session that nobody else uses; give it back.</summary>
    public async Task<PgSession> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgreSqlUhitStore));
            return _idle.TryPop(out var idle) ? idle : await factory.OpenAsync(isLent, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>For streams that are read synchronously.</summary>
    public PgSession Take()
    {
        _free.Wait();
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgreSqlUhitStore));
            return _idle.TryPop(out var idle) ? idle : factory.Open();
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public async ValueTask GiveBackAsync(PgSession session)
    {
        if (Keep(session))
        {
            return;
        }

        await session.DisposeAsync().ConfigureAwait(false);
        _free.Release();
    }

    /// <summary>For streams that are read synchronously.</summary>
    public void GiveBack(PgSession session)
    {
        if (!Keep(session))
        {
            session.Close();
            _free.Release();
        }
    }

    /// <summary>Frees the place of a session that somebody else disposes of.</summary>
    public void Forget() => _free.Release();

    /// <summary>Closes those that nobody uses: they may be lost, as another was.</summary>
    public async ValueTask DropIdleAsync()
    {
        while (_idle.TryPop(out var session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for those that are in use, and closes all.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        for (var i = 0; i < max; i++)
        {
            await _free.WaitAsync().ConfigureAwait(false);
        }

        await DropIdleAsync().ConfigureAwait(false);

        // Those that wait for a place are told that it is over.
        _free.Release(max);
    }

    private bool Keep(PgSession session)
    {
        if (!session.IsUsable)
        {
            return false;
        }

        session.IsUsed = true;
        _idle.Push(session);
        _free.Release();
        return true;
    }
}
