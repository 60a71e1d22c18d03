namespace Uhit.Client.Http;

/// <summary>How a call ended.</summary>
/// <param name="Outcome">How far the message came.</param>
/// <param name="Response">The answer as it came; null unless <see cref="SendOutcome.Answered"/>.</param>
/// <param name="Failure">Why there is no answer.</param>
internal sealed record SendResult(SendOutcome Outcome, SendResponse? Response, UhitException? Failure)
{
    public static SendResult NotSent(UhitException failure) => new(SendOutcome.NotSent, null, failure);
}
