namespace Uhit.Client.Simulator.Data;

/// <summary>The load of a premise, kW, before chance: by hour, day of the week and temperature.</summary>
internal static class LoadShape
{
    public static double Kilowatts(Premise premise, DateOnly date, double hour, double temperature)
    {
        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var cooling = Math.Max(0, temperature - 20.5);
        var heating = Math.Max(0, 11 - temperature);
        var load = premise.Kind switch
        {
            CustomerKind.Residential => Residential(premise, weekend, hour, cooling, heating),
            CustomerKind.SmallBusiness => SmallBusiness(date.DayOfWeek, hour, cooling, heating),
            CustomerKind.BigBox => 70 + (95 * Between(hour, 6.5, 22)) + (5.5 * cooling) + (1.2 * heating),
            _ => Industrial(weekend, hour, cooling),
        };
        return load * premise.Size;
    }

    private static double Residential(Premise premise, bool weekend, double hour, double cooling, double heating)
    {
        var morning = 0.45 * Bump(hour, weekend ? 9 : 7, 1.6);
        var evening = 1.0 * Bump(hour, 19.5, 2.6);
        var atHome = weekend ? 0.3 * Between(hour, 10, 18) : 0;
        return 0.28 + morning + evening + atHome + (0.21 * cooling) + ((premise.HeatsWithElectricity ? 0.32 : 0.05) * heating);
    }

    private static double SmallBusiness(DayOfWeek day, double hour, double cooling, double heating)
    {
        var open = day switch
        {
            DayOfWeek.Sunday => 0,
            DayOfWeek.Saturday => 0.7 * Between(hour, 9, 16),
            _ => Between(hour, 7, 18.5),
        };
        return 1.4 + (5.2 * open) + ((0.12 + (0.3 * open)) * cooling) + ((0.05 + (0.1 * open)) * heating);
    }

    private static double Industrial(bool weekend, double hour, double cooling)
    {
        var shifts = weekend ? 0.35 : 0.8 + (0.2 * Between(hour, 6, 15)) + (0.1 * Between(hour, 15, 23));
        return 420 + (1350 * shifts) + (9 * cooling);
    }

    /// <summary>1 between two hours, 0 outside, with half an hour of transition.</summary>
    private static double Between(double hour, double from, double to) =>
        Math.Clamp((hour - from) * 2, 0, 1) * Math.Clamp((to - hour) * 2, 0, 1);

    private static double Bump(double hour, double at, double width)
    {
        var distance = (hour - at) / width;
        return Math.Exp(-distance * distance);
    }
}
