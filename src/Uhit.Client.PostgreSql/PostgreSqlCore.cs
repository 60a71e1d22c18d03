using Microsoft.Extensions.Logging;
using Uhit.Client.PostgreSql.Changes;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Schema;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql;

/// <summary>What the parts of the store share: connections for our own work, others for handlers, and how they begin and end.</summary>
internal sealed class PostgreSqlCore : IRelationalCore, IAsyncDisposable
{
    private readonly PgSessionFactory _factory;
    private readonly PgSessions _sessions;
    private readonly PgRunner _runner;
    private readonly ChangeNotifier? _notifier;
    private readonly ChangeListener? _listener;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isReady;
    private bool _isDisposed;

    public PostgreSqlCore(PostgreSqlStoreOptions options, PayloadProtection protection, TimeProvider time, ILogger logger)
    {
        Logger = logger;
        _factory = new PgSessionFactory(options, protection);
        _sessions = new PgSessions(_factory, options.MaxConnections);
        HandlerSessions = new PgSessions(_factory, options.MaxHandlerConnections, isLent: true);
        _runner = new PgRunner(_sessions, _factory.Store, logger);
        if (options.ListenNotify)
        {
            var (channel, self) = ($"{options.Schema}.changed", Guid.NewGuid().ToString("N"));
            _notifier = new ChangeNotifier(channel, self, _runner, _factory.Store, logger);
            _listener = new ChangeListener(channel, self, _factory, time, logger);
            _runner.Committed = _notifier.Tell;
        }
    }

    public ILogger Logger { get; }

    /// <summary>Where the store is, for messages.</summary>
    public string Store => _factory.Store;

    /// <summary>Connections for transactional handlers.</summary>
    public PgSessions HandlerSessions { get; }

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgreSqlUhitStore));
            if (_isReady)
            {
                return;
            }

            var schema = new PostgreSqlSchema(_factory.Store, _factory.Schema, PostgreSqlSchema.Released);
            var from = await schema.MigrateAsync(_runner, cancellationToken).ConfigureAwait(false);
            if (from != schema.Current)
            {
                Log.SchemaMigrated(Logger, Store, from, schema.Current);
            }

            _isReady = true;
            Log.StoreOpened(Logger, Store, schema.Current, _factory.LastFacts?.Version / 10000 ?? 0);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Begins to hear of what other processes change; <see langword="null"/> where that is switched off.</summary>
    public IDisposable? Listen(Action<RequestId?> changed) => _isReady ? _listener?.Subscribe(changed) : throw NotInitialized();

    /// <summary>Runs work on our own connections.</summary>
    public PgRunner Runner => _isReady ? _runner : throw NotInitialized();

    IRelationalReader IRelationalCore.Reader => Runner;

    IRelationalWriter IRelationalCore.Writer => Runner;

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                if (_listener is not null)
                {
                    await _listener.DisposeAsync().ConfigureAwait(false);
                }

                if (_notifier is not null)
                {
                    await _notifier.DisposeAsync().ConfigureAwait(false);
                }

                await _sessions.DisposeAsync().ConfigureAwait(false);
                await HandlerSessions.DisposeAsync().ConfigureAwait(false);
                await _factory.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private static InvalidOperationException NotInitialized() =>
        new("The store is not open: await store.Maintenance.InitializeAsync() before anything else.");
}
