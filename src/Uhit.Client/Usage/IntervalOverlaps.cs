namespace Uhit.Client.Usage;

/// <summary>Finds the readings whose intervals intersect: all are of one length, so neighbours tell, and only where a run begins.</summary>
internal static class IntervalOverlaps
{
    /// <summary>The positions of the readings that intersect another one, in order.</summary>
    public static int[] Of(IntervalColumns columns, long intervalTicks)
    {
        List<int>? positions = null;
        for (var i = 1; i < columns.Runs.Length; i++)
        {
            if (TicksBefore(columns, i, intervalTicks) > 0)
            {
                var first = columns.Runs[i].FirstIndex;
                positions ??= [];
                if (positions.Count == 0 || positions[^1] != first - 1)
                {
                    positions.Add(first - 1);
                }

                positions.Add(first);
            }
        }

        return positions is null ? [] : [.. positions];
    }

    /// <summary>How much of the time that readings cover is covered twice.</summary>
    public static long TicksOf(IntervalColumns columns, long intervalTicks)
    {
        var ticks = 0L;
        for (var i = 1; i < columns.Runs.Length; i++)
        {
            ticks += Math.Max(0, TicksBefore(columns, i, intervalTicks));
        }

        return ticks;
    }

    /// <summary>A series of the readings that intersect no other one.</summary>
    public static IntervalSeries Without(IntervalSeries series)
    {
        var builder = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        var index = 0;
        foreach (var reading in series)
        {
            if (!series.Columns.IsOverlapping(index++))
            {
                builder.Add(reading.End, reading.Quantity, reading.ReadType);
            }
        }

        builder.AddConflicts(series.Conflicts);
        return builder.Build();
    }

    // By how much the first interval of a run begins before the end of the last one of the run before.
    private static long TicksBefore(IntervalColumns columns, int run, long intervalTicks)
    {
        var before = columns.Runs[run - 1];
        var end = columns.EndUtcTicks(before, columns.Runs[run].FirstIndex - 1);
        return end - (columns.Runs[run].FirstEndUtcTicks - intervalTicks);
    }
}
