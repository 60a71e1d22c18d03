namespace Uhit.Client.Store;

/// <summary>Inquiries and their progress.</summary>
public interface IInquiryStore
{
    /// <summary>Stores a new inquiry, unless one has the same client and the same client reference, or the same request id.</summary>
    /// <param name="record">The inquiry.</param>
    /// <param name="cancellationToken">Stops waiting; what is stored stays.</param>
    /// <returns>The inquiry that was there before; <see langword="null"/> where this one was added now.</returns>
    Task<InquiryRecord?> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default);

    /// <summary>Finds an inquiry.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="requestId">Its number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default);

    /// <summary>Changes an inquiry in one transaction: no other change comes between the reading and the writing.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="requestId">Its number.</param>
    /// <param name="change">From the old record to the new one and its events; pure, may be called more than
    /// once; <see langword="null"/> leaves all as it is.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The record afterwards; <see langword="null"/> where there is no such inquiry.</returns>
    Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default);

    /// <summary>Lists inquiries, newest first.</summary>
    /// <remarks>One that can't be read keeps no other from being listed: the first such failure is thrown after all others were.</remarks>
    /// <param name="client">The named client; <see langword="null"/> for all of the store.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InquiryRecord> ListAsync(string? client, InquiryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Finds the inquiries that a callback without our RequestId may belong to.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="search">By what.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>At most <see cref="InquirySearch.Limit"/>: those found by RequestId or key; where there are none, those that ask for one of
    /// the ESI IDs, unfinished ones and then the latest first.</returns>
    Task<IReadOnlyList<InquiryRecord>> FindCandidatesAsync(
        string client, InquirySearch search, CancellationToken cancellationToken = default);
}
