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

    public IReadOnlyList<Item>? Lines { get; init; }

    public string? DeliveryId { get; init; }

    public int? PartNumber { get; init; }

    public int? PartCount { get; init; }

    public int? Readings { get; init; }

    public int? BillingPeriods { get; init; }

    public IReadOnlyList<ErrorItem>? Errors { get; init; }

    /// <summary>One line of an inquiry in an event.</summary>
    /// <param name="LineNumber">The line, from 1.</param>
    /// <param name="EsiId">The ESI ID, in full.</param>
    /// <param name="Status">The verdict; absent for data.</param>
    /// <param name="Readings">How many readings came; absent for a verdict.</param>
    /// <param name="BillingPeriods">How many billing periods came; absent for a verdict.</param>
    /// <param name="Errors">What CNP reported.</param>
    internal sealed record Item(
        int LineNumber, string EsiId, string? Status = null, int? Readings = null, int? BillingPeriods = null,
        IReadOnlyList<ErrorItem>? Errors = null);
}
