namespace Uhit.Client.Usage.Merging;

/// <summary>Takes away what was cancelled: a billing period of a negative usage takes back the one of the same meter and dates whose usage is its opposite, in its own
/// message or an earlier one (TX SET 867: 00 original, 01 cancel, 05 replace).</summary>
internal sealed class BillingCancellations
{
    private readonly Dictionary<(string? Meter, DateOnly Start, DateOnly End, decimal Usage), int> _earliest = [];
    private readonly HashSet<(string? Meter, DateOnly Start, DateOnly End, decimal Usage)> _cancelledLater = [];

    /// <param name="layers">All periods, the latest message first.</param>
    public BillingCancellations(List<Layer<BillingPeriod>> layers)
    {
        for (var depth = 0; depth < layers.Count; depth++)
        {
            foreach (var period in layers[depth].Items)
            {
                _earliest[KeyOf(period, period.Usage)] = depth;
            }
        }
    }

    /// <summary>What is left of the periods of one message, meter and dates. To be asked for the latest message first.</summary>
    public IReadOnlyList<BillingPeriod> Apply(int depth, List<BillingPeriod> versions)
    {
        var takenBack = versions.Where(period => IsCancellation(period, depth)).ToLookup(period => -period.Usage);
        var standing = versions
            .Where(period => !takenBack.Contains(-period.Usage) && !_cancelledLater.Contains(KeyOf(period, period.Usage)))
            .ToList();
        var left = standing.Where(period => !takenBack.Contains(period.Usage)).ToList();
        if (left.Count == 0)
        {
            // Billed again as it was: said more often than taken back.
            left = [.. standing.GroupBy(period => period.Usage).Where(same => same.Count() > takenBack[same.Key].Count()).SelectMany(same => same)];
        }

        foreach (var cancelled in takenBack)
        {
            _cancelledLater.Add(KeyOf(versions[0], cancelled.Key));
        }

        return left;
    }

    private bool IsCancellation(BillingPeriod period, int depth) =>
        period.Usage < 0 && _earliest.TryGetValue(KeyOf(period, -period.Usage), out var earliest) && earliest >= depth;

    private static (string? Meter, DateOnly Start, DateOnly End, decimal Usage) KeyOf(BillingPeriod period, decimal usage) =>
        (period.MeterNumber, period.StartDate, period.EndDate, usage);
}
