using System.Runtime.CompilerServices;
using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>Inquiries in memory.</summary>
internal sealed class InMemoryInquiries(InMemoryState state) : IInquiryStore
{
    public Task<InquiryRecord?> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            var reference = record.Inquiry.ClientReference;
            var known = state.Inquiries.Find(other => reference is not null
                && string.Equals(other.Client, record.Client, StringComparison.Ordinal)
                && string.Equals(other.Inquiry.ClientReference, reference, StringComparison.Ordinal));
            known ??= state.IndexOf(record.Client, record.RequestId) is >= 0 and var index ? state.Inquiries[index] : null;
            if (known is null)
            {
                state.Inquiries.Add(record);
                state.AddKeys(record);
            }

            return known;
        },
        cancellationToken);

    public Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () => state.IndexOf(client, requestId) is >= 0 and var index ? state.Inquiries[index] : null, cancellationToken);

    public Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
            state.RunAsync(
            () => state.IndexOf(client, requestId) is >= 0 and var index ? state.Change(index, change, out _) : null, cancellationToken);

    public Task<IReadOnlyList<InquiryRecord>> FindCandidatesAsync(
        string client, InquirySearch search, CancellationToken cancellationToken = default) =>
        state.RunAsync(() => state.Find(client, search).Candidates, cancellationToken);

    public async IAsyncEnumerable<InquiryRecord> ListAsync(
        string? client, InquiryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var matching = await state.RunAsync(
            () => state.Inquiries.AsEnumerable().Reverse()
                .Where(record =>
                    (client is null || string.Equals(record.Client, client, StringComparison.Ordinal)) && StoreRules.Matches(record, query))
                .OrderByDescending(record => record.CreatedAt.UtcTicks)
                .Take(query.Limit ?? int.MaxValue)
                .ToList(),
            cancellationToken).ConfigureAwait(false);
        foreach (var record in matching)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }
}
