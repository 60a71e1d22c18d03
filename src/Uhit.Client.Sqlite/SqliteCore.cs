using Microsoft.Extensions.Logging;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Schema;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite;

/// <summary>What the parts of the store share: one writer, some readers, and how they begin and end.</summary>
internal sealed class SqliteCore(
    SqliteStoreOptions options, PayloadProtection protection, TimeProvider time, ILogger logger) : IRelationalCore, IAsyncDisposable
{
    private readonly SqliteSessionFactory _factory = new(options, protection);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteReaders? _readers;
    private SqliteWriter? _writer;
    private TransactionLender? _lender;
    private SpaceReclaimer? _reclaimer;
    private LogWriteBack? _log;
    private bool _isDisposed;

    string IRelationalCore.Store => options.Path;

    IRelationalReader IRelationalCore.Reader => Readers;

    IRelationalWriter IRelationalCore.Writer => Writer;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteUhitStore));
            if (_writer is null)
            {
                // Opening a file may wait for another process: not on the caller's thread.
                await Task.Run(Prepare, cancellationToken).ConfigureAwait(false);
                _readers = new SqliteReaders(_factory, options.MaxReaders);
                var log = new LogWriteBack(_factory, _readers, options.CheckpointPages, logger);
                Hold(log);
                _log = log;
                var turn = new WriteTurn();
                _lender = new TransactionLender(_factory, log, turn, time, logger);
                _writer = new SqliteWriter(_factory, log, options.MaxGroup, turn, logger);
                _reclaimer = new SpaceReclaimer(_factory, _readers, _writer, log, turn, time, logger);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes, in the transactions of the group commit.</summary>
    public SqliteWriter Writer => _writer ?? throw NotInitialized();

    /// <summary>Reads what is committed.</summary>
    public SqliteReaders Readers => _readers ?? throw NotInitialized();

    /// <summary>Has a handler write in a transaction of ours.</summary>
    public TransactionLender Lender => _lender ?? throw NotInitialized();

    /// <summary>Gives back what was deleted, and wipes it.</summary>
    public SpaceReclaimer Space => _reclaimer ?? throw NotInitialized();

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            if (_writer is not null)
            {
                await _reclaimer!.DisposeAsync().ConfigureAwait(false);

                // The writer first: it may be writing the log back, and needs the others for it.
                // The last connection to close does that too.
                await _writer.DisposeAsync().ConfigureAwait(false);
                _readers!.Dispose();
                _log!.Dispose();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Prepare()
    {
        try
        {
            if (SqliteFile.RequireLocal(options.Path, options.DriveKind ?? SqliteFile.KindOf(options.Path)) is DriveType.Ram)
            {
                Log.InMemoryDisk(logger, options.Path);
            }

            if (SqliteFile.CreateForOwnerOnly(options.Path))
            {
                Log.OpenToOthers(logger, options.Path);
            }

            using var session = _factory.OpenWriter();
            session.WriteBack(TimeSpan.Zero);
            var from = SqliteSchema.Migrate(session, options.Path);
            if (from != SqliteSchema.Current)
            {
                Log.SchemaMigrated(logger, options.Path, from, SqliteSchema.Current);
            }

            Log.StoreOpened(logger, options.Path, SqliteSchema.Current, session.Text("SELECT sqlite_version()") ?? string.Empty);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, options.Path) is var translated && translated != exception)
        {
            throw translated;
        }
    }

    private void Hold(LogWriteBack log)
    {
        try
        {
            log.Hold();
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, options.Path) is var translated && translated != exception)
        {
            throw translated;
        }
    }

    private static InvalidOperationException NotInitialized() =>
        new("The store is not open: await store.Maintenance.InitializeAsync() before anything else.");
}
