using System.Net;

namespace Uhit.Client.Http;

/// <summary>How a call ended.</summary>
/// <param name="Outcome">How far the message came.</param>
/// <param name="Response">The answer as it came; null unless <see cref="SendOutcome.Answered"/>.</param>
/// <param name="Failure">Why there is no answer.</param>
internal sealed record SendResult(SendOutcome Outcome, SendResponse? Response, UhitException? Failure)
{
    public static SendResult NotSent(UhitException failure) => new(SendOutcome.NotSent, null, failure);
}

/// <summary>How a send ended.</summary>
internal enum SendOutcome
{
    /// <summary>A whole answer was read, whatever it says.</summary>
    Answered,

    /// <summary>No byte of the request left this machine: it can be sent again.</summary>
    NotSent,

    /// <summary>Some of it left and no whole answer came: the server may have it, so it is not sent again blindly.</summary>
    Uncertain,
}

/// <summary>An answer as it came, read whole.</summary>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="ContentType">The header as it came; null when absent.</param>
/// <param name="RetryAfter">When the server asks to come back, clamped to 1 second to 24 hours; null when it does not.</param>
/// <param name="Body">The bytes.</param>
internal sealed record SendResponse(HttpStatusCode StatusCode, string? ContentType, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body);
