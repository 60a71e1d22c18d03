namespace Uhit.Client.Usage;

/// <summary>Finds the reading with the highest power.</summary>
internal static class UsagePeaks
{
    public static UsagePeak? Of(IntervalSeries series)
    {
        var index = series.Columns.IndexOfHighest();
        if (index < 0 || UnitConversion.KilowattsOf(series.Unit, series.Interval) is not { } kilowatts)
        {
            return null;
        }

        var highest = series[index];
        return (Fraction.Of(highest.Quantity) * kilowatts).ToDecimal() is { } peak
            ? new UsagePeak { Kilowatts = peak, Start = IntervalClock.StartOf(highest.End, series.Interval), End = highest.End }
            : null;
    }
}
