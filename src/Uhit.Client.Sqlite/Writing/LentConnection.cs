using SQLitePCL;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>Watches over a connection while a handler has it: its transaction is ended by nobody but us, and once it
/// is cut off nothing on it runs or is committed.</summary>
/// <remarks>SQLite is built to be used by several threads: what is called here waits until the handler's statement, which the cut ends, has
/// returned. The objects of the handler are not touched: it may be in the middle of using them.</remarks>
internal sealed class LentConnection
{
    private const int InstructionsBetweenLooks = 1000;
    private const int Ok = raw.SQLITE_OK;

    private readonly SqliteSession _session;
    private readonly sqlite3 _db;
    private volatile int _ourThread;
    private volatile bool _isCut;

    public LentConnection(SqliteSession session)
    {
        _session = session;
        _db = session.Connection.Handle!;
        raw.sqlite3_set_authorizer(_db, Authorize, null);
        raw.sqlite3_commit_hook(_db, _ => IsOurs ? 0 : 1, null);
        raw.sqlite3_progress_handler(_db, InstructionsBetweenLooks, _ => _isCut && !IsOurs ? 1 : 0, null);
    }

    private bool IsOurs => _ourThread == Environment.CurrentManagedThreadId;

    /// <exception cref="InvalidOperationException">The handler ended the transaction, or closed the connection.</exception>
    public void Commit() => AsOurs(() =>
    {
        if (_session.Connection.State is not System.Data.ConnectionState.Open || _session.IsTransactionLost)
        {
            throw new InvalidOperationException(
                "The handler ended the transaction that it was lent, or closed its connection: nothing was committed. CommitAsync writes, "
                    + "and leaves the commit to the store.");
        }

        _session.Commit();
    });

    public void Rollback() => AsOurs(() =>
    {
        if (_session.Connection.State is System.Data.ConnectionState.Open && !_session.IsTransactionLost)
        {
            _session.Rollback();
        }
    });

    /// <summary>Rolls back, and takes the connection from a handler that may be in the middle of using it.</summary>
    public void Cut()
    {
        _isCut = true;
        try
        {
            // What runs ends at the next look. An interrupt would end our own ROLLBACK too, as long as the handler has a reader open.
            AsOurs(() =>
            {
                if (raw.sqlite3_get_autocommit(_db) == 0)
                {
                    raw.sqlite3_exec(_db, "ROLLBACK");
                }

                // Set again, it makes SQLite look again at statements that were prepared before.
                raw.sqlite3_set_authorizer(_db, Authorize, null);
            });
        }
        catch (ObjectDisposedException)
        {
            // The handler closed it, which rolled back.
        }
    }

    private int Authorize(object userData, int action, string first, string second, string database, string trigger) =>
        IsOurs || (!_isCut && action != raw.SQLITE_TRANSACTION) ? Ok : raw.SQLITE_DENY;

    private void AsOurs(Action work)
    {
        _ourThread = Environment.CurrentManagedThreadId;
        try
        {
            work();
        }
        finally
        {
            _ourThread = 0;
        }
    }
}
