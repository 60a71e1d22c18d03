namespace Uhit.Client.Store;

/// <summary>All that must be durable, in small parts, one per use.</summary>
/// <remarks>Thread-safe. Every write is durable when its task completes. What breaks is a <see cref="UhitStoreException"/>.
/// A third-party store inherits the conformance suite of the package <c>Uhit.Client.Conformance</c>.</remarks>
public interface IUhitStore : IAsyncDisposable
{
    /// <summary>Inquiries and their progress.</summary>
    IInquiryStore Inquiries { get; }

    /// <summary>Received callbacks: spooled, then stored with their answer.</summary>
    ICallbackInbox Inbox { get; }

    /// <summary>Events that wait for their handlers.</summary>
    IDispatchStore Dispatch { get; }

    /// <summary>Start-up, deadlines, sweeping, statistics.</summary>
    IMaintenanceStore Maintenance { get; }

    /// <summary>Taking personal data and payloads away.</summary>
    IRetentionStore Retention { get; }
}
