namespace Uhit.Client;

/// <summary>What the client, the receiver and the stores throw when something is broken:
/// transport, protocol, configuration or store.</summary>
/// <remarks>Business outcomes (accepted, rejected, uncertain, already submitted) are values, never exceptions. Messages hold no personal
/// data, no secret and no XML.
/// <para>Not derived from it: <see cref="UhitCanceledException"/>, which is an <see cref="OperationCanceledException"/>.</para></remarks>
public abstract class UhitException : Exception
{
    private RequestId? _requestId;
    private SendingState? _sending;
    private string? _message;
    private IReadOnlyList<SubmitResult> _parts = [];

    private protected UhitException(string message, Exception? innerException)
        : base(DisplayText.Of(message), innerException)
    {
    }

    /// <inheritdoc/>
    public override string Message => _message ?? base.Message;

    /// <summary>Whether the same call may succeed later without anything being changed.</summary>
    public virtual bool IsTransient => false;

    /// <summary>How long the other side asked to wait before the next try, or <see langword="null"/> where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The inquiry that it is about, for <c>FindAsync</c>, <c>ResendAsync</c> or <c>AbandonAsync</c>;
    /// <see langword="null"/> where it is about none.</summary>
    /// <remarks>Whatever fails once an inquiry is stored names it here.</remarks>
    public RequestId? RequestId
    {
        get => _requestId;
        init => _requestId = value;
    }

    /// <summary>Where the sending of that inquiry stood after the failure: <see cref="SendingState.NotSent"/> where nothing of it left,
    /// <see cref="SendingState.Uncertain"/> where CNP may have it; <see langword="null"/> where nothing was being sent.</summary>
    public SendingState? Sending
    {
        get => _sending;
        init => _sending = value;
    }

    /// <summary>What became of the requests that were sent before it, where an inquiry was split into several
    /// (<see cref="UhitClientOptions.SplitInquiries"/>), in their order; else empty.</summary>
    /// <remarks><see cref="RequestId"/> is the one that failed. Those behind it were not sent. Submitted again under the same
    /// <see cref="UsageHistoryInquiry.ClientReference"/>, only what is missing is sent.</remarks>
    public IReadOnlyList<SubmitResult> Parts => _parts;

    // The exception is that of one request: whoever submitted all of them has to know what became of the others.
    internal void TellParts(IReadOnlyList<SubmitResult> parts, string whatFollows)
    {
        _parts = parts;
        _message = $"{Message} {whatFollows}";
    }

    // What failed below knows neither the inquiry nor what follows for it.
    internal void Tell(RequestId requestId, SendingState sending, string message)
    {
        _requestId = requestId;
        _sending = sending;
        _message = message;
    }
}
