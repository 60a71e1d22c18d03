using System.Data.Common;

namespace Uhit.Client.Store;

/// <summary>Events that wait for their handlers. Work is claimed by inquiry, under a lease with a fencing token.</summary>
public interface IDispatchStore
{
    /// <summary>Whether <see cref="CompleteHandlerInTransactionAsync"/> works: the store is a database that
    /// handlers can write to in its transaction.</summary>
    bool SupportsTransactions { get; }

    /// <summary>The shortest lease under which the store keeps its promises: as long as the locks of a
    /// process that was stopped in the middle may last.</summary>
    /// <value>Zero, where such locks end with the process or there are none.</value>
    TimeSpan ShortestLease => TimeSpan.Zero;

    /// <summary>Claims the events of one inquiry whose first waiting event may be tried now, of the kinds asked for.</summary>
    /// <remarks>No two claims on one inquiry hold at the same time. The fencing token of a later claim is greater. Events come in stored
    /// order. An inquiry whose first waiting event (of the kinds asked for) waits for its next try is passed over as a whole: order is
    /// kept. An event may be tried as soon as one of its handlers may; the claim ends before the first event of which none may. A lease
    /// that has run out holds until somebody else claims: the token decides, never a clock. Of several inquiries the one goes first whose
    /// first waiting event never failed, in stored order; then those that wait for a retry, by its time: failing ones don't keep others
    /// from being tried. Each event that is handed out has its <see cref="StoredEvent.Claims"/> counted, in the same transaction.</remarks>
    /// <param name="request">Who claims what, for how long.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The claim; <see langword="null"/> where nothing waits.</returns>
    Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default);

    /// <summary>Notes that a handler is done with an event.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held and the event still waited, which a purge may have
    /// ended: otherwise nothing was written.</returns>
    Task<bool> CompleteHandlerAsync(DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default);

    /// <summary>Notes that a handler is done with an event, in one transaction with what the handler
    /// itself writes to the store's database.</summary>
    /// <remarks>Begins the store's transaction, looks at the fencing token, writes the note, calls <paramref name="effect"/>, commits.
    /// Rolled back as a whole where it throws. After <paramref name="timeout"/> (by the store's clock, from the call of
    /// <paramref name="effect"/> on), or when <paramref name="cancellationToken"/> is cancelled, it is cut off, whether it heeds its token
    /// or not: the transaction is rolled back, other writes go on, and nothing that it still does on the connection can be committed. Where
    /// <paramref name="effect"/> ends the transaction itself, either both are committed or neither is. A
    /// handler that is complete already is not called.</remarks>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="effect">Writes what is to be committed with the note.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <returns>Whether the handler is complete; <see langword="false"/> where the claim did not hold, or the event did not wait any more:
    /// nothing was called or written.</returns>
    /// <exception cref="TimeoutException">It was cut off.</exception>
    /// <exception cref="UhitStoreException">The store failed, before, under or after <paramref name="effect"/>: that is not the handler's
    /// failure. What <paramref name="effect"/> throws of its own, or the database refuses of what it wrote, is thrown as it is.</exception>
    /// <exception cref="NotSupportedException"><see cref="SupportsTransactions"/> is <see langword="false"/>.</exception>
    Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default);

    /// <summary>Notes that a handler failed, and when it is to be tried again, or that it is given up.</summary>
    /// <remarks>A handler that is complete stays complete: a commit whose answer got lost is not undone.</remarks>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="errorType">The type of the exception; never its message, which may hold personal data.</param>
    /// <param name="at">When it failed.</param>
    /// <param name="notBefore">When it may be tried again; <see langword="null"/> where it is given up: it becomes a dead letter.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held and the event still waited, which a purge may have
    /// ended: otherwise nothing was written.</returns>
    Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset at, DateTimeOffset? notBefore,
        CancellationToken cancellationToken = default);

    /// <summary>Takes an event out of the queue: each of its handlers is done with it, or given up.</summary>
    /// <remarks>The event stays where somebody has replayed one of its dead letters since it was claimed.</remarks>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held and the event still waited: otherwise nothing was written.</returns>
    Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Has the lease of a claim run out at another instant: later while handlers are at work, or
    /// sooner where nothing can be done for a while.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="until">Until when.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held.</returns>
    Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim back before its lease runs out.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="notBegunFrom">The first of its events that no handler was called for: it and those after it were not handed out, as far
    /// as <see cref="StoredEvent.Claims"/> counts; <see langword="null"/> where all were begun.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ReleaseAsync(DispatchClaim claim, long? notBegunFrom, CancellationToken cancellationToken = default);

    /// <summary>Lists what was given up, in stored order.</summary>
    /// <param name="client">The named client; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(string? client, CancellationToken cancellationToken = default);

    /// <summary>Has a dead letter tried again: its failures count from 0, and its event waits
    /// again, ahead of later ones of its inquiry.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was a dead letter: otherwise nothing was written.</returns>
    Task<bool> ReplayDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default);

    /// <summary>Takes a dead letter as settled: the handler never gets the event again.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was a dead letter: otherwise nothing was written.</returns>
    Task<bool> DiscardDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default);

    /// <summary>Stores an event that no callback and no change of an inquiry caused, such as that our answer went out.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="environment">Test or Production.</param>
    /// <param name="requestId">The inquiry, known or not.</param>
    /// <param name="newEvent">The event. The client, environment and inquiry that it names itself are ignored, as is all else that a
    /// store fills in: <see cref="StoredEvent"/> says what.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AppendAsync(
        string client,
        UhitEnvironment environment,
        RequestId requestId,
        StoredEvent newEvent,
        CancellationToken cancellationToken = default);
}
