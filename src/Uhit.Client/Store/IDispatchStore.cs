using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>Events that wait for their handlers. Work is claimed by inquiry, under a lease with a fencing token.</summary>
[Experimental("UHIT001")]
public interface IDispatchStore
{
    /// <summary>Claims the events of one inquiry whose first waiting event may be tried now, of the kinds asked for.</summary>
    /// <remarks>No two claims on one inquiry hold at the same time. The fencing token of a later claim is greater. Events come in stored order.
    /// An inquiry whose first waiting event (of the kinds asked for) waits for its next try is passed over as a whole: order is kept.
    /// An event may be tried as soon as one of its handlers may; the claim ends before the first event of which none may. A lease that has run out holds until
    /// somebody else claims: the token decides, never a clock.</remarks>
    /// <param name="request">Who claims what, for how long.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The claim; <see langword="null"/> where nothing waits.</returns>
    Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default);

    /// <summary>Notes that a handler is done with an event.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held: otherwise nothing was written.</returns>
    Task<bool> CompleteHandlerAsync(DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default);

    /// <summary>Notes that a handler failed.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="errorType">The type of the exception; never its message, which may hold personal data.</param>
    /// <param name="notBefore">When it may be tried again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held: otherwise nothing was written.</returns>
    Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset notBefore, CancellationToken cancellationToken = default);

    /// <summary>Takes an event out of the queue: all its handlers are done.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sequence">The event.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held: otherwise nothing was written.</returns>
    Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Makes the lease of a claim last longer.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="until">Until when.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the claim still held.</returns>
    Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim back before its lease runs out.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ReleaseAsync(DispatchClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Stores an event that no callback and no change of an inquiry caused, such as that our answer went out.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="environment">Test or Production.</param>
    /// <param name="requestId">The inquiry, known or not.</param>
    /// <param name="newEvent">The event.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AppendAsync(
        string client,
        Inquiries.UhitEnvironment environment,
        Inquiries.RequestId requestId,
        NewStoredEvent newEvent,
        CancellationToken cancellationToken = default);
}
