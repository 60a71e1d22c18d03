using Uhit.Cli.Output;

namespace Uhit.Cli.Load;

/// <summary>The sums over all ESI IDs of an inquiry, as JSON.</summary>
internal sealed record TotalLine(string RequestId, int EsiIds, int Delivered, int Readings, decimal Kwh, decimal ReceivedKwh, int BillingPeriods, decimal BillingKwh)
    : JsonLine("total")
{
    public static TotalLine Of(string requestId, IReadOnlyCollection<UsageLine> lines) => new(
        requestId,
        lines.Count,
        lines.Count(line => line.State == "Delivered"),
        lines.Sum(line => line.Readings),
        lines.Sum(line => line.Kwh),
        lines.Sum(line => line.ReceivedKwh),
        lines.Sum(line => line.BillingPeriods),
        lines.Sum(line => line.BillingKwh));
}
