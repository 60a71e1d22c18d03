namespace Uhit.Client;

/// <summary>Handles one kind of event. A class may handle several kinds.</summary>
/// <remarks>
/// <para>Taken from a scope of its own for every event. Runs after the callback was acknowledged, at least once: again with the same
/// <see cref="UhitEvent.Key"/> after an exception, or where a crash came between the handler's work and our note that it was done. Order is
/// kept per inquiry; events of different inquiries are handled at the same time.</para>
/// <para>Registered under an explicit name, which completion is kept under: a handler that is renamed gets waiting events again, one that
/// was completed for an event never gets it again.</para>
/// </remarks>
/// <typeparam name="TEvent">The kind of event.</typeparam>
public interface IUsageHistoryHandler<in TEvent>
    where TEvent : UhitEvent
{
    /// <summary>Handles an event. Returning completes it; an exception has it tried again later.</summary>
    /// <param name="usageEvent">The event.</param>
    /// <param name="cancellationToken">Cancelled when <see cref="UhitCallbackOptions.HandlerTimeout"/> or the application's time to stop
    /// runs out, or the claim on the inquiry is lost.</param>
    Task HandleAsync(TEvent usageEvent, CancellationToken cancellationToken);
}
