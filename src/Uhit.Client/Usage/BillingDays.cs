namespace Uhit.Client.Usage;

/// <summary>The days of billing periods, the day of the closing read not among them.</summary>
internal static class BillingDays
{
    /// <summary>How many days a period has: none where its end is not after its start.</summary>
    public static int Of(BillingPeriod period) => Math.Max(0, period.EndDate.DayNumber - period.StartDate.DayNumber);

    /// <summary>The days of some periods as stretches in order, none touching another.</summary>
    public static List<(int Start, int End)> Union(IEnumerable<BillingPeriod> periods)
    {
        var stretches = new List<(int Start, int End)>();
        foreach (var period in periods.Where(period => Of(period) > 0).OrderBy(period => period.StartDate))
        {
            if (stretches.Count > 0 && period.StartDate.DayNumber <= stretches[^1].End)
            {
                stretches[^1] = (stretches[^1].Start, Math.Max(stretches[^1].End, period.EndDate.DayNumber));
            }
            else
            {
                stretches.Add((period.StartDate.DayNumber, period.EndDate.DayNumber));
            }
        }

        return stretches;
    }

    /// <summary>Whether two meters have more than the one day of a read in common.</summary>
    /// <param name="meters">Of each meter its days, as <see cref="Union"/> gives them.</param>
    public static bool RunSideBySide(IEnumerable<List<(int Start, int End)>> meters)
    {
        var end = 0;
        foreach (var stretch in meters.SelectMany(stretches => stretches).Order())
        {
            if (Math.Min(end, stretch.End) - stretch.Start > 1)
            {
                return true;
            }

            end = Math.Max(end, stretch.End);
        }

        return false;
    }
}
