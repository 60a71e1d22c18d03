using Microsoft.Extensions.Logging;

namespace Uhit.Client.Simulator;

/// <summary>What a simulator logs. Event ids 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Simulator step {Number}: {Kind}, inquiry {RequestId}, {Operation} {Status} {Remark}")]
    public static partial void Step(
        this ILogger logger, long number, SimulatorStepKind kind, RequestId? requestId, UhitOperation? operation,
        AcknowledgementStatus? status, DisplayText remark);

    [LoggerMessage(
        4001, LogLevel.Error, "Simulator: the callbacks of inquiry {RequestId} ended by a mistake of the simulator or of the wire format")]
    public static partial void CallbacksBroke(this ILogger logger, RequestId requestId, Exception exception);

    [LoggerMessage(
        4002, LogLevel.Error,
        "Simulator: the callbacks of inquiry {RequestId} ended: the wire format can't write one of them: {Code} at {Path}")]
    public static partial void NotCarried(this ILogger logger, RequestId requestId, DisplayText code, DisplayText path);

    [LoggerMessage(4003, LogLevel.Debug, "Simulator: where the wire format can't write a callback of inquiry {RequestId}")]
    public static partial void WhereNotCarried(this ILogger logger, RequestId requestId, Exception exception);
}
