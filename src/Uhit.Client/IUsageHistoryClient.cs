using Uhit.Client.Usage;

namespace Uhit.Client;

/// <summary>Asks CNP for usage history, and reads what came.</summary>
/// <remarks>
/// <para>Thread-safe; one per named client, made by <c>AddUhitClient</c>. What the business must handle is a value; what is broken is a
/// <see cref="UhitException"/>. Every call stops at its token: a send that is under way is aborted, and the
/// inquiry's state says whether it may have arrived.</para>
/// <para>Where the name is known at run time only, ask for it by <c>services.GetRequiredKeyedService&lt;IUsageHistoryClient&gt;(name)</c>.
/// An interface so that tests can put another in its place; only this library implements it for
/// use, so a minor version may add members.</para>
/// </remarks>
public interface IUsageHistoryClient
{
    /// <summary>The name under which the client was registered.</summary>
    string Name { get; }

    /// <summary>Test or Production.</summary>
    UhitEnvironment Environment { get; }

    /// <summary>Checks an inquiry, stores it, sends it, and returns CNP's answer.</summary>
    /// <remarks>Idempotent by <see cref="UsageHistoryInquiry.ClientReference"/>: submitted again, the inquiry that exists is returned; one
    /// that certainly did not leave is sent now. Errors of form are returned as <see cref="SubmitOutcome.Invalid"/>: then nothing is stored
    /// and nothing is sent. Where it was split into several requests, what is thrown for one has what became of those before it:
    /// <see cref="UhitException.Parts"/>, <see cref="UhitCanceledException.Parts"/>.</remarks>
    /// <param name="inquiry">What is asked.</param>
    /// <param name="cancellationToken">Aborts the send. The inquiry stays stored: find it by its client reference.</param>
    /// <exception cref="UhitConnectionException">No byte of the inquiry left, after the configured
    /// retries; it is stored, and may be resent.</exception>
    /// <exception cref="UhitServiceException">CNP did not take the message: a SOAP fault or an HTTP status that says so.</exception>
    /// <exception cref="UhitInquiryException">An inquiry of the same client reference exists and asks
    /// for other ESI IDs: nothing was sent.</exception>
    /// <exception cref="UhitStoreException">It could not be stored: nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<SubmitResult> SubmitAsync(UsageHistoryInquiry inquiry, CancellationToken cancellationToken = default);

    /// <summary>Finds an inquiry as it stands now; <see langword="null"/> where there is none of that number.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<InquirySnapshot?> FindAsync(RequestId id, CancellationToken cancellationToken = default);

    /// <summary>Waits until nothing more is waited for: every line has its end, or the inquiry is rejected or abandoned.</summary>
    /// <remarks>CNP has 72 hours (guide 1.3): for programs that can't stay that long there are events. What this process stores ends
    /// the wait at once; what another process stored is seen at once where the store can tell of it, as PostgreSQL does, and
    /// within 5 seconds otherwise.</remarks>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="UhitInquiryException">There is no such inquiry.</exception>
    Task<InquirySnapshot> WaitAsync(RequestId id, CancellationToken cancellationToken = default);

    /// <summary>Lists inquiries, newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<InquirySnapshot> ListAsync(InquiryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads what came for an inquiry, one ESI ID after another: all whole deliveries put
    /// together, the later one holds where they overlap.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UhitInquiryException">There is no such inquiry.</exception>
    IAsyncEnumerable<UsageHistory> ReadUsageAsync(RequestId id, CancellationToken cancellationToken = default);

    /// <summary>Sends an inquiry again under the same RequestId and MessageId: one that did not
    /// leave, or whose arrival is uncertain.</summary>
    /// <remarks>One that CNP has accepted is not sent: its state is returned as <see cref="SubmitOutcome.AlreadySubmitted"/>.</remarks>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Aborts the send.</param>
    /// <exception cref="UhitInquiryException">There is no such inquiry, it was rejected or
    /// abandoned, or a send of it is under way.</exception>
    /// <exception cref="UhitConnectionException">No byte of the inquiry left.</exception>
    /// <exception cref="UhitServiceException">CNP did not take the message.</exception>
    Task<SubmitResult> ResendAsync(RequestId id, CancellationToken cancellationToken = default);

    /// <summary>Gives an inquiry up: nothing more is waited for. What CNP still sends is stored all the same.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="reason">Why, for those who read it later; no personal data.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="UhitInquiryException">There is no such inquiry.</exception>
    Task AbandonAsync(RequestId id, string reason, CancellationToken cancellationToken = default);

    /// <summary>Stores an inquiry that was sent elsewhere, or was lost with a store that was restored from a backup,
    /// and gives it the callbacks that came for it.</summary>
    /// <remarks>Nothing is sent, and its rules are not checked: it went as it is. Cut off, importing it again finishes it; importing it
    /// twice changes nothing more. What comes for it later is taken as for any other.</remarks>
    /// <param name="inquiry">What was asked.</param>
    /// <param name="requestId">The number under which it was sent.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="messageId">The number of the message that it was sent in, for a resend; <see langword="null"/> where it
    /// is not known: a resend then has a new one.</param>
    /// <param name="transactionId">CNP's own number for it, where CNP gave one: then CNP took it for processing. Otherwise
    /// that is uncertain until a callback says so.</param>
    /// <param name="cancellationToken">Stops; what is stored stays.</param>
    /// <exception cref="UhitInquiryException">An inquiry of the same number asks for other ESI IDs, or the client reference belongs to
    /// another inquiry: nothing was stored.</exception>
    Task<ImportResult> ImportInquiryAsync(
        UsageHistoryInquiry inquiry, RequestId requestId, DateTimeOffset sentAt, MessageId? messageId = null,
        TransactionId? transactionId = null, CancellationToken cancellationToken = default);

    /// <summary>Fetches what CNP holds ready, where its contract does so instead of calling back; does nothing where it does not. One
    /// round: asks for every open inquiry until nothing more is ready, stores, and confirms. A host does it by itself.</summary>
    /// <remarks>What is fetched is stored, then confirmed: a crash anywhere repeats a fetch, loses nothing and stores nothing
    /// twice.</remarks>
    /// <param name="cancellationToken">Stops; what is being committed is committed.</param>
    /// <returns>How many messages were stored that were not there before.</returns>
    /// <exception cref="UhitException">CNP could not be reached or refused to answer, or the store
    /// failed. What was stored before is stored.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<int> PollAsync(CancellationToken cancellationToken = default);

    /// <summary>Fetches round after round, with the waits of <see cref="UhitPollingOptions"/>, until it is cancelled: for a program without
    /// a host. Failures are logged.</summary>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    Task KeepPollingAsync(CancellationToken cancellationToken);

    /// <summary>Checks the way to CNP step by step, without sending an inquiry: certificate,
    /// name, connection, handshake, service.</summary>
    /// <param name="cancellationToken">Stops.</param>
    Task<ConnectionReport> CheckConnectionAsync(CancellationToken cancellationToken = default);
}
