using Uhit.Client.Store;

namespace Uhit.Client.Tests.Sending;

/// <summary>A store that, once told, takes no change of an inquiry any more, or lets somebody else be faster.</summary>
internal sealed class FailingStore(IUhitStore inner) : IUhitStore, IInquiryStore
{
    public bool FailsAtChanges { get; set; }

    /// <summary>What happens once between the answer of the next <see cref="AddAsync"/> and its caller.</summary>
    public Func<Task>? AfterAdd { get; set; }

    /// <summary>What happens once between the answer of the next <see cref="FindAsync"/> and its caller.</summary>
    public Func<Task>? AfterFind { get; set; }

    /// <summary>Whether inquiries are gone by the time that they are changed.</summary>
    public bool LosesInquiries { get; set; }

    /// <summary>What lists of inquiries fail with.</summary>
    public UhitStoreException? FailsAtLists { get; set; }

    /// <summary>How many lists of inquiries were asked for.</summary>
    public int Lists { get; private set; }

    public IInquiryStore Inquiries => this;

    public ICallbackInbox Inbox => inner.Inbox;

    public IDispatchStore Dispatch => inner.Dispatch;

    public IMaintenanceStore Maintenance => inner.Maintenance;

    public async Task<InquiryRecord?> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default)
    {
        var known = await inner.Inquiries.AddAsync(record, cancellationToken);
        if (AfterAdd is { } meanwhile)
        {
            AfterAdd = null;
            await meanwhile();
        }

        return known;
    }

    public async Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default)
    {
        var found = await inner.Inquiries.FindAsync(client, requestId, cancellationToken);
        if (AfterFind is { } meanwhile)
        {
            AfterFind = null;
            await meanwhile();
        }

        return found;
    }

    public Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
            FailsAtChanges ? throw new UhitStoreException("The disk is full.", isTransient: true)
            : LosesInquiries ? Task.FromResult<InquiryRecord?>(null)
            : inner.Inquiries.ChangeAsync(client, requestId, change, cancellationToken);

    public IAsyncEnumerable<InquiryRecord> ListAsync(string? client, InquiryQuery query, CancellationToken cancellationToken = default)
    {
        Lists++;
        return FailsAtLists is { } failure ? throw failure : inner.Inquiries.ListAsync(client, query, cancellationToken);
    }

    public Task<IReadOnlyList<InquiryRecord>> FindCandidatesAsync(
        string client, InquirySearch search, CancellationToken cancellationToken = default) =>
        inner.Inquiries.FindCandidatesAsync(client, search, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
