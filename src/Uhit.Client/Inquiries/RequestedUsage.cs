using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>What kinds of history are asked for (guide 1.3).</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<RequestedUsage>))]
public enum RequestedUsage
{
    /// <summary>Nothing: not a valid inquiry.</summary>
    None = 0,

    /// <summary>Billing periods.</summary>
    Billing = 1,

    /// <summary>Interval readings.</summary>
    Interval = 2,

    /// <summary>Both.</summary>
    BillingAndInterval = Billing | Interval,
}
