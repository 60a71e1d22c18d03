using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Readings;

/// <summary>The readings of one series as energy.</summary>
internal static class SeriesEnergy
{
    /// <summary>Digits of a value that no decimal holds exactly.</summary>
    private const int RoundedPlaces = 12;

    /// <summary>Fills columns from a range of a series in kWh or kW.</summary>
    public static void Fill(EnergyReadings target, EsiId esiId, IntervalSeries series, int from, int to, ExportTally tally)
    {
        target.Begin(esiId, series.Channel, to - from);
        if (!TryFillScaled(target, series, from, to))
        {
            target.Begin(esiId, series.Channel, to - from);
            FillWide(target, series, from, to, tally);
        }
    }

    private static bool TryFillScaled(EnergyReadings target, IntervalSeries series, int from, int to)
    {
        var columns = series.Columns;
        if (columns.WideValues.Length > 0 || !TryGetFactor(series, out var factor, out var places) || columns.Scale + places > 18)
        {
            return false;
        }

        target.BeginScaled((byte)(columns.Scale + places));
        var values = columns.Values;
        foreach (var (index, start, readType) in new Times(series, from, to))
        {
            var scaled = values[index];
            if (factor != 1 && Math.BigMul(scaled, factor, out scaled) != (scaled < 0 ? -1 : 0))
            {
                return false;
            }

            target.Add(start, (short)series.Interval.TotalMinutes, readType, scaled);
        }

        return true;
    }

    private static void FillWide(EnergyReadings target, IntervalSeries series, int from, int to, ExportTally tally)
    {
        target.BeginWide();
        var hours = UnitConversion.KilowattHoursOf(series.Unit, series.Interval)!.Value;
        var dropped = 0;
        foreach (var (index, start, readType) in new Times(series, from, to))
        {
            if (Round(Fraction.Of(series.Columns.ValueAt(index)) * hours, tally) is { } value)
            {
                target.Add(start, (short)series.Interval.TotalMinutes, readType, value);
            }
            else
            {
                dropped++;
            }
        }

        if (dropped > 0)
        {
            tally.Skip(target.EsiId, ExportSkipReason.TooLarge, string.Empty, dropped);
        }
    }

    /// <summary>The number as a decimal, and counted where it is none; <see langword="null"/> where it is beyond the range.</summary>
    public static decimal? Round(Fraction number, ExportTally tally)
    {
        if (number.ToDecimal() is not { } value || Fraction.Of(value).CompareTo(number) == 0)
        {
            return number.ToDecimal();
        }

        tally.Rounded++;
        return Math.Round(value, RoundedPlaces);
    }

    // kWh = kW × interval in hours, as a whole number of smaller units: a quarter of 1 kW is 25 hundredths.
    private static bool TryGetFactor(IntervalSeries series, out long factor, out int places)
    {
        (factor, places) = (1, 0);
        if (series.Unit == UsageUnit.KilowattHour)
        {
            return true;
        }

        factor = (long)series.Interval.TotalMinutes;
        while (factor % 60 != 0 && places < 2)
        {
            factor *= 10;
            places++;
        }

        var isWhole = factor % 60 == 0;
        factor /= 60;
        return isWhole;
    }

    /// <summary>The beginnings of the intervals of a range, run after run.</summary>
    private readonly ref struct Times(IntervalSeries series, int from, int to)
    {
        public Walk GetEnumerator() => new(series, from, to);

        public ref struct Walk
        {
            private readonly IntervalColumns _columns;
            private readonly long _interval;
            private readonly int _to;
            private int _run;
            private int _index;
            private int _runEnd;
            private long _start;

            public Walk(IntervalSeries series, int from, int to)
            {
                _columns = series.Columns;
                _interval = series.Interval.Ticks;
                _to = to;
                _index = from - 1;
                _run = -1;
                while (_runEnd <= from && _run + 1 < _columns.Runs.Length)
                {
                    _runEnd = _columns.EndIndexOf(++_run);
                }

                _start = _run < 0 ? 0 : _columns.EndUtcTicks(_columns.Runs[_run], from) - _interval - _interval;
            }

            public readonly (int Index, long Start, ReadType ReadType) Current =>
                (_index, Math.Max(0, _start), _columns.ReadTypes[_columns.Qualities[_index]]);

            public bool MoveNext()
            {
                if (++_index >= _to)
                {
                    return false;
                }

                if (_index == _runEnd)
                {
                    _runEnd = _columns.EndIndexOf(++_run);
                    _start = _columns.Runs[_run].FirstEndUtcTicks - _interval;
                }
                else
                {
                    _start += _interval;
                }

                return true;
            }
        }
    }
}
