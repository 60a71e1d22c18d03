using Uhit.Client.Store;

namespace Uhit.Client;

/// <summary>What a named client received: the rooms of what waits for somebody, and purging.</summary>
/// <remarks>
/// <para>Made by <c>AddUhitClient</c>, keyed by the client's name. Sees its own client's callbacks only. Thread-safe. Everything here may
/// be done twice: the second time finds nothing left to do.</para>
/// <para>An interface so that tests can put another in its place: a minor version may add members.</para>
/// </remarks>
public interface IUsageHistoryInbox
{
    /// <summary>The name of the client.</summary>
    string Name { get; }

    /// <summary>Lists what is in a room, in order of receipt.</summary>
    /// <param name="room">The room.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InboxEntry> ListAsync(InboxRoom room, CancellationToken cancellationToken = default);

    /// <summary>Finds a callback, in whatever room it is; <see langword="null"/> where there is none.</summary>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<InboxEntry?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Opens the exact bytes that came. Personal data: mind where they go.</summary>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The bytes; <see langword="null"/> where there is no such callback, or its body is not kept.</returns>
    Task<Stream?> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Opens the XML document in the bytes that came, in UTF-8: without compression, and the root part where there are several.
    /// Personal data: mind where it goes.</summary>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The document; <see langword="null"/> where there is no such callback, or its body is not kept.</returns>
    Task<Stream?> OpenDocumentAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Gives an unmatched callback to its inquiry, where that has become known. Workers
    /// do it by themselves within a minute.</summary>
    /// <remarks>Its stored bytes are read again, and their SHA-256 is checked.</remarks>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UhitStoreException">The stored bytes are damaged.</exception>
    Task<InboxActionResult> AdoptAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Gives an unmatched callback that does not name its inquiry to the one that you know it to belong to,
    /// where it fits several and nothing in it says which.</summary>
    /// <remarks>As <see cref="AdoptAsync"/>. An inquiry that asks for none of its ESI IDs is never given it.</remarks>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UhitStoreException">The stored bytes are damaged.</exception>
    Task<InboxActionResult> AdoptForAsync(ReceiptId receipt, RequestId requestId, CancellationToken cancellationToken = default);

    /// <summary>Reads an unreadable callback again, with the wire format as it is now, and stores it
    /// by the way that every callback goes.</summary>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UhitStoreException">The stored bytes are damaged.</exception>
    Task<InboxActionResult> ReplayAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Throws an unmatched or unreadable callback away.</summary>
    /// <remarks>Of an unmatched one it stays known that it came and what it was answered with: a copy is answered
    /// as before. An unreadable one goes altogether.</remarks>
    /// <param name="receipt">Our number for it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was thrown away now; <see langword="false"/> where it is neither unmatched nor unreadable.</returns>
    Task<bool> DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Says how full the bounded rooms are: unmatched callbacks for each peer, unreadable ones for all
    /// together. A room in which nothing is, is left out.</summary>
    /// <remarks>Counted in the store: the same for all processes of it. From
    /// <see cref="RoomUsage.NearlyFull"/> on the log tells of it, once.</remarks>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RoomUsage>> GetRoomLevelsAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists the dead letters, in stored order: events that a handler was given up on.</summary>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(CancellationToken cancellationToken = default);

    /// <summary>Has a dead letter tried again, from its first attempt on.</summary>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was a dead letter.</returns>
    Task<bool> ReplayDeadLetterAsync(long sequence, string handler, CancellationToken cancellationToken = default);

    /// <summary>Takes a dead letter as settled: the handler never gets the event again.</summary>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was a dead letter.</returns>
    Task<bool> DiscardDeadLetterAsync(long sequence, string handler, CancellationToken cancellationToken = default);

    /// <summary>Purges an inquiry: its personal data, and the content of all that came for it. What goes and what stays is listed in
    /// <c>docs/how-to/keep-data-private.md</c>.</summary>
    /// <remarks>In short transactions: cut off, it is finished by purging again. Every waiting event is in its way, also of kinds that have
    /// no handler in this process, unless <c>Retention:WithoutHandlers</c> says that those have none anywhere.</remarks>
    /// <param name="id">The inquiry.</param>
    /// <param name="includeWaiting">Whether events that wait for a handler, and dead letters, are given up with it. Without
    /// it a purge that meets some does nothing.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <exception cref="UhitStoreException">Some of it could not be purged, as where the key of a row is missing; all else is purged by
    /// then. Mend the cause and purge again.</exception>
    Task<PurgeResult> PurgeInquiryAsync(RequestId id, bool includeWaiting = false, CancellationToken cancellationToken = default);

    /// <summary>Purges an ESI ID: its lines of all inquiries, its usage, and the whole bodies of messages that may hold it, which hold it
    /// in plain text. Usage of other ESI IDs stays.</summary>
    /// <remarks>As for an inquiry.</remarks>
    /// <param name="id">The ESI ID.</param>
    /// <param name="includeWaiting">As for an inquiry.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <exception cref="UhitStoreException">As for an inquiry.</exception>
    Task<PurgeResult> PurgeEsiIdAsync(EsiId id, bool includeWaiting = false, CancellationToken cancellationToken = default);
}
