namespace Uhit.Client.Store;

/// <summary>Start-up, deadlines, sweeping, statistics, and purging in short transactions.</summary>
/// <remarks>What a purge takes: chunks of bodies, packed usage, what <see cref="StoreRules"/> takes out of inquiries, ledgers and events.
/// What stays of a message: its identity, digest, answer, who sent it and when, and the SHA-256 of its body. Each call is one transaction,
/// and each may be repeated: whoever is cut off between two of them begins again and ends in the same state. What can't be read is listed
/// all the same, and fails when it is purged.</remarks>
public interface IMaintenanceStore
{
    /// <summary>Makes or opens the store, and checks that it is as durable as promised. Called once
    /// before all else; calling again does nothing.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="UhitStoreException">The store can't be opened, is of a newer version, or is not durable.</exception>
    Task InitializeAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes, one by one, each unfinished inquiry whose due or overdue time has passed and was not reported.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="now">The time now.</param>
    /// <param name="change">From the old record to the new one (which says that it was reported) and its events.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many were changed.</returns>
    Task<int> ReportDeadlinesAsync(
        string client, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default);

    /// <summary>Takes away what was appended under receipts that were last appended to before an
    /// instant and never committed or kept.</summary>
    /// <remarks>The time of the last append is that of the store's clock: a body that comes slowly is not swept while it comes.</remarks>
    /// <param name="begunBefore">Last appended before this instant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many receipts were swept.</returns>
    Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default);

    /// <summary>Counts what the bounded rooms of a client hold: one entry for each peer with unmatched messages, one for unreadable
    /// callbacks where there are any.</summary>
    /// <remarks>Taken from what is stored, so that it holds after a crash and for all processes of the store.</remarks>
    /// <param name="client">The named client.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RoomUsage>> GetRoomUsageAsync(string client, CancellationToken cancellationToken = default);

    /// <summary>Notes under which Authentication ID a named client uses this store, the first time that it does.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="authenticationId">The ID under which it is about to be used.</param>
    /// <param name="replaces">The ID whose place it takes, where the user said so; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The ID that is noted. Where that is another one, the client is used under it, and nothing was changed.</returns>
    Task<AuthenticationId> NoteAuthenticationIdAsync(
        string client, AuthenticationId authenticationId, AuthenticationId? replaces, CancellationToken cancellationToken = default);

    /// <summary>Under which Authentication ID each named client uses this store.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The IDs by the clients' names: of those that noted one, and of those that stored
    /// inquiries before notes were taken.</returns>
    Task<IReadOnlyDictionary<string, AuthenticationId>> GetAuthenticationIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>Counts what is in the store.</summary>
    /// <param name="client">The named client; <see langword="null"/> for all of the store.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default);

    /// <summary>Lists the messages of a purge that still have something to be purged, in order of receipt.</summary>
    /// <param name="terms">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Lists the inquiries of a purge. By age: those that are finished, were created before, still have
    /// personal data, and no message with content.</summary>
    /// <param name="terms">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Counts what stands in the way of a purge: events of an inquiry that wait for a handler, and dead letters.</summary>
    /// <param name="requestId">The inquiry, known or not.</param>
    /// <param name="terms">How it is to be purged: with an ESI ID only events of messages that may hold it are
    /// counted. Of the waiting ones only its kinds count.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<(long WaitingEvents, long DeadLetters)> CountObstaclesAsync(
        RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Purges one message, or a bounded part of it.</summary>
    /// <remarks>The first call marks message and inquiry as purged. Chunks go first, usage after them; an unmatched message goes to
    /// <see cref="InboxRoom.Discarded"/>, as a whole even where an ESI ID is named. With an ESI ID the body goes, for it holds the ESI ID
    /// in plain text, and the packed usage of that ESI ID; that of others stays.</remarks>
    /// <param name="receipt">The message.</param>
    /// <param name="terms">How.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PurgeOutcome> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Takes personal data out of an inquiry, its ledger and its events.</summary>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="terms">How: with an ESI ID its lines alone.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PurgeOutcome> PurgeInquiryAsync(RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Forgets messages without content that were received before an instant: a copy that
    /// comes later is taken for a new message.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="before">Received before this instant.</param>
    /// <param name="max">The most to forget in this transaction.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default);

    /// <summary>Has what was deleted wiped from the store's files, and its space given back, as far as that is in the store's hands: after
    /// a purge, while the process runs on.</summary>
    /// <remarks>SQLite: its pages are overwritten and given back, and its log is cut to nothing. PostgreSQL:
    /// nothing, for the server does it (<c>VACUUM</c>).</remarks>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it is done; <see langword="false"/> where another reads or writes just now: the store goes on trying.</returns>
    Task<bool> WipeAsync(CancellationToken cancellationToken = default);
}
