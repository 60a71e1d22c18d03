namespace Uhit.Client.Usage;

/// <summary>Between power and energy: kWh = kW × interval in hours.</summary>
internal static class UnitConversion
{
    /// <summary>The measure of kWh and kW.</summary>
    public const string Active = "active";

    public static decimal? ToKilowattHours(decimal quantity, UsageUnit unit, TimeSpan interval) =>
        unit == UsageUnit.KilowattHour ? quantity
        : unit == UsageUnit.Kilowatt ? quantity * Minutes(interval) / 60
        : null;

    public static decimal? ToKilowatts(decimal quantity, UsageUnit unit, TimeSpan interval) =>
        unit == UsageUnit.Kilowatt ? quantity
        : unit == UsageUnit.KilowattHour ? quantity * 60 / Minutes(interval)
        : null;

    /// <summary>What a unit measures, power and energy being one: two series of one meter and channel that measure the same contradict each other where they
    /// overlap.</summary>
    public static string MeasureOf(UsageUnit unit) =>
        unit == UsageUnit.KilowattHour || unit == UsageUnit.Kilowatt ? Active
        : unit == UsageUnit.KilovarHour || unit == UsageUnit.Kilovar ? "reactive"
        : $"other:{unit.Value}";

    private static decimal Minutes(TimeSpan interval) => interval.Ticks / TimeSpan.TicksPerMinute;
}
