using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>Runs several writes in one transaction: one that fails takes none of the others with it, and no
/// caller hears of success before the commit.</summary>
internal sealed class GroupCommit(SqliteSessionFactory factory, LogWriteBack log, ILogger logger) : IDisposable
{
    private SqliteSession? _session;

    public void Run(IReadOnlyCollection<WriteOperation> operations)
    {
        var group = operations.Where(operation => !operation.IsAbandoned).ToList();
        if (group.Count == 0)
        {
            return;
        }

        var hasBegun = false;
        try
        {
            log.Hold();
            _session ??= factory.OpenWriter();
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

        group.ForEach(operation => operation.Complete());
        log.AfterCommit(_session, Close);
    }

    public void Dispose() => Close();

    /// <summary>Closes the connection; the next write opens another.</summary>
    public void Close()
    {
        try
        {
            _session?.Dispose();
        }
        catch (SqliteException exception)
        {
            Log.WriteFailed(logger, factory.Path, 0, exception);
        }

        _session = null;
    }

    private void Execute(SqliteSession session, List<WriteOperation> group)
    {
        if (group.Count == 1)
        {
            ExecuteAlone(session, group[0]);
            return;
        }

        // Asked again: it may have been given up while those before it ran.
        foreach (var operation in group.Where(operation => !operation.IsAbandoned))
        {
            session.Save();
            try
            {
                operation.Execute(session);
                session.Keep();
                operation.Failure = null;
            }
            catch (Exception exception) when (!session.IsTransactionLost)
            {
                session.Undo();
                operation.Failure = SqliteErrors.Translate(exception, factory.Path);
            }
        }

        session.Commit();
    }

    private void ExecuteAlone(SqliteSession session, WriteOperation operation)
    {
        // Asked again: the transaction may have waited for another process's.
        if (operation.IsAbandoned)
        {
            session.Rollback();
            return;
        }

        try
        {
            operation.Execute(session);
            operation.Failure = null;
        }
        catch (Exception exception) when (!session.IsTransactionLost)
        {
            session.Rollback();
            operation.Failure = SqliteErrors.Translate(exception, factory.Path);
            return;
        }

        session.Commit();
    }

    // A full disk may have room for the small ones: each is tried alone. After any other failure nobody can
    // say what the disk holds, so nobody is told "stored".
    private void Recover(List<WriteOperation> group, bool hasBegun, Exception exception)
    {
        if (hasBegun && group.Count > 1 && exception is SqliteException { SqliteErrorCode: SqliteErrors.Full })
        {
            foreach (var operation in group)
            {
                Run([operation]);
            }

            return;
        }

        Log.WriteFailed(logger, factory.Path, group.Count, exception);
        var translated = SqliteErrors.Translate(exception, factory.Path);
        group.ForEach(operation => operation.Fail(translated));
    }
}
