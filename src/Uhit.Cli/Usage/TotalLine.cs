using Uhit.Cli.Output;

namespace Uhit.Cli.Usage;

/// <summary>The sums over all ESI IDs of an inquiry, as JSON: of what is known.</summary>
internal sealed record TotalLine(string RequestId, int EsiIds, int Delivered, long Readings, decimal? Kwh, decimal? ReceivedKwh, long BillingPeriods, decimal? BillingKwh)
    : JsonLine("total")
{
    public static TotalLine Of(string requestId, IReadOnlyCollection<UsageLine> lines) => new(
        requestId,
        lines.Count,
        lines.Count(line => line.State == "Delivered"),
        lines.Sum(line => (long)line.Readings),
        KnownSum.Of(lines.Select(line => line.Kwh)),
        KnownSum.Of(lines.Select(line => line.ReceivedKwh)),
        lines.Sum(line => (long)line.BillingPeriods),
        KnownSum.Of(lines.Select(line => line.BillingKwh)));
}
