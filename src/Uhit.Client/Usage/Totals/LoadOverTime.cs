using System.Numerics;

namespace Uhit.Client.Usage.Totals;

/// <summary>The power of all meters together, as a staircase over time: at each instant the sum of
/// the readings whose interval it is in.</summary>
/// <param name="Covered">The time in which there is a reading of any meter.</param>
/// <param name="Highest">The highest step, kW.</param>
/// <param name="Start">Where it begins; of several that are as high, the first.</param>
/// <param name="End">Where it ends.</param>
internal sealed record LoadOverTime(TimeSpan Covered, Fraction Highest, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The load of some series, each without overlaps and with a reading at least.</summary>
    public static LoadOverTime Of(IReadOnlyList<IntervalSeries> all)
    {
        if (all.Count == 1)
        {
            return Of(all[0]);
        }

        // So many parts of a kilowatt that power is a whole number of them, whatever the interval: whole numbers add fast and exactly.
        var parts = all.Select(series => (BigInteger)MinutesOf(series))
            .Aggregate((left, right) => left * right / BigInteger.GreatestCommonDivisor(left, right));
        return Of(EdgesOf(all, parts), parts);
    }

    private static LoadOverTime Of(IntervalSeries series)
    {
        var highest = series[series.Columns.IndexOfHighest()];
        var kilowatts = Fraction.Of(highest.Quantity) * UnitConversion.KilowattsOf(series.Unit, series.Interval)!.Value;
        return new LoadOverTime(series.Covered, kilowatts, IntervalClock.StartOf(highest.End, series.Interval), highest.End);
    }

    private static LoadOverTime Of(List<Edge> edges, BigInteger parts)
    {
        edges.Sort((left, right) => left.Ticks.CompareTo(right.Ticks));
        var (running, sum, covered) = (0, BigInteger.Zero, 0L);
        (BigInteger Sum, long Start, long End, short Offset)? highest = null;
        var before = edges[0];
        var offset = before.OffsetMinutes;
        foreach (var edge in edges)
        {
            if (running > 0 && edge.Ticks > before.Ticks)
            {
                covered += edge.Ticks - before.Ticks;
                if (highest is null || sum > highest.Value.Sum)
                {
                    highest = (sum, before.Ticks, edge.Ticks, offset);
                }
            }

            running += edge.Begins ? 1 : -1;
            sum += edge.Change;
            offset = edge.Begins ? edge.OffsetMinutes : offset;
            before = edge;
        }

        var step = highest!.Value;
        return new LoadOverTime(
            new TimeSpan(covered), Fraction.OfUnits(step.Sum) / Fraction.Whole(parts), At(step.Start, step.Offset),
            At(step.End, step.Offset));
    }

    private static List<Edge> EdgesOf(IReadOnlyList<IntervalSeries> all, BigInteger parts)
    {
        var edges = new List<Edge>(all.Sum(series => 2 * series.Count));
        foreach (var series in all)
        {
            var factor = series.Unit == UsageUnit.Kilowatt ? parts : 60 * parts / MinutesOf(series);
            foreach (var reading in series)
            {
                var power = Fraction.UnitsOf(reading.Quantity) * factor;
                var offset = (short)reading.End.TotalOffsetMinutes;
                edges.Add(new Edge(reading.End.UtcTicks - series.Interval.Ticks, Begins: true, power, offset));
                edges.Add(new Edge(reading.End.UtcTicks, Begins: false, -power, offset));
            }
        }

        return edges;
    }

    private static long MinutesOf(IntervalSeries series) => series.Interval.Ticks / TimeSpan.TicksPerMinute;

    private static DateTimeOffset At(long utcTicks, short offsetMinutes)
    {
        var offset = TimeSpan.FromMinutes(offsetMinutes);
        var ticks = utcTicks + offset.Ticks;
        return utcTicks < 0 || ticks < 0 ? DateTimeOffset.MinValue
            : ticks > DateTime.MaxValue.Ticks ? DateTimeOffset.MaxValue
            : new DateTimeOffset(ticks, offset);
    }

    private readonly record struct Edge(long Ticks, bool Begins, BigInteger Change, short OffsetMinutes);
}
