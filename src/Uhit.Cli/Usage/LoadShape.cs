using Uhit.Client;
using Uhit.Client.Usage;

namespace Uhit.Cli.Usage;

/// <summary>The shape of a load in Central Prevailing Time: the average day, weekdays and
/// weekends apart, and the energy of each month.</summary>
/// <remarks>For pictures: the figures are in floating point. Several ESI IDs can be added into one shape.</remarks>
internal sealed class LoadShape
{
    private const int SlotsOfDay = 48;

    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private readonly double[] _kwh = new double[2 * SlotsOfDay];
    private readonly List<UsagePeriod> _periods = [];
    private readonly HashSet<(DateOnly Day, int Slot)> _seen = [];
    private readonly SortedDictionary<DateOnly, double?> _months = [];

    /// <summary>Energy of each month, kWh, by the first of the month; <see langword="null"/> where
    /// it is beyond the range of a decimal.</summary>
    public IReadOnlyDictionary<DateOnly, double?> Months => _months;

    /// <summary>The days that the data of each ESI ID are of, where they differ from one to another: from the first to the last;
    /// <see langword="null"/> where all are the same.</summary>
    public IReadOnlyList<UsagePeriod>? DifferingPeriods => _periods.Distinct().Count() > 1 ? _periods : null;

    public bool IsEmpty => _seen.Count == 0;

    /// <summary>The series that a load is drawn from: those that <see cref="UsageHistory.ToTotals"/> counts as
    /// energy from the grid, no time of a meter twice.</summary>
    public static IReadOnlyList<IntervalSeries> SeriesOf(UsageHistory usage) =>
    [
        .. UsageHistoryMerge.Merge(usage).IntervalSeries
            .Where(series => series.Channel == UsageChannel.EnergyDelivered
                && (series.Unit == UsageUnit.KilowattHour || series.Unit == UsageUnit.Kilowatt))
            .Select(series => series.WithoutOverlaps()),
    ];

    /// <summary>Adds the load of one ESI ID.</summary>
    /// <param name="delivered">Its series, from <see cref="SeriesOf"/>.</param>
    public void Add(IReadOnlyList<IntervalSeries> delivered)
    {
        var withReadings = delivered.Where(series => series.Count > 0).ToList();
        if (withReadings.Count > 0)
        {
            // The last instant belongs to the day that ends with it.
            _periods.Add(new UsagePeriod(
                withReadings.Min(series => CentralTime.DateOf(series.Start!.Value)),
                withReadings.Max(series => CentralTime.DateOf(series.End!.Value.AddTicks(-1)))));
        }

        foreach (var series in delivered)
        {
            foreach (var month in series.ByMonth())
            {
                _months[month.Period.Start] = (_months.TryGetValue(month.Period.Start, out var known) ? known : 0)
                    + (double?)month.KilowattHours;
            }

            AddDays(series);
        }
    }

    /// <summary>Average power in each half hour of a weekday or of a weekend day, kW; not a number where nothing is known.</summary>
    public double[] AverageDay(bool weekend)
    {
        var days = _seen.Where(seen => IsWeekend(seen.Day) == weekend)
            .GroupBy(seen => seen.Slot)
            .ToDictionary(group => group.Key, group => group.Count());
        var offset = weekend ? SlotsOfDay : 0;
        return [.. Enumerable.Range(0, SlotsOfDay)
            .Select(slot => days.TryGetValue(slot, out var count) ? 2 * _kwh[offset + slot] / count : double.NaN)];
    }

    /// <summary>Average power in each hour of any day, kW; not a number where nothing is known.</summary>
    public double[] AverageHours()
    {
        var days = _seen.GroupBy(seen => seen.Slot / 2).ToDictionary(group => group.Key, group => group.Count());
        return [
            .. Enumerable.Range(0, 24).Select(hour => days.TryGetValue(hour, out var halves) ? 2 * HourKwh(hour) / halves : double.NaN),
        ];
    }

    private double HourKwh(int hour) =>
        _kwh[2 * hour] + _kwh[(2 * hour) + 1] + _kwh[SlotsOfDay + (2 * hour)] + _kwh[SlotsOfDay + (2 * hour) + 1];

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private void AddDays(IntervalSeries series)
    {
        // An hour is two half hours of the same power.
        var parts = Math.Max(1, (int)(series.Interval / HalfHour));
        var part = series.Interval / parts;
        var kwhPerUnit = series.Unit == UsageUnit.Kilowatt ? part.TotalHours : 1.0 / parts;
        foreach (var reading in series)
        {
            for (var i = 0; i < parts; i++)
            {
                // The middle says to which day and half hour it belongs.
                var local = TimeZoneInfo.ConvertTime(reading.End - (i * part) - (part / 2), CentralTime.Zone).DateTime;
                Add(local, (double)reading.Quantity * kwhPerUnit);
            }
        }
    }

    private void Add(DateTime local, double kwh)
    {
        var day = DateOnly.FromDateTime(local);
        var slot = (local.Hour * 2) + (local.Minute / 30);
        _seen.Add((day, slot));
        _kwh[slot + (IsWeekend(day) ? SlotsOfDay : 0)] += kwh;
    }
}
