using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Stores;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite;

/// <summary>Keeps inquiries and callbacks in one SQLite file: durable against the end of the process and loss
/// of power, given a disk that honours fsync.</summary>
/// <remarks>Write-ahead log with <c>synchronous=FULL</c> on every connection, read back. One writer per process, whose concurrent writes
/// share a transaction. Several processes may use the same file. Reads run on the caller's thread:
/// SQLite has no asynchronous ones. Thread-safe.</remarks>
public sealed class SqliteUhitStore : IUhitStore
{
    private readonly SqliteCore _core;

    /// <summary>Makes the store; nothing is opened before <see cref="IMaintenanceStore.InitializeAsync"/>.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="time">The clock that tells when something was last appended under a receipt, and that cuts off a handler's transaction;
    /// <see langword="null"/> for the system's.</param>
    /// <param name="protector">Protects what is written; <see langword="null"/> to write it as it is.</param>
    /// <exception cref="UhitConfigurationException">A setting is missing or wrong.</exception>
    public SqliteUhitStore(
        SqliteStoreOptions options, ILogger<SqliteUhitStore>? logger = null, TimeProvider? time = null, IPayloadProtector? protector = null)
    {
        SqliteStoreOptionsValidator.Require(options);
        _core = new SqliteCore(
            options, new PayloadProtection(protector), time ?? TimeProvider.System, logger ?? NullLogger<SqliteUhitStore>.Instance);
        Inquiries = new RelationalInquiries(_core);
        Inbox = new SqliteInbox(_core, time ?? TimeProvider.System);
        Dispatch = new SqliteDispatch(_core);
        Maintenance = new SqliteMaintenance(_core);
    }

    /// <inheritdoc/>
    public IInquiryStore Inquiries { get; }

    /// <inheritdoc/>
    public ICallbackInbox Inbox { get; }

    /// <inheritdoc/>
    public IDispatchStore Dispatch { get; }

    /// <inheritdoc/>
    public IMaintenanceStore Maintenance { get; }

    internal SqliteCore Core => _core;

    /// <summary>Finishes the writes that have begun or wait, and closes the file.</summary>
    public ValueTask DisposeAsync() => _core.DisposeAsync();
}
