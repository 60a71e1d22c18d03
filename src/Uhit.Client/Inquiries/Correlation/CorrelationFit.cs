namespace Uhit.Client.Inquiries.Correlation;

/// <summary>How well the ESI IDs and days of a callback fit those of an inquiry.</summary>
/// <param name="Shared">How many ESI IDs of the callback the inquiry asks for.</param>
/// <param name="IsContradicted">Whether the days of one of them have none in common with those that were asked for.</param>
/// <param name="IsDoubtful">Whether the days of one of them go beyond those that were asked for.</param>
/// <param name="Distance">From 0, the same days, to 1; 0 where the callback has no days.</param>
internal readonly record struct CorrelationFit(int Shared, bool IsContradicted, bool IsDoubtful, double Distance)
{
    public static CorrelationFit Of(IReadOnlyList<CorrelatedLine> lines, UsageHistoryInquiry inquiry)
    {
        var asked = inquiry.Lines.ToLookup(line => line.EsiId, line => line.Period);
        var (shared, distance, compared) = (0, 0.0, 0);
        var (contradicted, doubtful) = (false, false);
        foreach (var line in lines)
        {
            var periods = asked[line.EsiId].ToList();
            shared += periods.Count > 0 ? 1 : 0;
            if (periods.Count > 0 && line.Days is { } days)
            {
                var nearest = periods.Min(period => DistanceOf(days, period));
                compared++;
                distance += nearest;
                contradicted |= nearest >= 1;
                doubtful |= !periods.Exists(period => period.Start <= days.Start && days.End <= period.End);
            }
        }

        return new CorrelationFit(shared, contradicted, doubtful, compared == 0 ? 0 : distance / compared);
    }

    // The days that only one of the two has, as a share of all that either has.
    private static double DistanceOf(UsagePeriod one, UsagePeriod other)
    {
        var common = Math.Min(one.End.DayNumber, other.End.DayNumber) - Math.Max(one.Start.DayNumber, other.Start.DayNumber) + 1;
        var all = Math.Max(one.End.DayNumber, other.End.DayNumber) - Math.Min(one.Start.DayNumber, other.Start.DayNumber) + 1;
        return common <= 0 ? 1 : 1 - ((double)common / all);
    }
}
