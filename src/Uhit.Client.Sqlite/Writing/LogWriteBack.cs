using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>Writes the log back into the database (a checkpoint), and keeps the log where a sync of that
/// failed. All of it is done in the writer's turn.</summary>
/// <remarks>
/// <para>SQLite's own checkpoints are switched off, since it says nothing of one that fails after a commit. It syncs the database only when
/// a checkpoint reaches the end of the log. One that a reader holds up writes a part, counts it as done, and leaves it to the next one to
/// sync it. If that sync fails, the system may have dropped those pages, holds them for written, and no later sync brings them back; but
/// SQLite writes only what it has not counted yet, syncs, and restarts the log over the only copy of the rest.</para>
/// <para>So after an error the log stays as it is: nobody writes it back, and a read transaction keeps other processes from
/// restarting it. The count is in the shared memory: it begins at nothing when the log is opened by one connection alone, which then writes
/// all of it back. What the log holds was synced by each commit.</para>
/// </remarks>
internal sealed class LogWriteBack(SqliteSessionFactory factory, SqliteReaders readers, int pages, ILogger logger) : IDisposable
{
    private SqliteSession? _anchor;
    private int _written;

    /// <summary>Opens the connection that is held open, unless it is. Before anything is committed.</summary>
    /// <remarks>After a sync of the log that failed, the system's cache shows a commit that is on no disk, and no later sync writes it. As
    /// long as one connection is open, SQLite knows by its shared memory that this commit never was, and writes the next one over it; were
    /// the writer's the last to be closed, the next to open would take the log as it reads it, and a copy of the
    /// message would be acknowledged from the cache.</remarks>
    public void Hold()
    {
        if (_anchor is not null)
        {
            return;
        }

        var session = factory.OpenReader();
        try
        {
            Pin(session);
            _anchor = session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Counts what a connection has written to the log.</summary>
    public void Count(SqliteSession session) => _written += session.TakePagesWritten();

    /// <summary>Writes back what is in the log, where it is long enough; waits for nobody.</summary>
    /// <param name="session">The writer's, after a commit.</param>
    /// <param name="closeWriter">Closes it.</param>
    public void AfterCommit(SqliteSession session, Action closeWriter)
    {
        Count(session);
        if (_written < pages)
        {
            return;
        }

        _written = 0;
        try
        {
            if (factory.Log.MustStay)
            {
                WriteAllBack(session, closeWriter);
            }
            else
            {
                Watch(() => session.Number("PRAGMA wal_checkpoint(PASSIVE)"));
            }
        }
        catch (Exception exception)
        {
            // The commit stands, and the log keeps what could not be written back.
            closeWriter();
            Log.NotReclaimed(logger, factory.Path, exception);
        }
    }

    /// <summary>Writes back what is in the log, and cuts it to nothing.</summary>
    /// <param name="patience">How long to wait for others.</param>
    /// <param name="closeWriter">Closes the writer's connection.</param>
    /// <returns>Whether it is done.</returns>
    public bool Cut(TimeSpan patience, Action closeWriter)
    {
        Hold();
        using var session = factory.OpenWriter();
        return factory.Log.MustStay
            ? WriteAllBack(session, closeWriter)
            : Watch(() => session.WriteBack(patience));
    }

    public void Dispose() => _anchor?.Dispose();

    private T Watch<T>(Func<T> checkpoint)
    {
        try
        {
            return checkpoint();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteErrors.InputOutput)
        {
            factory.Log.MustStay = true;

            // The next commit that succeeds says that the disk can write again.
            _written = pages;
            Log.WriteBackFailed(logger, factory.Path, exception);
            if (_anchor is { } anchor)
            {
                Pin(anchor);
            }

            throw;
        }
    }

    /// <summary>Writes all of the log back with a connection that is alone, so that it counts nothing as done.</summary>
    private bool WriteAllBack(SqliteSession session, Action closeWriter)
    {
        // Behind the last commit there may be one whose sync failed: a connection that is alone reads the log
        // itself, and would take it. Written over, it is in no log. Up and down again: what stays as it is, SQLite does not write.
        session.Begin();
        session.Execute("UPDATE uhit_schema SET version = version + 1");
        session.Execute("UPDATE uhit_schema SET version = version - 1");
        session.Commit();
        readers.Pause();
        try
        {
            session.Dispose();
            closeWriter();
            _anchor?.Dispose();
            _anchor = null;
            return WriteAllBackAlone();
        }
        finally
        {
            readers.Resume();
        }
    }

    private bool WriteAllBackAlone()
    {
        try
        {
            using var alone = factory.TryOpenAlone();
            if (alone is null)
            {
                Log.NotAlone(logger, factory.Path);
                return false;
            }

            if (!alone.WriteBack(TimeSpan.Zero))
            {
                return false;
            }

            factory.Log.MustStay = false;
            Log.WrittenBack(logger, factory.Path);
            return true;
        }
        finally
        {
            Hold();
        }
    }

    // A read transaction that sees the end of the log: nobody restarts it as long as it lasts.
    private void Pin(SqliteSession session)
    {
        if (factory.Log.MustStay)
        {
            session.Script("BEGIN");
        }

        session.Number("SELECT version FROM uhit_schema");
    }
}
