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

    /// <summary>Start-up, deadlines, sweeping, statistics, purging.</summary>
    IMaintenanceStore Maintenance { get; }

    /// <summary>Begins to tell of inquiries that other processes on this store change or store events of, once that is committed.</summary>
    /// <remarks>A hint: one that gets lost delays what waits for it until its next look, and one too many does no harm. What this process
    /// does is not told. The store is open; whatever breaks later is the store's to mend.</remarks>
    /// <param name="changed">Is called on any thread, and returns at once: the inquiry, or <see langword="null"/> where any may have
    /// changed, as after a lost connection.</param>
    /// <returns>Ends it when it is disposed of; <see langword="null"/> where the store can't hear
    /// of other processes, as by default.</returns>
    IDisposable? Listen(Action<RequestId?> changed) => null;
}
