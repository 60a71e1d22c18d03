namespace Uhit.Client.Store;

/// <summary>Received callbacks. What is appended under a receipt is seen by nobody until
/// <see cref="CommitAsync"/> makes it visible.</summary>
public interface ICallbackInbox
{
    /// <summary>Appends one chunk of a body, in a commit of its own.</summary>
    /// <remarks>The same ordinal again replaces the chunk: it is a second try. Once the receipt is
    /// committed or kept, nothing can be appended.</remarks>
    /// <param name="receipt">The receipt.</param>
    /// <param name="ordinal">Its position, from 0, without gaps.</param>
    /// <param name="chunk">At most 1 MiB, encoded as the message will say.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AppendBodyAsync(ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default);

    /// <summary>Opens the chunks of a body as one stream, as they were appended, staged or committed. Can
    /// be read synchronously; memory stays flat.</summary>
    /// <remarks>Empty where a body without chunks, or an entry without its body, is stored.</remarks>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="UhitStoreException">Nothing is stored under the receipt: it was discarded or swept.</exception>
    Task<Stream> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Appends the usage of some lines that follow each other, all of them in one commit: what a message
    /// costs must not grow with how small its lines are.</summary>
    /// <remarks>As for <see cref="AppendBodyAsync"/>, the same ordinals again are a second try. An empty list appends nothing.</remarks>
    /// <param name="receipt">The receipt.</param>
    /// <param name="ordinal">The position of the first of them in the message, from 0, without gaps.</param>
    /// <param name="usage">The usage, packed. The callers bound their number and their bytes: the
    /// receiver takes up to 1,000 lines or 1 MiB.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AppendUsageAsync(ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default);

    /// <summary>Stores a message with all that was appended under its receipt, with its answer, the change of its
    /// inquiry and the events, in one transaction.</summary>
    /// <remarks>The message's identity is (client, peer, operation, message key). One that is stored already is not stored again:
    /// <see cref="InboxOutcome.Duplicate"/> where digest and digest version are the same, <see cref="InboxOutcome.DigestVersionDiffers"/>
    /// where only the version differs, else <see cref="InboxOutcome.Conflict"/>; then nothing is changed and what was appended stays staged
    /// until it is discarded or kept. A message whose inquiry is not known goes to <see cref="InboxRoom.Unmatched"/> with its unmatched
    /// event, and <paramref name="change"/> is not called; where its quota leaves no room there it is <see cref="InboxOutcome.RoomFull"/>,
    /// and what was appended stays staged. The quota never stands in the way of any other message. A message without RequestId has a
    /// <see cref="InboxMessage.Correlation"/>: in the same transaction its inquiry is searched and chosen, and it is stored as
    /// <see cref="StoreRules.ForInquiry"/> has it. It is stored before where it waits unmatched or was discarded, where it was stored for
    /// the chosen inquiry, and where <see cref="StoreRules.IsRepetition"/> says so of any candidate. Where none is chosen it goes to
    /// <see cref="InboxRoom.Unmatched"/> with its search. What <paramref name="change"/> throws leaves everything as it was.</remarks>
    /// <exception cref="UhitStoreException">Under the receipt there are not as many chunks and lines of usage as the message says, or
    /// nothing at all: it was swept. Nothing is stored, and the sender must send it again (transient).</exception>
    /// <param name="message">The message.</param>
    /// <param name="change">From the inquiry's old record to the new one and its events; pure, may be called more than once.</param>
    /// <param name="cancellationToken">Stops waiting: whether it was stored is then not known.</param>
    Task<InboxResult> CommitAsync(
        InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default);

    /// <summary>Keeps a body that could not be taken, with the reason; a body of the same SHA-256 and
    /// reason is kept once for each client.</summary>
    /// <remarks>What counts are the bytes of the chunks, as they are stored. Usage that was appended is taken away.</remarks>
    /// <param name="callback">What is known of it, with its reason. Its chunks are those appended under the receipt, and whether it has a
    /// body is for the store to say. It is kept as <see cref="StoreRules.ForUnreadable"/> has it: RequestId, Identifiers, EsiIds and
    /// PurgedAt are not kept.</param>
    /// <param name="quota">What the room of this client may hold: beyond its bytes the entry is kept without its body; beyond its entries
    /// nothing is stored, and what was appended is taken away.</param>
    /// <param name="bodyChunks">How many chunks of its body were appended; <see langword="null"/> where that is not known. The store
    /// compares it with what it holds, so that a body of which some was swept meanwhile is not kept as if it were whole.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it is in the room now; <see langword="false"/> where the room is full.
    /// <see cref="StoreRules.DecideKeeping"/> decides.</returns>
    /// <exception cref="ArgumentException">It has no <see cref="InboxEntry.Reason"/>: nothing was stored.</exception>
    Task<bool> KeepUnreadableAsync(
        InboxEntry callback, RoomQuota quota, int? bodyChunks, CancellationToken cancellationToken = default);

    /// <summary>Takes away what was appended under a receipt that was not committed.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Finds a stored message by its receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Lists what is in a room, in order of receipt.</summary>
    /// <param name="client">The named client; <see langword="null"/> for all of the store.</param>
    /// <param name="room">The room.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InboxEntry> ListAsync(string? client, InboxRoom room, CancellationToken cancellationToken = default);

    /// <summary>Finds what is kept under a receipt, in whatever room; <see langword="null"/>
    /// where nothing is, or where it is staged.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<InboxEntry?> FindEntryAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Lists the messages in <see cref="InboxRoom.Unmatched"/> whose inquiry is known by now, and those without RequestId whose
    /// search finds any, as they are at one moment; all together in order of receipt.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="requestId">Of this inquiry alone; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InboxEntry> ListAdoptableAsync(string client, RequestId? requestId, CancellationToken cancellationToken = default);

    /// <summary>Moves a message from <see cref="InboxRoom.Unmatched"/> to <see cref="InboxRoom.Inbox"/> with the change of its inquiry and
    /// the events, in one transaction.</summary>
    /// <remarks>What <paramref name="change"/> throws leaves everything as it was.</remarks>
    /// <param name="receipt">The receipt of the message.</param>
    /// <param name="change">From the inquiry's old record to the new one and its events; pure, may be called more than once.</param>
    /// <param name="cancellationToken">Stops waiting: whether it was stored is then not known.</param>
    /// <returns>Whether it was moved now; <see langword="false"/>, and nothing changed, where it is not
    /// unmatched (any more) or its inquiry is not known.</returns>
    Task<bool> AdoptAsync(ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default);

    /// <summary>Does the same with a message without RequestId: in the same transaction its inquiry is searched and chosen, and it becomes
    /// what <see cref="StoreRules.ForInquiry"/> has.</summary>
    /// <param name="receipt">The receipt of the message.</param>
    /// <param name="correlation">How its inquiry is found.</param>
    /// <param name="change">As for the other.</param>
    /// <param name="cancellationToken">Stops waiting: whether it was stored is then not known.</param>
    /// <returns>The inquiry that it was given to; <see langword="null"/>, and nothing changed, where it is not unmatched (any more), names
    /// its inquiry, none was chosen, or the same message is stored for the chosen one already.</returns>
    Task<RequestId?> AdoptCorrelatedAsync(
        ReceiptId receipt, InquirySearch correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken = default);

    /// <summary>Throws away what waits in a side room, in one transaction.</summary>
    /// <remarks>A message in <see cref="InboxRoom.Unmatched"/> goes to <see cref="InboxRoom.Discarded"/>: body and usage go, its identity,
    /// digest and answer stay, so that a copy is answered as before. An entry in
    /// <see cref="InboxRoom.Unreadable"/> goes altogether.</remarks>
    /// <param name="receipt">The receipt.</param>
    /// <param name="at">The time now: it becomes <see cref="InboxMessage.PurgedAt"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was thrown away now; <see langword="false"/> where it is in neither of these rooms.</returns>
    Task<bool> DiscardKeptAsync(ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Reads the usage of one message, grouped by ESI ID: all of one ESI ID follow each other, in the
    /// order of the message; nothing while it is staged.</summary>
    /// <remarks>ESI IDs come in the order of their first line.</remarks>
    /// <param name="receipt">The receipt of a committed message.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<PackedUsage> ReadMessageUsageAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    /// <summary>Reads all usage that came for an inquiry, grouped by ESI ID: all of one ESI ID
    /// follow each other, earlier messages first.</summary>
    /// <remarks>What waits in <see cref="InboxRoom.Unmatched"/> is not among it.</remarks>
    /// <param name="client">The named client.</param>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<PackedUsage> ReadUsageAsync(string client, RequestId requestId, CancellationToken cancellationToken = default);
}
