namespace Uhit.Client.Http;

/// <summary>Goes along with one call through WCF, whose contracts carry no token: brings the token in, and what happened out.</summary>
/// <remarks>Used for one call only.</remarks>
internal sealed class SendContext(string? soapAction, CancellationToken cancellationToken)
{
    private static readonly AsyncLocal<SendContext?> Ambient = new();
    private int _left;
    private int _claimed;

    public SendContext(CancellationToken cancellationToken)
        : this(null, cancellationToken)
    {
    }

    /// <summary>The call that this code runs in; null outside of one.</summary>
    public static SendContext? Current => Ambient.Value;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The action of the wire format, which takes the place of the contract's; null leaves the contract's.</summary>
    public string? SoapAction { get; } = soapAction;

    /// <summary>The form in which the request goes out; <see langword="null"/> leaves it as it is.</summary>
    public RequestForm? Form { get; init; }

    /// <summary>Takes the body of an answer with status 200; <see langword="null"/>: it is kept in memory, within a bound.</summary>
    public IAnswerReceiver? Receiver { get; init; }

    /// <summary>Whether a byte of the request may have left.</summary>
    public bool BytesLeft => Volatile.Read(ref _left) != 0;

    /// <summary>The connection that the request was written to.</summary>
    public ObservedStream? Connection { get; set; }

    public SendResponse? Response { get; set; }

    public (ConnectionFailure Reason, string Detail, Exception Exception)? Failure { get; set; }

    /// <summary>Takes the context for one request.</summary>
    /// <remarks>WCF runs calls that wait for a channel's first opening in the flow of the call that opens it: without
    /// this check their answers would change places.</remarks>
    /// <exception cref="InvalidOperationException">Another request has it.</exception>
    public void Claim()
    {
        if (Interlocked.Exchange(ref _claimed, 1) != 0)
        {
            throw new InvalidOperationException(
                "Two requests ran in one SendContext. Open the channel before its first call: see WcfEndpoint.OpenChannel.");
        }
    }

    public void MarkBytesLeft() => Volatile.Write(ref _left, 1);

    /// <summary>Makes the call and judges how it ended. Throws only what happened before the call reached
    /// HTTP, which is a mistake in the program.</summary>
    public async Task<SendResult> RunAsync(Func<Task> call)
    {
        Exception? thrown = null;
        // An AsyncLocal set in an async method ends with it: nothing of this call leaks into the caller's flow.
        Ambient.Value = this;
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            thrown = e;
        }

        if (Response is not null)
        {
            return new SendResult { Outcome = SendOutcome.Answered, Response = Response };
        }

        var outcome = BytesLeft ? SendOutcome.Uncertain : SendOutcome.NotSent;
        if (Failure is { } failure)
        {
            return new SendResult
            {
                Outcome = outcome,
                Failure = failure.Reason,
                Detail = failure.Detail,
                Exception = failure.Exception,
                Cancelled = CancellationToken.IsCancellationRequested,
            };
        }

        if (CancellationToken.IsCancellationRequested)
        {
            return new SendResult
            {
                Outcome = outcome,
                Failure = ConnectionFailure.Interrupted,
                Detail = "The caller gave up.",
                Exception = thrown,
                Cancelled = true,
            };
        }

        throw new InvalidOperationException("The call ended before it reached HTTP.", thrown);
    }
}
