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

    /// <summary>Histogram of the duration of requests, in seconds.</summary>
    public const string SendDuration = "uhit.client.send.duration";

    /// <summary>Tag: how the request ended, <c>Answered</c>, <c>NotSent</c> or <c>Uncertain</c>.</summary>
    public const string OutcomeTag = "uhit.outcome";

    /// <summary>Tag: why it was not answered, a <see cref="ConnectionFailure"/>.</summary>
    public const string FailureTag = "uhit.failure";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(SendDuration, "s", "Duration of requests to the service.");
}
