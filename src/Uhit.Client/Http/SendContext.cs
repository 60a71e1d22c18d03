namespace Uhit.Client.Http;

/// <summary>Goes along with one call through WCF, whose contracts carry no token: brings the token in, and what happened out.</summary>
/// <remarks>Used for one call only.</remarks>
internal sealed class SendContext(string? soapAction, CancellationToken cancellationToken)
{
    private static readonly AsyncLocal<SendContext?> Ambient = new();
    private int _left;
    private int _claimed;

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

    public UhitConnectionException? Failure { get; set; }

    public SendOutcome Outcome =>
        Response is not null ? SendOutcome.Answered : BytesLeft ? SendOutcome.Uncertain : SendOutcome.NotSent;

    /// <summary>Makes this the context of what the calling async method does from here on, and of nothing after it.</summary>
    public void Enter() => Ambient.Value = this;

    /// <summary>Takes the context for one request.</summary>
    /// <remarks>WCF runs calls that wait for a channel's first opening in the flow of the call that opens it: without
    /// this check their answers would change places.</remarks>
    /// <exception cref="InvalidOperationException">Another request has it.</exception>
    public void Claim()
    {
        if (Interlocked.Exchange(ref _claimed, 1) != 0)
        {
            throw new InvalidOperationException("Two requests ran in one SendContext. Open the channel before its first call.");
        }
    }

    public void MarkBytesLeft() => Volatile.Write(ref _left, 1);

    /// <summary>How the call ended.</summary>
    /// <param name="thrown">What it threw; what our handler saw counts more than what WCF made of that.</param>
    public SendResult ToResult(Exception? thrown) => new(Outcome, Response, Response is not null ? null : Failure ?? Explain(thrown));

    private UhitException Explain(Exception? thrown) =>
        CancellationToken.IsCancellationRequested ? GaveUp(thrown)
        : thrown as UhitException ?? new UhitConnectionException(
            ConnectionFailure.Interrupted,
            "The call ended before it reached HTTP: the wire format could not write the message, or the client is being disposed.",
            thrown);

    public static UhitConnectionException GaveUp(Exception? cause) =>
        new(ConnectionFailure.Interrupted, "The caller gave up.", cause);
}

/// <summary>The form in which a request goes out.</summary>
/// <param name="ContentType">The Content-Type header.</param>
/// <param name="ContentEncoding">The Content-Encoding header; <see langword="null"/> for none.</param>
/// <param name="Write">Writes the message, which comes in UTF-8, in that form.</param>
internal sealed record RequestForm(string ContentType, string? ContentEncoding, Action<Stream, ReadOnlyMemory<byte>> Write);

/// <summary>Takes the body of an answer with status 200 as it comes, where it may be larger than what is kept in memory.</summary>
internal interface IAnswerReceiver
{
    /// <summary>Takes it. What it throws ends the call as a failure to read the answer; its own trouble it keeps to itself.</summary>
    /// <param name="contentType">The Content-Type header; null where there is none.</param>
    /// <param name="contentEncoding">The Content-Encoding header: <c>gzip</c>, or null.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ReceiveAsync(string? contentType, string? contentEncoding, Stream body, CancellationToken cancellationToken);
}
