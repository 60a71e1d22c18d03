using Uhit.Client.Export.Readings;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Formats;

/// <summary>Twelve months on the clock of Central Standard Time, in order of time, with a place for each step.</summary>
internal sealed class LoadYear
{
    /// <summary>Less than so many days of readings are no year. A gap at either end counts as a gap.</summary>
    private const int LeastDays = 364;

    private const int FilledPlaces = 6;

    private static readonly TimeSpan StandardOffset = TimeSpan.FromHours(-6);

    private readonly decimal?[] _values;
    private readonly DateTime _start;
    private readonly int _minutes;
    private readonly EnergyReadings _readings;

    private LoadYear(EnergyReadings readings, DateTime start, DateTime end, int minutes)
    {
        _readings = readings;
        _start = start;
        _minutes = minutes;
        _values = new decimal?[(int)((end - start).Ticks / (minutes * TimeSpan.TicksPerMinute))];
        for (var i = 0; i < readings.Count; i++)
        {
            var index = IndexOf(LocalOf(readings.StartAt(i)));
            if (index >= 0 && index < _values.Length)
            {
                _values[index] = readings.ValueAt(i);
                Estimated += readings.ReadTypeAt(i) == ReadType.Estimated ? 1 : 0;
            }
        }
    }

    public int Estimated { get; }

    public int Missing => _values.Count(value => value is null);

    /// <summary>Whether it is a calendar year, whose days of the week run on.</summary>
    public bool IsCalendarYear => _start is { DayOfYear: 1, TimeOfDay.Ticks: 0 };

    /// <summary>The year that ends with the last reading; <see langword="null"/> where there is less.</summary>
    public static LoadYear? Of(EnergyReadings readings, int minutes)
    {
        var end = LocalOf(readings.EndAt(readings.Count - 1));
        var start = end.AddYears(-1);
        return end - LocalOf(readings.StartAt(0)) < TimeSpan.FromDays(LeastDays) ? null : new LoadYear(readings, start, end, minutes);
    }

    /// <summary>Fills gaps by a rule.</summary>
    /// <returns>How many values it made.</returns>
    public int Fill(LoadFill rule)
    {
        var day = 24 * 60 / _minutes;
        var means = rule == LoadFill.WeekdayMean ? Means() : [];
        var missing = Missing;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] ??= rule switch
            {
                LoadFill.Zero => 0,
                LoadFill.PreviousDay => i >= day ? _values[i - day] : BeforeTheYear(i),
                LoadFill.WeekdayMean => means[KeyOf(i)],
                _ => null,
            };
        }

        return missing - Missing;
    }

    /// <summary>The values from 1 January on, with exactly 365 days.</summary>
    /// <param name="dropsLastDay">Of a leap year 31 December is left out rather than 29 February.</param>
    public decimal[] Turned(bool dropsLastDay)
    {
        var day = 24 * 60 / _minutes;
        var leap = new decimal?[366 * day];
        for (var i = 0; i < _values.Length; i++)
        {
            // Of a time that is there twice, as after a 29 February, the later one stays.
            var time = _start.AddMinutes((long)i * _minutes);
            var dayOfLeapYear = new DateTime(2000, time.Month, time.Day).DayOfYear - 1;
            leap[(dayOfLeapYear * day) + (int)(time.TimeOfDay.TotalMinutes / _minutes)] = _values[i];
        }

        var february29 = 59 * day;
        var hasLeapDay = leap.AsSpan(february29, day).IndexOf((decimal?)null) < 0;
        var kept = hasLeapDay && dropsLastDay ? leap[..^day] : [.. leap[..february29], .. leap[(february29 + day)..]];
        return [.. kept.Select(value => value!.Value)];
    }

    private static DateTime LocalOf(long utcTicks) => new(utcTicks + StandardOffset.Ticks);

    private int IndexOf(DateTime local) =>
        local < _start ? -1 : (int)((local - _start).Ticks / (_minutes * TimeSpan.TicksPerMinute));

    private decimal? BeforeTheYear(int index)
    {
        var start = _start.AddMinutes((long)index * _minutes).AddDays(-1).Ticks - StandardOffset.Ticks;
        var found = _readings.Starts.BinarySearch(start);
        return found >= 0 ? _readings.ValueAt(found) : null;
    }

    private int KeyOf(int index)
    {
        var time = _start.AddMinutes((long)index * _minutes);
        return ((int)time.DayOfWeek * 24 * 60) + (int)time.TimeOfDay.TotalMinutes;
    }

    private decimal?[] Means()
    {
        var sums = new (decimal Sum, int Count)[7 * 24 * 60];
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is { } value)
            {
                var (sum, count) = sums[KeyOf(i)];
                sums[KeyOf(i)] = (sum + value, count + 1);
            }
        }

        return [.. sums.Select(one => one.Count == 0 ? (decimal?)null : Math.Round(one.Sum / one.Count, FilledPlaces))];
    }
}
