using System.Data.Common;
using Microsoft.Extensions.Logging;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Schema;
using Uhit.Client.Sqlite.Writing;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite;

/// <summary>What the parts of the store share: one writer, some readers, and how they begin and end.</summary>
internal sealed class SqliteCore(SqliteStoreOptions options, PayloadProtection protection, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly SqliteSessionFactory _factory = new(options, protection);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteReaders? _readers;
    private SqliteWriter? _writer;
    private TransactionLender? _lender;
    private SpaceReclaimer? _reclaimer;
    private SqliteSession? _anchor;
    private bool _isDisposed;

    public string Path => options.Path;

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
                _anchor = OpenAnchor();
                _readers = new SqliteReaders(_factory, options.MaxReaders);
                var turn = new WriteTurn();
                _lender = new TransactionLender(_factory, turn, time, logger);
                _writer = new SqliteWriter(_factory, options.MaxGroup, turn, logger);
                _reclaimer = new SpaceReclaimer(_factory, _readers, _writer, turn, time, logger);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken, int weight = 4096) =>
        (_writer ?? throw NotInitialized()).RunAsync(work, weight, cancellationToken);

    public Task WriteAsync(Action<SqliteSession> work, CancellationToken cancellationToken, int weight = 4096) => WriteAsync(
        session =>
        {
            work(session);
            return true;
        },
        cancellationToken,
        weight);

    /// <summary>Gives back what was deleted, and wipes it.</summary>
    public SpaceReclaimer Space => _reclaimer ?? throw NotInitialized();

    /// <summary>Has a handler write in a transaction of ours: see <see cref="TransactionLender"/>.</summary>
    public Task<bool> LendAsync(
        Func<SqliteSession, bool?> begin, Func<DbTransaction, CancellationToken, Task> effect, TimeSpan timeout, CancellationToken cancellationToken) =>
        (_lender ?? throw NotInitialized()).RunAsync(begin, effect, timeout, cancellationToken);

    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        (_readers ?? throw NotInitialized()).ReadAsync(read, cancellationToken);

    public T Read<T>(Func<SqliteSession, T> read) => (_readers ?? throw NotInitialized()).Read(read);

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

                // Readers first: the last connection to close writes the log back into the file.
                _readers!.Dispose();
                _anchor!.Dispose();
                await _writer.DisposeAsync().ConfigureAwait(false);
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
            if (SqliteDrive.RequireLocal(options.Path, options.DriveKind ?? SqliteDrive.KindOf(options.Path)) is DriveType.Ram)
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

    // Held open, and never in a transaction. After a sync that failed, the system's cache shows a commit that is on no disk, and no later sync writes it. As long as
    // one connection is open, SQLite knows by its shared memory that this commit never was, and writes the next one over it; were the writer's the last to be
    // closed, the next to open would take the log as it reads it, and a copy of the message would be acknowledged from the cache.
    private SqliteSession OpenAnchor()
    {
        var session = _factory.OpenReader();
        try
        {
            session.Number("SELECT version FROM uhit_schema");
            return session;
        }
        catch (Exception exception)
        {
            session.Dispose();
            throw SqliteErrors.Translate(exception, options.Path);
        }
    }

    private static InvalidOperationException NotInitialized() =>
        new("The store is not open: await store.Maintenance.InitializeAsync() before anything else.");
}
