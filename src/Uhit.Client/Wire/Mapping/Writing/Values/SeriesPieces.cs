using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>Parts a series, for contracts that name a day once for all its readings, or count intervals from a start.</summary>
internal static class SeriesPieces
{
    /// <summary>The readings of each day.</summary>
    public static IEnumerable<SeriesPiece> Days(IntervalSeries series) =>
        Part(series, (before, start) => CentralTime.DateOf(IntervalClock.StartOf(before.End, series.Interval)) != CentralTime.DateOf(start));

    /// <summary>The readings between two gaps.</summary>
    public static IEnumerable<SeriesPiece> Runs(IntervalSeries series) => Part(series, (before, start) => before.End != start);

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

    private static IEnumerable<SeriesPiece> Part(IntervalSeries series, Func<IntervalReading, DateTimeOffset, bool> isParted)
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

    private static SeriesPiece Piece(IntervalSeries series, List<IntervalReading> readings)
    {
        var start = IntervalClock.StartOf(readings[0].End, series.Interval);
        return new SeriesPiece(CentralTime.DateOf(start), start, readings);
    }
}
