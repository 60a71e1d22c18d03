namespace Uhit.Client.Simulator.Data;

/// <summary>The meter of one premise: any day's readings, the same whenever it is asked.</summary>
internal sealed class Meter(Premise premise, Weather weather, QualityCalendar calendar)
{
    private const long TicksPerQuarter = TimeSpan.TicksPerMinute * 15;

    public Premise Premise => premise;

    public MeterDay Read(DateOnly date)
    {
        var start = CentralTime.StartOf(date);
        var day = new MeterDay(CentralTime.QuarterHoursOf(date));
        calendar.Fill(date, day.Qualities);
        var regular = day.QuarterHours == 96;
        for (var i = 0; i < day.QuarterHours; i++)
        {
            var beginning = start.UtcTicks + (i * TicksPerQuarter);

            // An interval's end is told with the offset that holds during the interval: in autumn
            // 02:00-05:00 and an hour later 02:00-06:00.
            var offset = regular ? start.Offset : CentralTime.Zone.GetUtcOffset(new DateTimeOffset(beginning, TimeSpan.Zero));
            var local = new DateTimeOffset(beginning + offset.Ticks, offset);
            day.Ends[i] = local.AddTicks(TicksPerQuarter);
            Measure(day, i, date, local.TimeOfDay.TotalHours + 0.125, beginning / TicksPerQuarter);
        }

        return day;
    }

    private void Measure(MeterDay day, int index, DateOnly date, double hour, long interval)
    {
        var load = LoadShape.Kilowatts(premise, date, hour, weather.Temperature(date, hour));
        var sun = premise.SolarKilowatts == 0 ? 0 : premise.SolarKilowatts * weather.Sunshine(date, hour);
        if (day.Qualities[index] != ReadingQuality.Estimated)
        {
            load = WithChance(load, interval);
        }

        day.Delivered[index] = Thousandths(Math.Max(0, load - sun));
        day.Received[index] = Thousandths(Math.Max(0, sun - load));
    }

    private double WithChance(double load, long interval)
    {
        var chance = StableHash.Unit(premise.Key, interval);
        switch (premise.Kind)
        {
            case CustomerKind.Residential:
                // Now and then an oven or a dryer.
                var appliance = StableHash.Unit(premise.Key, ~interval);
                return (load * (0.7 + (0.6 * chance))) + (appliance > 0.97 ? 1 + (80 * (appliance - 0.97)) : 0);
            case CustomerKind.SmallBusiness:
                return load * (0.85 + (0.3 * chance));
            default:
                return load * (0.95 + (0.1 * chance));
        }
    }

    private long Thousandths(double kilowatts) =>
        (long)Math.Round(1000 * (premise.Unit == Usage.UsageUnit.Kilowatt ? kilowatts : kilowatts / 4));
}

/// <summary>One day of one meter: 92, 96 or 100 quarter hours, values in thousandths of the series' unit.</summary>
internal sealed class MeterDay(int quarterHours)
{
    public int QuarterHours => Ends.Length;

    public DateTimeOffset[] Ends { get; } = new DateTimeOffset[quarterHours];

    /// <summary>Grid to premise: what the register counted, lost readings included.</summary>
    public long[] Delivered { get; } = new long[quarterHours];

    /// <summary>Premise to grid; all zero without panels.</summary>
    public long[] Received { get; } = new long[quarterHours];

    public ReadingQuality[] Qualities { get; } = new ReadingQuality[quarterHours];
}
