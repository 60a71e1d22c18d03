using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Uhit.Client;

/// <summary>Names of the traces and metrics.</summary>
public static class UhitTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Uhit.Client";

    /// <summary>Activity of one request to the service.</summary>
    public const string SendActivity = "uhit.send";

    /// <summary>Activity of one callback.</summary>
    public const string ReceiveActivity = "uhit.receive";

    /// <summary>Activity of one handler at one event.</summary>
    public const string HandleActivity = "uhit.handle";

    /// <summary>Histogram: time of one request to the service, in seconds.</summary>
    public const string SendDuration = "uhit.client.send.duration";

    /// <summary>Histogram: time from the first byte of a callback to its answer, in seconds.</summary>
    public const string ReceiveDuration = "uhit.client.receive.duration";

    /// <summary>Histogram: bytes of callbacks as they came.</summary>
    public const string ReceiveSize = "uhit.client.receive.size";

    /// <summary>Histogram: time of one handler at one event, in seconds.</summary>
    public const string HandleDuration = "uhit.client.handle.duration";

    /// <summary>Counter: handlers that were given up at an event, which became a dead letter.</summary>
    public const string DeadLetters = "uhit.client.handle.dead_letters";

    /// <summary>Counter: handlers that did not come back after their time was over and their token was cancelled.</summary>
    public const string HungHandlers = "uhit.client.handle.hung";

    /// <summary>Histogram: time of one fetch of what CNP holds ready, with the storing of what it brings, in seconds; its outcome is
    /// <c>Nothing</c>, <c>Stored</c>, <c>Unmatched</c>, <c>Duplicate</c>, <c>Kept</c>, <c>NotTaken</c> or <c>Failed</c>.</summary>
    public const string FetchDuration = "uhit.client.fetch.duration";

    /// <summary>Counter: times that CNP was told that what was fetched is stored; its outcome is
    /// <c>Confirmed</c>, <c>Unknown</c> or <c>Failed</c>.</summary>
    public const string Confirmations = "uhit.client.fetch.confirmations";

    /// <summary>Gauge: how full a bounded room is, from 0 to 1.</summary>
    public const string RoomLevel = "uhit.client.room.level";

    /// <summary>Tag: the room.</summary>
    public const string RoomTag = "uhit.room";

    /// <summary>Tag: the peer; absent where a room is for all peers.</summary>
    public const string PeerTag = "uhit.peer";

    /// <summary>Tag: the named client.</summary>
    public const string ClientTag = "uhit.client";

    /// <summary>Tag: the operation.</summary>
    public const string OperationTag = "uhit.operation";

    /// <summary>Tag: how it ended; of a request to the service <c>Answered</c>, <c>NotSent</c> or <c>Uncertain</c>.</summary>
    public const string OutcomeTag = "uhit.outcome";

    /// <summary>Tag: why a request to the service was not answered, a <see cref="ConnectionFailure"/>.</summary>
    public const string FailureTag = "uhit.failure";

    /// <summary>Tag: the kind of event.</summary>
    public const string EventTag = "uhit.event";

    /// <summary>Tag: the name of the handler.</summary>
    public const string HandlerTag = "uhit.handler";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Histogram<double> Sent { get; } = Meter.CreateHistogram<double>(
        SendDuration, "s", "Duration of requests to the service.");

    internal static Histogram<double> Received { get; } = Meter.CreateHistogram<double>(
        ReceiveDuration, "s", "Time from the first byte of a callback to its answer.");

    internal static Histogram<long> Size { get; } = Meter.CreateHistogram<long>(ReceiveSize, "By", "Bytes of callbacks.");

    internal static Histogram<double> Fetches { get; } = Meter.CreateHistogram<double>(
        FetchDuration, "s", "Time of one fetch of what CNP holds ready.");

    internal static Counter<long> Confirmed { get; } = Meter.CreateCounter<long>(
        Confirmations, "{confirmation}", "Confirmations of what was fetched.");

    internal static Histogram<double> Handled { get; } = Meter.CreateHistogram<double>(
        HandleDuration, "s", "Time of one handler at one event.");

    internal static Gauge<double> Room { get; } = Meter.CreateGauge<double>(RoomLevel, "1", "How full a bounded room is.");

    internal static Counter<long> Died { get; } = Meter.CreateCounter<long>(
        DeadLetters, "{event}", "Handlers that were given up at an event.");

    internal static Counter<long> Hung { get; } = Meter.CreateCounter<long>(HungHandlers, "{handler}", "Handlers that did not come back.");
}
