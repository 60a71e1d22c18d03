namespace Uhit.Client.Usage;

/// <summary>Between power and energy: kWh = kW × interval in hours.</summary>
internal static class UnitConversion
{
    /// <summary>The measure of kWh and kW.</summary>
    public const string Active = "active";

    public static bool IsActive(UsageUnit unit) => MeasureOf(unit) == Active;

    /// <summary>How many kWh one of the unit is, over an interval.</summary>
    public static Fraction? KilowattHoursOf(UsageUnit unit, TimeSpan interval) =>
        unit == UsageUnit.KilowattHour ? Fraction.Whole(1)
        : unit == UsageUnit.Kilowatt ? HoursOf(interval)
        : null;

    /// <summary>How many kW one of the unit is, over an interval.</summary>
    public static Fraction? KilowattsOf(UsageUnit unit, TimeSpan interval) => KilowattHoursOf(unit, interval) / HoursOf(interval);

    public static Fraction HoursOf(TimeSpan time) => Fraction.Whole(time.Ticks) / Fraction.Whole(TimeSpan.TicksPerHour);

    /// <summary>What a unit measures, power and energy being one: two series of one meter and channel that measure the same contradict each
    /// other where they overlap.</summary>
    public static string MeasureOf(UsageUnit unit) =>
        unit == UsageUnit.KilowattHour || unit == UsageUnit.Kilowatt ? Active
        : unit == UsageUnit.KilovarHour || unit == UsageUnit.Kilovar ? "reactive"
        : $"other:{unit.Value}";
}
