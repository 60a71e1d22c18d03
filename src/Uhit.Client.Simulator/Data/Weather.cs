namespace Uhit.Client.Simulator.Data;

/// <summary>Houston's weather, as far as a load needs it: hot summers, mild winters with a few cold
/// fronts. The same for all premises of a seed.</summary>
internal sealed class Weather(int seed)
{
    private const int DaysBetweenFronts = 4;

    private readonly ulong _key = StableHash.Of(seed, "weather");

    /// <summary>Degrees Celsius.</summary>
    public double Temperature(DateOnly date, double hour)
    {
        // Colder by 8.3 degrees in the middle of January, warmer as much in July; warmest in the afternoon.
        var winter = Math.Cos(2 * Math.PI * (date.DayOfYear - 17) / 365.25);
        var ofDay = 4.8 * Math.Cos(2 * Math.PI * (hour - 15.5) / 24);
        var front = (3.2 + (2.4 * winter)) * Front(date.DayNumber + (hour / 24));
        return 20.8 - (8.3 * winter) + ofDay + front;
    }

    /// <summary>Share of the panels' power that the sun gives, 0 to 1.</summary>
    public double Sunshine(DateOnly date, double hour)
    {
        var summer = -Math.Cos(2 * Math.PI * (date.DayOfYear + 10) / 365.25);
        var halfDay = 6 + summer;
        var fromNoon = Math.Abs(hour - 13.3);
        if (fromNoon >= halfDay)
        {
            return 0;
        }

        var clouds = 0.55 + (0.45 * StableHash.Unit(_key, date.DayNumber));
        return (0.8 + (0.2 * summer)) * clouds * Math.Cos(Math.PI / 2 * fromNoon / halfDay);
    }

    private double Front(double day)
    {
        var knot = Math.Floor(day / DaysBetweenFronts);
        var between = (day / DaysBetweenFronts) - knot;
        var smooth = between * between * (3 - (2 * between));
        return (Knot((long)knot) * (1 - smooth)) + (Knot((long)knot + 1) * smooth);
    }

    private double Knot(long index) => (2 * StableHash.Unit(_key, -index - 1)) - 1;
}
