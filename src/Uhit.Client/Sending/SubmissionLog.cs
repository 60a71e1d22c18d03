using Microsoft.Extensions.Logging;

namespace Uhit.Client.Sending;

/// <summary>What the client logs: numbers of inquiries and outcomes, no content.</summary>
internal static partial class SubmissionLog
{
    [LoggerMessage(1100, LogLevel.Information, "{Client}: inquiry {RequestId} is being sent (send {Attempt}, {Lines} lines).")]
    public static partial void Sending(ILogger logger, DisplayText client, DisplayText requestId, int attempt, int lines);

    [LoggerMessage(1101, LogLevel.Information, "{Client}: the send of inquiry {RequestId} ended: {Outcome} {Failure}.")]
    public static partial void Sent(
        ILogger logger, DisplayText client, DisplayText requestId, SendReportOutcome outcome, DisplayText failure);
}
