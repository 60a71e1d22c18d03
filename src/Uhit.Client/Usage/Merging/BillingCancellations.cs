namespace Uhit.Client.Usage.Merging;

/// <summary>Takes away what was cancelled: a billing period of a negative usage takes back the one of the same meter and dates whose usage
/// is its opposite, in its own message or an earlier one (TX SET 867: 00 original, 01 cancel, 05 replace).</summary>
internal sealed class BillingCancellations
{
    private readonly Dictionary<(string? Meter, DateOnly Start, DateOnly End, decimal Usage), int> _earliest = [];
    private readonly Dictionary<(string? Meter, DateOnly Start, DateOnly End, decimal Usage), int> _earliestStanding = [];
    private readonly HashSet<(string? Meter, DateOnly Start, DateOnly End, decimal Usage)> _cancelledLater = [];

    /// <param name="layers">All periods, the latest message first.</param>
    public BillingCancellations(List<Layer<BillingPeriod>> layers)
    {
        for (var depth = 0; depth < layers.Count; depth++)
        {
            var counts = layers[depth].Items.CountBy(period => KeyOf(period, period.Usage)).ToDictionary();
            foreach (var (key, count) in counts)
            {
                _earliest[key] = depth;
                if (key.Usage > 0 && count > counts.GetValueOrDefault(key with { Usage = -key.Usage }))
                {
                    _earliestStanding[key] = depth;
                }
            }
        }
    }

    /// <summary>What is left of the periods of one message, meter and dates. To be asked for the latest message first.</summary>
    /// <returns>The periods, and whether they may just as well be taken back: where the message takes back what an earlier one billed and
    /// says the same again, it does not say which was first.</returns>
    public (IReadOnlyList<BillingPeriod> Left, bool IsDoubtful) Apply(int depth, List<BillingPeriod> versions)
    {
        var takenBack = versions.Where(period => IsCancellation(period, depth)).ToLookup(period => -period.Usage);
        var standing = versions
            .Where(period => !takenBack.Contains(-period.Usage) && !_cancelledLater.Contains(KeyOf(period, period.Usage)))
            .ToList();
        var left = standing.Where(period => !takenBack.Contains(period.Usage)).ToList();
        var isDoubtful = false;
        if (left.Count == 0)
        {
            // Billed again as it was: said more often than taken back, what an earlier message said included.
            var again = standing.GroupBy(period => period.Usage)
                .Select(same => (Periods: same, Surplus: same.Count() - takenBack[same.Key].Count()))
                .Where(same => same.Surplus > 0 || (same.Surplus == 0 && StandsBefore(depth, same.Periods.First())))
                .ToList();
            left = [.. again.SelectMany(same => same.Periods)];
            isDoubtful = again.Exists(same => same.Surplus == 0);
        }

        foreach (var cancelled in takenBack)
        {
            _cancelledLater.Add(KeyOf(versions[0], cancelled.Key));
        }

        return (left, isDoubtful);
    }

    private bool StandsBefore(int depth, BillingPeriod period) =>
        _earliestStanding.TryGetValue(KeyOf(period, period.Usage), out var earliest) && earliest > depth;

    private bool IsCancellation(BillingPeriod period, int depth) =>
        period.Usage < 0 && _earliest.TryGetValue(KeyOf(period, -period.Usage), out var earliest) && earliest >= depth;

    private static (string? Meter, DateOnly Start, DateOnly End, decimal Usage) KeyOf(BillingPeriod period, decimal usage) =>
        (period.MeterNumber, period.StartDate, period.EndDate, usage);
}
