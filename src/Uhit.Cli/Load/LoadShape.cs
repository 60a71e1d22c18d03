using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Cli.Load;

/// <summary>The shape of a load in Central Prevailing Time: the average day, weekdays and weekends apart, and the energy of each month.</summary>
/// <remarks>For pictures: sums are in floating point. Several ESI IDs can be added into one shape.</remarks>
internal sealed class LoadShape
{
    private const int SlotsOfDay = 48;

    private readonly double[] _kwh = new double[2 * SlotsOfDay];
    private readonly HashSet<(DateOnly Day, int Slot)> _seen = [];
    private readonly SortedDictionary<DateOnly, double> _months = [];

    /// <summary>Energy of each month, kWh, by the first of the month.</summary>
    public IReadOnlyDictionary<DateOnly, double> Months => _months;

    public bool IsEmpty => _seen.Count == 0;

    public void Add(UsageHistory usage)
    {
        foreach (var series in usage.IntervalSeries.Where(series => series.Channel == UsageChannel.EnergyDelivered))
        {
            foreach (var reading in series)
            {
                // The middle of the interval says to which day and half hour it belongs.
                var local = TimeZoneInfo.ConvertTime(reading.End - (series.Interval / 2), CentralTime.Zone).DateTime;
                Add(local, (double)EnergyUnit.ToKwh(reading.Quantity, series));
            }
        }
    }

    /// <summary>Average power in each half hour of a weekday or of a weekend day, kW; 0 where nothing is known.</summary>
    public double[] AverageDay(bool weekend)
    {
        var days = _seen.Where(seen => IsWeekend(seen.Day) == weekend).GroupBy(seen => seen.Slot).ToDictionary(group => group.Key, group => group.Count());
        var offset = weekend ? SlotsOfDay : 0;
        return [.. Enumerable.Range(0, SlotsOfDay).Select(slot => days.TryGetValue(slot, out var count) ? 2 * _kwh[offset + slot] / count : 0)];
    }

    /// <summary>Average power in each hour of any day, kW.</summary>
    public double[] AverageHours()
    {
        var days = _seen.GroupBy(seen => seen.Slot / 2).ToDictionary(group => group.Key, group => group.Count());
        return [.. Enumerable.Range(0, 24).Select(hour => days.TryGetValue(hour, out var halves) ? 2 * HourKwh(hour) / halves : 0)];
    }

    private double HourKwh(int hour) => _kwh[2 * hour] + _kwh[(2 * hour) + 1] + _kwh[SlotsOfDay + (2 * hour)] + _kwh[SlotsOfDay + (2 * hour) + 1];

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private void Add(DateTime local, double kwh)
    {
        var day = DateOnly.FromDateTime(local);
        var slot = (local.Hour * 2) + (local.Minute / 30);
        _seen.Add((day, slot));
        _kwh[slot + (IsWeekend(day) ? SlotsOfDay : 0)] += kwh;
        var month = new DateOnly(day.Year, day.Month, 1);
        _months[month] = _months.GetValueOrDefault(month) + kwh;
    }
}
