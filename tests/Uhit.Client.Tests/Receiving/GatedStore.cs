using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A store in memory that lets commits through only once so many have come, and that can be made to fail.</summary>
internal sealed class GatedStore(int waitFor = 1) : IUhitStore, ICallbackInbox
{
    private readonly InMemoryUhitStore _inner = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    /// <summary>The call that fails, by its name.</summary>
    public string? FailsAt { get; set; }

    /// <summary>What it fails with, where it is not that the disk is full.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether a sweep comes between the last append and the commit.</summary>
    public bool SweepsBeforeCommit { get; set; }

    /// <summary>How many callbacks that could not be taken it keeps.</summary>
    public int MaxEntries { get; init; } = int.MaxValue;

    /// <summary>Whether the first message is stored as an earlier version of the library would have:
    /// under another version of the digest.</summary>
    public bool FirstHasAnOlderDigest { get; init; }

    public int Chunks { get; private set; }

    public int MostChunkBytes { get; private set; }

    public int UsageAppends { get; private set; }

    public int Discards { get; private set; }

    public int OpenedBodies { get; private set; }

    /// <summary>What comes before usage is appended.</summary>
    public Func<Task>? BeforeUsage { get; init; }

    /// <summary>What comes after a try to adopt, once.</summary>
    public Func<Task>? AfterAdoption { get; set; }

    public IInquiryStore Inquiries => _inner.Inquiries;

    public ICallbackInbox Inbox => this;

    public IDispatchStore Dispatch => _inner.Dispatch;

    public IMaintenanceStore Maintenance => _inner.Maintenance;

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    public Task AppendBodyAsync(ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default)
    {
        Chunks++;
        MostChunkBytes = Math.Max(MostChunkBytes, chunk.Length);
        return Guarded(nameof(AppendBodyAsync), () => _inner.Inbox.AppendBodyAsync(receipt, ordinal, chunk, cancellationToken));
    }

    public Task<Stream> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        OpenedBodies++;
        return _inner.Inbox.OpenBodyAsync(receipt, cancellationToken);
    }

    public Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default) =>
        Guarded(nameof(AppendUsageAsync), async () =>
        {
            UsageAppends++;
            await (BeforeUsage?.Invoke() ?? Task.CompletedTask).WaitAsync(cancellationToken);
            await _inner.Inbox.AppendUsageAsync(receipt, ordinal, usage, cancellationToken);
        });

    public async Task<InboxResult> CommitAsync(
        InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _arrived) >= waitFor)
        {
            _open.TrySetResult();
        }

        await _open.Task.WaitAsync(cancellationToken);
        Throw(nameof(CommitAsync));
        if (SweepsBeforeCommit)
        {
            await _inner.Maintenance.SweepOrphansAsync(DateTimeOffset.MaxValue, cancellationToken);
        }

        var stored = FirstHasAnOlderDigest && _arrived == 1 ? message with { Digest = new byte[] { 1 }, DigestVersion = 0 } : message;
        return await _inner.Inbox.CommitAsync(stored, change, cancellationToken);
    }

    public async Task<bool> KeepUnreadableAsync(
        InboxEntry callback, RoomQuota quota, int? bodyChunks, CancellationToken cancellationToken = default)
    {
        var isKept = false;
        await Guarded(
            nameof(KeepUnreadableAsync),
            async () => isKept = await _inner.Inbox.KeepUnreadableAsync(
                callback, new RoomQuota(quota.MaxBytes, Math.Min(quota.MaxEntries, MaxEntries)), bodyChunks, cancellationToken));
        return isKept;
    }

    public Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        Discards++;
        return _inner.Inbox.DiscardAsync(receipt, cancellationToken);
    }

    public Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        _inner.Inbox.FindAsync(receipt, cancellationToken);

    public Task<InboxEntry?> FindEntryAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        _inner.Inbox.FindEntryAsync(receipt, cancellationToken);

    public IAsyncEnumerable<InboxEntry> ListAdoptableAsync(
        string client, RequestId? requestId, CancellationToken cancellationToken = default) =>
        _inner.Inbox.ListAdoptableAsync(client, requestId, cancellationToken);

    public Task<bool> AdoptAsync(
        ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
        _inner.Inbox.AdoptAsync(receipt, change, cancellationToken);

    public async Task<RequestId?> AdoptCorrelatedAsync(
        ReceiptId receipt, InquirySearch correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken = default)
    {
        var adopted = await _inner.Inbox.AdoptCorrelatedAsync(receipt, correlation, change, cancellationToken);
        (var after, AfterAdoption) = (AfterAdoption, null);
        await (after?.Invoke() ?? Task.CompletedTask);
        return adopted;
    }

    public Task<bool> DiscardKeptAsync(ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        _inner.Inbox.DiscardKeptAsync(receipt, at, cancellationToken);

    public IAsyncEnumerable<InboxEntry> ListAsync(string? client, InboxRoom room, CancellationToken cancellationToken = default) =>
        _inner.Inbox.ListAsync(client, room, cancellationToken);

    public IAsyncEnumerable<PackedUsage> ReadMessageUsageAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        _inner.Inbox.ReadMessageUsageAsync(receipt, cancellationToken);

    public IAsyncEnumerable<PackedUsage> ReadUsageAsync(
        string client, RequestId requestId, CancellationToken cancellationToken = default) =>
        _inner.Inbox.ReadUsageAsync(client, requestId, cancellationToken);

    private async Task Guarded(string call, Func<Task> work)
    {
        await Task.Yield();
        Throw(call);
        await work();
    }

    private void Throw(string call)
    {
        if (FailsAt == call)
        {
            throw Failure ?? new UhitStoreException("The disk is full.", isTransient: true);
        }
    }
}
