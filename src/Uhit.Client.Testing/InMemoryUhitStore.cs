using Uhit.Client.Store;
using Uhit.Client.Testing.Store;

namespace Uhit.Client.Testing;

/// <summary>A store for tests: it forgets everything when the process ends, so an acknowledged callback in it is <b>not</b> safe.</summary>
/// <remarks>Passes the same conformance suite as the durable stores. Bodies and usage stay in memory, all of them. Thread-safe.</remarks>
public sealed class InMemoryUhitStore : IUhitStore, IDisposable
{
    /// <summary>Makes an empty store.</summary>
    /// <param name="time">The clock that tells when something was last appended under a receipt;
    /// <see langword="null"/> for the system's.</param>
    public InMemoryUhitStore(TimeProvider? time = null)
    {
        var state = new InMemoryState();
        Inquiries = new InMemoryInquiries(state);
        Inbox = new InMemoryInbox(state, time ?? TimeProvider.System);
        Dispatch = new InMemoryDispatch(state);
        Maintenance = new InMemoryMaintenance(state);
    }

    /// <inheritdoc/>
    public IInquiryStore Inquiries { get; }

    /// <inheritdoc/>
    public ICallbackInbox Inbox { get; }

    /// <inheritdoc/>
    public IDispatchStore Dispatch { get; }

    /// <inheritdoc/>
    public IMaintenanceStore Maintenance { get; }

    /// <summary>Does nothing: what is in memory stays until nobody refers to it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Does nothing, for containers in tests that are disposed by <c>using</c>.</summary>
    public void Dispose()
    {
    }
}
