using Uhit.Client.Usage;

namespace Uhit.Cli.Load;

/// <summary>Energy and power out of what a series is in: kWh = kW × the interval in hours.</summary>
internal static class EnergyUnit
{
    public static decimal ToKwh(decimal quantity, IntervalSeries series) =>
        series.Unit == UsageUnit.KilowattHour ? quantity
        : series.Unit == UsageUnit.Kilowatt ? quantity * Minutes(series) / 60m
        : 0;

    public static decimal ToKw(decimal quantity, IntervalSeries series) =>
        series.Unit == UsageUnit.Kilowatt ? quantity
        : series.Unit == UsageUnit.KilowattHour ? quantity * 60m / Minutes(series)
        : 0;

    private static decimal Minutes(IntervalSeries series) => (decimal)series.Interval.TotalMinutes;
}
