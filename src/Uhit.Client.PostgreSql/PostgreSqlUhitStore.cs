using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.PostgreSql.Stores;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql;

/// <summary>Keeps inquiries and callbacks in PostgreSQL 15 or newer: any number of receivers and workers on one database.</summary>
/// <remarks>Durable against the end of any process and loss of power, given a server with <c>fsync</c> and <c>full_page_writes</c>, which
/// is checked on every connection, as is <c>synchronous_commit</c>. Thread-safe.</remarks>
public sealed class PostgreSqlUhitStore : IUhitStore
{
    private readonly PostgreSqlCore _core;

    /// <summary>Makes the store; nothing is opened before <see cref="IMaintenanceStore.InitializeAsync"/>.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="time">The clock that tells when something was last appended under a receipt, and when a handler's time is over;
    /// <see langword="null"/> for the system's.</param>
    /// <param name="protector">Protects what is written; <see langword="null"/> to write it as it is.</param>
    /// <exception cref="UhitConfigurationException">A setting is missing or wrong.</exception>
    public PostgreSqlUhitStore(
        PostgreSqlStoreOptions options, ILogger<PostgreSqlUhitStore>? logger = null, TimeProvider? time = null,
        IPayloadProtector? protector = null)
    {
        PostgreSqlStoreOptionsValidator.Require(options);
        var clock = time ?? TimeProvider.System;
        _core = new PostgreSqlCore(options, new PayloadProtection(protector), clock, logger ?? NullLogger<PostgreSqlUhitStore>.Instance);
        Inquiries = new RelationalInquiries(_core);
        Inbox = new PostgreSqlInbox(_core, clock);
        Dispatch = new PostgreSqlDispatch(_core, clock, options.IdleInTransactionTimeout);
        Maintenance = new PostgreSqlMaintenance(_core);
    }

    /// <inheritdoc/>
    public IInquiryStore Inquiries { get; }

    /// <inheritdoc/>
    public ICallbackInbox Inbox { get; }

    /// <inheritdoc/>
    public IDispatchStore Dispatch { get; }

    /// <inheritdoc/>
    public IMaintenanceStore Maintenance { get; }

    /// <inheritdoc/>
    /// <remarks>By <c>LISTEN</c> on one connection more, which is opened again when it is lost; unless
    /// <see cref="PostgreSqlStoreOptions.ListenNotify"/> is off.</remarks>
    public IDisposable? Listen(Action<RequestId?> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return _core.Listen(changed);
    }

    internal PostgreSqlCore Core => _core;

    /// <summary>Waits for what has begun, and closes the connections.</summary>
    public ValueTask DisposeAsync() => _core.DisposeAsync();
}
