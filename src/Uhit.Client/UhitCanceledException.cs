namespace Uhit.Client;

/// <summary>The caller's token ended a submission or a resend after the inquiry had been stored:
/// this says which one, and how far it came.</summary>
/// <remarks>As any <see cref="OperationCanceledException"/> to whoever does not ask.</remarks>
public sealed class UhitCanceledException : OperationCanceledException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="sending">Where its sending stands.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="cancellationToken">The token that ended it.</param>
    public UhitCanceledException(RequestId requestId, SendingState sending, string message, CancellationToken cancellationToken)
        : base(message, cancellationToken) => (RequestId, Sending) = (requestId, sending);

    /// <summary>What became of the requests that were sent before it, where an inquiry was split into several: as
    /// <see cref="UhitException.Parts"/>.</summary>
    public IReadOnlyList<SubmitResult> Parts { get; internal init; } = [];

    /// <summary>The inquiry.</summary>
    public RequestId RequestId { get; }

    /// <summary>Where its sending stood then: <see cref="SendingState.NotSent"/> where nothing of it left,
    /// <see cref="SendingState.Uncertain"/> where CNP may have it.</summary>
    public SendingState Sending { get; }
}
