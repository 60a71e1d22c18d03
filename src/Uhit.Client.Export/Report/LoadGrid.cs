using Uhit.Client.Usage;

namespace Uhit.Client.Export.Report;

/// <summary>Average power in each quarter hour of whole days of Central Prevailing Time, for pictures: kW as doubles, never for
/// sums.</summary>
/// <remarks>Series of one channel are added where they share a time, as several meters of one service do. Quarter hours that no series
/// covers whole are missing. Intervals of an hour give four quarter hours of their average.</remarks>
internal sealed class LoadGrid
{
    /// <summary>Rows of the clock in a day.</summary>
    public const int QuartersOfTheClock = 96;

    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;

    private readonly long _start;
    private readonly int[] _dayStarts;
    private readonly double[] _kilowatts;
    private readonly bool[] _estimated;

    private LoadGrid(DateOnly first, int days)
    {
        First = first;
        _start = CentralTime.StartOf(first).UtcTicks;
        _dayStarts = new int[days + 1];
        for (var day = 1; day <= days; day++)
        {
            _dayStarts[day] = _dayStarts[day - 1] + CentralTime.QuarterHoursOf(first.AddDays(day - 1));
        }

        _kilowatts = new double[_dayStarts[days]];
        _estimated = new bool[_kilowatts.Length];
        Array.Fill(_kilowatts, double.NaN);
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>How many days.</summary>
    public int Days => _dayStarts.Length - 1;

    /// <summary>All quarter hours in order; NaN where there is no reading.</summary>
    public ReadOnlySpan<double> Kilowatts => _kilowatts;

    /// <summary>The lowest and highest average power; both 0 where there are no readings.</summary>
    public (double Low, double High) Range { get; private set; }

    /// <summary>Whether any quarter hour has a reading.</summary>
    public bool HasReadings { get; private set; }

    /// <summary>Lays the series of one channel on the grid.</summary>
    /// <param name="series">Series of energy or power; others are to be left out before.</param>
    /// <returns><see langword="null"/> where there are no readings.</returns>
    public static LoadGrid? Of(IEnumerable<IntervalSeries> series)
    {
        var whole = series.Select(one => one.WithoutOverlaps()).Where(one => one.Count > 0).ToList();
        if (whole.Count == 0)
        {
            return null;
        }

        var first = CentralTime.DateOf(whole.Min(one => one.Start!.Value));
        var last = CentralTime.DateOf(whole.Max(one => one.End!.Value).AddTicks(-1));
        var grid = new LoadGrid(first, last.DayNumber - first.DayNumber + 1);
        foreach (var one in whole)
        {
            grid.Add(one);
        }

        grid.Measure();
        return grid.HasReadings ? grid : null;
    }

    /// <summary>The quarter hours of a day: 96, 92 or 100.</summary>
    public ReadOnlySpan<double> OfDay(int day) => _kilowatts.AsSpan(_dayStarts[day], _dayStarts[day + 1] - _dayStarts[day]);

    /// <summary>How many quarter hours of a day are missing, and how many are estimated.</summary>
    public (int Missing, int Estimated) DoubtsOf(int day)
    {
        var missing = 0;
        foreach (var value in OfDay(day))
        {
            missing += double.IsNaN(value) ? 1 : 0;
        }

        return (missing, _estimated.AsSpan(_dayStarts[day], _dayStarts[day + 1] - _dayStarts[day]).Count(true));
    }

    /// <summary>What a clock on the wall shows in the middle of a quarter hour of a day, in quarter hours from midnight.</summary>
    /// <remarks>On the autumn clock change the hour from 1:00 comes twice (quarters 4 to 7 and 8 to 11), in spring the hour from 2:00
    /// never.</remarks>
    public int ClockOf(int day, int quarter) => (_dayStarts[day + 1] - _dayStarts[day]) switch
    {
        92 when quarter >= 8 => quarter + 4,
        100 when quarter >= 8 => quarter - 4,
        _ => quarter,
    };

    private void Add(IntervalSeries series)
    {
        var length = series.Interval.Ticks;
        var perHour = series.Unit == UsageUnit.Kilowatt ? 1 : (double)TimeSpan.TicksPerHour / length;
        var energy = new double[_kilowatts.Length];
        var covered = new long[_kilowatts.Length];
        foreach (var reading in series)
        {
            var power = (double)reading.Quantity * perHour;
            var isEstimated = reading.ReadType == ReadType.Estimated;
            var end = reading.End.UtcTicks - _start;
            for (var at = end - length; at < end;)
            {
                var slot = (int)(at / Quarter);
                var part = Math.Min(end, (slot + 1L) * Quarter) - at;
                energy[slot] += power * part;
                covered[slot] += part;
                _estimated[slot] |= isEstimated;
                at += part;
            }
        }

        for (var slot = 0; slot < energy.Length; slot++)
        {
            if (covered[slot] == Quarter)
            {
                var power = energy[slot] / Quarter;
                _kilowatts[slot] = double.IsNaN(_kilowatts[slot]) ? power : _kilowatts[slot] + power;
            }
        }
    }

    private void Measure()
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in _kilowatts)
        {
            if (!double.IsNaN(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        HasReadings = low <= high;
        Range = HasReadings ? (low, high) : (0, 0);
    }
}
