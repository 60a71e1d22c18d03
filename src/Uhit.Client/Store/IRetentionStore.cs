namespace Uhit.Client.Store;

/// <summary>Takes payloads and personal data away, in short transactions.</summary>
/// <remarks>What goes: chunks of bodies, packed usage, what <see cref="StoreRules"/> takes out of inquiries, ledgers and events. What stays
/// of a message: its identity, digest, answer, who sent it and when, and the SHA-256 of its body. Each call is one transaction, and each
/// may be repeated: whoever is cut off between two of them begins again and ends in the same state. What can't be read is listed all the
/// same, and fails when it is purged.</remarks>
public interface IRetentionStore
{
    /// <summary>Lists the messages of a scope that still have something to be purged, in order of receipt.</summary>
    /// <param name="scope">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeScope scope, CancellationToken cancellationToken = default);

    /// <summary>Lists the inquiries of a scope. By age: those that are finished, were created before, still have
    /// personal data, and no message with content.</summary>
    /// <param name="scope">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeScope scope, CancellationToken cancellationToken = default);

    /// <summary>Counts what stands in the way of a purge: events of an inquiry that wait for a handler, and dead letters.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="requestId">The inquiry, known or not.</param>
    /// <param name="terms">How it is to be purged: with an ESI ID only events of messages that may hold it are
    /// counted. Of the waiting ones only its kinds count.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PurgeObstacles> CountObstaclesAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Purges one message, or a bounded part of it.</summary>
    /// <remarks>The first call marks message and inquiry as purged. Chunks go first, usage after them; an unmatched message goes to
    /// <see cref="InboxRoom.Discarded"/>, as a whole even where an ESI ID is named. With an ESI ID the body goes, for it holds the ESI ID
    /// in plain text, and the packed usage of that ESI ID; that of others stays.</remarks>
    /// <param name="receipt">The message.</param>
    /// <param name="terms">How.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PurgeStep> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Takes personal data out of an inquiry, its ledger and its events.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="terms">How: with an ESI ID its lines alone.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PurgeStep> PurgeInquiryAsync(string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default);

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
