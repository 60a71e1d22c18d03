using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;

namespace Uhit.Client.Sending;

/// <summary>Reads inquiries as they stand now.</summary>
internal sealed class InquirySnapshotReader(ClientIdentity identity, IUhitStore store, IBusinessCalendar calendar, TimeProvider time)
{
    public async Task<InquirySnapshot?> FindAsync(RequestId id, CancellationToken cancellationToken) =>
        await store.Inquiries.FindAsync(identity.Name, id, cancellationToken).ConfigureAwait(false) is { } record
            ? SnapshotOf(record)
            : null;

    public async Task<InquirySnapshot> GetAsync(RequestId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);

    public async IAsyncEnumerable<InquirySnapshot> ListAsync(
        InquiryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in store.Inquiries.ListAsync(identity.Name, query, cancellationToken).ConfigureAwait(false))
        {
            yield return SnapshotOf(record);
        }
    }

    public InquirySnapshot SnapshotOf(InquiryRecord record) => record.SnapshotAt(time.GetUtcNow(), calendar);

    public static UhitInquiryException Unknown(RequestId id) =>
        new(id, "There is no inquiry of this number in this client's store. Was it submitted under another named client, or into another "
            + "store?");
}
