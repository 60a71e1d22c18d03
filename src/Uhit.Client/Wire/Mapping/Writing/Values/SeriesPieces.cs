using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>Parts a series, for contracts that name a day once for all its readings, or count intervals from a start.</summary>
/// <param name="zone">The zone at whose midnights days end.</param>
internal sealed class SeriesPieces(TimeZoneInfo zone)
{
    /// <summary>What of a series stands in pieces of a name.</summary>
    public IntervalSeries Sayable(string? piece, IntervalSeries series)
    {
        var pieces = piece switch
        {
            "wholeDay" => WholeDays(series),
            "dayStart" => DayStarts(series),
            "wholeRun" => WholeRuns(series),
            _ => null,
        };
        var readings = pieces?.SelectMany(part => part.Readings).ToList();
        if (readings is null || readings.Count == series.Count)
        {
            return series;
        }

        var builder = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        readings.ForEach(reading => builder.Add(reading.End, reading.Quantity, reading.ReadType));
        return builder.Build();
    }

    /// <summary>The readings of each day.</summary>
    public IEnumerable<SeriesPiece> Days(IntervalSeries series) =>
        Part(series, (before, start) => DateOf(IntervalClock.StartOf(before.End, series.Interval)) != DateOf(start));

    /// <summary>The readings of each day that has all of them: without times, those of another day would be taken for others.</summary>
    public IEnumerable<SeriesPiece> WholeDays(IntervalSeries series) =>
        DayStarts(series).Where(day => day.Readings[^1].End >= StartOf(day.Date.AddDays(1)));

    /// <summary>The readings of each day up to the first that is missing.</summary>
    public IEnumerable<SeriesPiece> DayStarts(IntervalSeries series)
    {
        foreach (var day in Days(series))
        {
            var end = StartOf(day.Date);
            var readings = day.Readings.TakeWhile(reading =>
                IntervalClock.StartOf(reading.End, series.Interval) == end && (end = reading.End) == reading.End).ToList();
            if (readings.Count > 0)
            {
                yield return Piece(series, readings);
            }
        }
    }

    /// <summary>The readings between two gaps.</summary>
    public IEnumerable<SeriesPiece> Runs(IntervalSeries series) => Part(series, (before, start) => before.End != start);

    /// <summary>The same, as far as the last midnight.</summary>
    public IEnumerable<SeriesPiece> WholeRuns(IntervalSeries series)
    {
        foreach (var run in Runs(series))
        {
            var readings = run.Readings.Reverse()
                .SkipWhile(reading => TimeZoneInfo.ConvertTime(reading.End, zone).TimeOfDay != TimeSpan.Zero).Reverse().ToList();
            if (readings.Count > 0)
            {
                yield return Piece(series, readings);
            }
        }
    }

    /// <summary>The length of the intervals of the series that a frame is inside of.</summary>
    public static TimeSpan IntervalOf(ValueFrame frame)
    {
        var at = frame.Outer;
        while (at is not null and { Item: not IntervalSeries })
        {
            at = at.Outer;
        }

        return ((IntervalSeries)at!.Item).Interval;
    }

    private IEnumerable<SeriesPiece> Part(IntervalSeries series, Func<IntervalReading, DateTimeOffset, bool> isParted)
    {
        var readings = new List<IntervalReading>();
        foreach (var reading in series)
        {
            var start = IntervalClock.StartOf(reading.End, series.Interval);
            if (readings.Count > 0 && isParted(readings[^1], start))
            {
                yield return Piece(series, readings);
                readings = [];
            }

            readings.Add(reading);
        }

        if (readings.Count > 0)
        {
            yield return Piece(series, readings);
        }
    }

    private SeriesPiece Piece(IntervalSeries series, List<IntervalReading> readings)
    {
        var start = IntervalClock.StartOf(readings[0].End, series.Interval);
        return new SeriesPiece(DateOf(start), start, readings);
    }

    private DateOnly DateOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    private DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    /// <summary>Readings of a series that belong together: those of a day, or those that follow one another without a gap.</summary>
    /// <param name="Date">The day, in the zone of the contract, in which the first interval starts.</param>
    /// <param name="Start">The start of the first interval.</param>
    /// <param name="Readings">The readings, one at least.</param>
    internal sealed record SeriesPiece(DateOnly Date, DateTimeOffset Start, IReadOnlyList<IntervalReading> Readings);
}
