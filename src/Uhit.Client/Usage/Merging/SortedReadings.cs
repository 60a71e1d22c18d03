namespace Uhit.Client.Usage.Merging;

/// <summary>The readings of one unit and interval that hold so far.</summary>
internal sealed class SortedReadings(IntervalSeries first)
{
    // Several series may have more read types together than one can hold.
    private static readonly ReadType Various = new("Various");

    private readonly List<IntervalReading> _readings = [];
    private readonly HashSet<IntervalSeries> _sources = [];
    private long _conflicts;

    /// <summary>Takes the readings of a series that no later one covers, and notes the time that they cover.</summary>
    public void Add(IntervalSeries series, CoveredTime covered, List<(long Start, long End)> nowCovered)
    {
        _conflicts += _sources.Add(series) ? series.Conflicts : 0L;
        var position = 0;
        foreach (var reading in series)
        {
            var end = reading.End.UtcTicks;
            var start = end - series.Interval.Ticks;
            position = covered.Seek(position, start);
            if (covered.BeginsBefore(position, end))
            {
                continue;
            }

            _readings.Add(reading);
            Cover(nowCovered, start, end);
        }
    }

    public IntervalSeries Build()
    {
        // Two of one message for the same time: always the same one is last, whatever the order in which they were given.
        _readings.Sort(Compare);
        var builder = new IntervalSeriesBuilder(first.MeterNumber, first.Channel, first.Unit, first.Interval);
        var readTypes = new HashSet<ReadType> { ReadType.Actual, ReadType.Estimated };
        foreach (var reading in _readings)
        {
            var isNamed = readTypes.Contains(reading.ReadType)
                || (readTypes.Count < IntervalSeriesBuilder.MaxReadTypes - 1 && readTypes.Add(reading.ReadType));
            builder.Add(reading.End, reading.Quantity, isNamed ? reading.ReadType : Various);
        }

        builder.AddConflicts((int)Math.Min(int.MaxValue, _conflicts));
        return builder.Build();
    }

    private static int Compare(IntervalReading left, IntervalReading right)
    {
        var result = left.End.UtcTicks.CompareTo(right.End.UtcTicks);
        result = result != 0 ? result : left.Quantity.CompareTo(right.Quantity);
        result = result != 0 ? result : string.CompareOrdinal(left.ReadType.Value, right.ReadType.Value);
        result = result != 0 ? result : left.End.Offset.CompareTo(right.End.Offset);
        return result != 0 ? result : string.CompareOrdinal(ScaledDecimal.BitsOf(left.Quantity), ScaledDecimal.BitsOf(right.Quantity));
    }

    private static void Cover(List<(long Start, long End)> covered, long start, long end)
    {
        if (covered.Count > 0 && covered[^1].End == start)
        {
            covered[^1] = (covered[^1].Start, end);
        }
        else
        {
            covered.Add((start, end));
        }
    }
}
