using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Events;

/// <summary>An event as JSON.</summary>
internal sealed record EventLine : JsonLine
{
    public EventLine(UhitEvent happened)
        : base("event")
    {
        Event = happened.GetType().Name;
        RequestId = happened.RequestId.Value;
        Environment = happened.Environment;
        OccurredAt = happened.OccurredAt;
        Key = happened.Key;
        Attempt = happened.Attempt;
    }

    public string Event { get; }

    public string RequestId { get; }

    public UhitEnvironment Environment { get; }

    public DateTimeOffset OccurredAt { get; }

    public string Key { get; }

    public int Attempt { get; }

    public AcknowledgementStatus? Status { get; init; }

    public string? TransactionId { get; init; }

    public UhitOperation? Operation { get; init; }

    public IReadOnlyList<EventLineItem>? Lines { get; init; }

    public string? DeliveryId { get; init; }

    public int? PartNumber { get; init; }

    public int? PartCount { get; init; }

    public int? Readings { get; init; }

    public int? BillingPeriods { get; init; }

    public IReadOnlyList<ErrorItem>? Errors { get; init; }
}
