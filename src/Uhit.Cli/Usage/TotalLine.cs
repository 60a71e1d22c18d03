using Uhit.Cli.Output;

namespace Uhit.Cli.Usage;

/// <summary>The sums over all ESI IDs of an inquiry, as JSON: of what is known.</summary>
internal sealed record TotalLine(
    string RequestId, int EsiIds, int Delivered, long Readings, decimal? Kwh, decimal? ReceivedKwh, long BillingPeriods,
    decimal? BillingKwh)
    : JsonLine("total")
{
    public static TotalLine Of(string requestId, IReadOnlyCollection<UsageLine> lines) => new(
        requestId,
        lines.Count,
        lines.Count(line => line.State == "Delivered"),
        lines.Sum(line => (long)line.Readings),
        Known(lines.Select(line => line.Kwh)),
        Known(lines.Select(line => line.ReceivedKwh)),
        lines.Sum(line => (long)line.BillingPeriods),
        Known(lines.Select(line => line.BillingKwh)));

    // The sum of those that are known; null where none of them is, and where no decimal holds it.
    private static decimal? Known(IEnumerable<decimal?> figures)
    {
        decimal? sum = null;
        try
        {
            foreach (var figure in figures.OfType<decimal>())
            {
                sum = (sum ?? 0) + figure;
            }

            return sum;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
