namespace Uhit.Client.Usage;

/// <summary>Finds the reading with the highest value.</summary>
internal static class UsagePeaks
{
    public static UsagePeak? Of(IntervalSeries series)
    {
        if (series.Count == 0 || UnitConversion.ToKilowatts(0, series.Unit, series.Interval) is null)
        {
            return null;
        }

        var highest = series[series.Columns.IndexOfHighest()];
        var kilowatts = UnitConversion.ToKilowatts(highest.Quantity, series.Unit, series.Interval)!.Value;
        return new UsagePeak(kilowatts, IntervalClock.StartOf(highest.End, series.Interval), highest.End);
    }
}
