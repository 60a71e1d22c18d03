using Uhit.Cli.Errors;
using Uhit.Cli.Output;

namespace Uhit.Cli.Usage;

/// <summary>What came for one ESI ID, as JSON. <c>uhit simulate</c> and <c>uhit request --wait</c> write
/// the same names, so that scripts can compare.</summary>
internal sealed record UsageLine() : JsonLine("usage")
{
    public required string RequestId { get; init; }

    public required int LineNumber { get; init; }

    public required string EsiId { get; init; }

    public required string State { get; init; }

    public int Readings { get; init; }

    public decimal? Kwh { get; init; }

    public decimal? ReceivedKwh { get; init; }

    public int BillingPeriods { get; init; }

    public decimal? BillingKwh { get; init; }

    public decimal? PeakKw { get; init; }

    public DateTimeOffset? PeakAt { get; init; }

    public int? Gaps { get; init; }

    public long? MissingReadings { get; init; }

    public int? EstimatedReadings { get; init; }

    public int? UnknownReadings { get; init; }

    public long? OverlappingReadings { get; init; }

    public long? Conflicts { get; init; }

    public IReadOnlyList<UnknownCode>? UnknownCodes { get; init; }

    public IReadOnlyList<string>? Remarks { get; init; }

    public IReadOnlyList<ErrorItem>? Errors { get; init; }

    public static UsageLine Of(string requestId, UsageResult result) => new()
    {
        RequestId = requestId,
        LineNumber = result.LineNumber,
        EsiId = result.EsiId,
        State = result.State,
        Readings = result.Summary?.Readings ?? 0,
        Kwh = result.Summary is { } intervals ? intervals.IntervalKwh : 0,
        ReceivedKwh = result.Summary is { } sent ? sent.ReceivedKwh : 0,
        BillingPeriods = result.Summary?.BillingPeriods ?? 0,
        BillingKwh = result.Summary is { } bills ? bills.BillingKwh : 0,
        PeakKw = result.Summary?.PeakKw,
        PeakAt = result.Summary?.PeakAt,
        Gaps = result.Summary?.Gaps,
        MissingReadings = result.Summary?.MissingReadings,
        EstimatedReadings = result.Summary?.EstimatedReadings,
        UnknownReadings = result.Summary?.UnknownReadings,
        OverlappingReadings = result.Summary?.OverlappingReadings,
        Conflicts = result.Summary?.Conflicts,
        UnknownCodes = result.Summary is { UnknownCodes.Count: > 0 } unknown ? unknown.UnknownCodes : null,
        Remarks = result.Remarks is { Count: > 0 } remarks ? remarks : null,
        Errors = ErrorItem.ListOf(result.Errors),
    };
}
