using Uhit.Client.Http;

namespace Uhit.Client.Sending;

/// <summary>How a call of CNP's service ended.</summary>
/// <param name="Response">The answer as it came; null where there is none.</param>
/// <param name="Failure">Why there is no answer.</param>
/// <param name="MayHaveArrived">Whether a byte of the message may have left.</param>
internal sealed record CallResult(SendResponse? Response, UhitException? Failure, bool MayHaveArrived)
{
    public static CallResult NotSent(UhitException failure) => new(null, failure, false);

    public static CallResult Of(SendResult result) => result.Response is { } response
        ? new CallResult(response, null, true)
        : new CallResult(
            null, new UhitConnectionException(result.Failure, result.Detail, result.Exception), result.Outcome != SendOutcome.NotSent);
}
