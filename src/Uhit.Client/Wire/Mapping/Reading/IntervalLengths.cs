namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Finds how long intervals are that have a start and an end, and which instants those are.</summary>
/// <remarks>By instants, not by what clocks show: from 1:45 to 3:00 on the day in spring are 15 minutes. A time of the hour that comes
/// twice is two instants, and a block of several hours over a change is an hour longer or shorter than its fellows: where more than one
/// length is possible, that of the other intervals of the series decides.</remarks>
internal sealed class IntervalLengths(SeriesPlan plan)
{
    private readonly Dictionary<SeriesKey, long> _known = [];
    private readonly LocalClock? _startClock = ClockOf(plan.ReadingStart);
    private readonly LocalClock? _endClock = ClockOf(plan.End);
    private readonly LocalClock? _dayClock = plan.DayZone is { } zone ? new LocalClock(zone) : null;

    /// <summary>Finds the length.</summary>
    /// <param name="reading">The reading, with its start and its end.</param>
    /// <param name="series">The series, its length aside.</param>
    /// <param name="isLast">Whether there is nothing more to wait for.</param>
    /// <param name="walker">For a refusal.</param>
    /// <returns>The minutes; <see langword="null"/> where what follows has to be seen before.</returns>
    public int? Find(in RawReading reading, SeriesKey series, bool isLast, MessageWalker walker)
    {
        var (start, end) =
            (InstantsOf(reading.Start, plan.ReadingStart!, _startClock, walker), InstantsOf(reading.End, plan.End!, _endClock, walker));
        var shown = reading.End.Ticks - reading.Start.Ticks;
        var shortest = IsDay(start, end) ? TimeSpan.TicksPerDay : Shortest(start, end);
        var isSure = start.First == start.Second && end.First == end.Second && (shown == shortest || IsDay(start, end));
        if (!isSure)
        {
            var isKnown = _known.TryGetValue(series, out var known);
            if (isKnown && shortest > 0 && (known == shown || IsBetween(known, start, end)))
            {
                return Minutes(known, walker);
            }

            if (!isKnown && !isLast && shortest > 0)
            {
                return null;
            }

            return Minutes(shown > 0 && IsBetween(shown, start, end) ? shown : shortest, walker);
        }

        _known[series] = shortest;
        return Minutes(shortest, walker);
    }

    /// <summary>Decides on the length of a series of which none is sure: the shortest that all of its intervals may have.</summary>
    public void Decide(List<RawReading> readings, SeriesKey series, MessageWalker walker)
    {
        HashSet<long>? common = null;
        foreach (var reading in readings)
        {
            var (start, end) =
                (InstantsOf(reading.Start, plan.ReadingStart!, _startClock, walker), InstantsOf(reading.End, plan.End!, _endClock, walker));
            long[] lengths =
            [
                end.First - start.First,
                end.First - start.Second,
                end.Second - start.First,
                end.Second - start.Second,
                reading.End.Ticks - reading.Start.Ticks,
            ];
            common = common is null ? [.. lengths] : [.. lengths.Where(common.Contains)];
        }

        if (!_known.ContainsKey(series) && common!.Where(length => length > 0).Order().FirstOrDefault() is > 0 and var length)
        {
            _known[series] = length;
        }
    }

    /// <summary>The end of a reading, as an instant where its start and its length tell which of two it is; as it is otherwise.</summary>
    public TimeLabel EndOf(in RawReading reading, int minutes, MessageWalker walker)
    {
        if (reading.Start.Kind is not (LabelKind.Local or LabelKind.Instant) || reading.End.Kind != LabelKind.Local || _endClock is null
            || InstantsOf(reading.End, plan.End!, _endClock, walker) is var end && end.First == end.Second)
        {
            return reading.End;
        }

        var start = InstantsOf(reading.Start, plan.ReadingStart!, _startClock, walker);
        var length = minutes * TimeSpan.TicksPerMinute;
        var isFirst = end.First - start.First == length || end.First - start.Second == length;
        var isSecond = end.Second - start.First == length || end.Second - start.Second == length;
        if (isFirst == isSecond)
        {
            return reading.End;
        }

        return reading.End with { Instant = isFirst ? end.First : end.Second };
    }

    private static LocalClock? ClockOf(LabelReader? label) => label?.Field.Model.Zone is { } zone ? new LocalClock(zone) : null;

    private int Minutes(long length, MessageWalker walker) =>
        length is > 0 and <= TimeSpan.TicksPerDay && length % TimeSpan.TicksPerMinute == 0
            ? (int)(length / TimeSpan.TicksPerMinute)
            : throw walker.At.Refuse("bad-interval", plan.End!.Field);

    // From midnight to midnight it is a day, whatever hours it has.
    private bool IsDay((long First, long Second) start, (long First, long Second) end) =>
        _dayClock is not null && end.First - start.First is > 20 * TimeSpan.TicksPerHour and < 28 * TimeSpan.TicksPerHour
        && _dayClock.At(start.First).TimeOfDay == TimeSpan.Zero && _dayClock.At(end.First).TimeOfDay == TimeSpan.Zero;

    private static long Shortest((long First, long Second) start, (long First, long Second) end)
    {
        var shortest = 0L;
        foreach (var length in (ReadOnlySpan<long>)
        [
            end.First - start.First,
            end.First - start.Second,
            end.Second - start.First,
            end.Second - start.Second,
        ])
        {
            shortest = length > 0 && (shortest == 0 || length < shortest) ? length : shortest;
        }

        return shortest;
    }

    private static bool IsBetween(long length, (long First, long Second) start, (long First, long Second) end) =>
        end.First - start.First == length
        || end.First - start.Second == length
        || end.Second - start.First == length
        || end.Second - start.Second == length;

    private static (long First, long Second) InstantsOf(in TimeLabel label, LabelReader reader, LocalClock? clock, MessageWalker walker)
    {
        switch (label.Kind)
        {
            case LabelKind.Instant:
                return (label.Ticks - label.Offset.Ticks, label.Ticks - label.Offset.Ticks);
            case LabelKind.Local when clock is null:
                throw walker.At.Refuse("missing-offset", reader.Field);
            case LabelKind.Local when label.IsDaylight is { } daylight:
                var utc = clock.Resolve(label.Ticks, daylight) ?? throw walker.At.Refuse("bad-value", reader.Field);
                return (utc, utc);
            case LabelKind.Local:
                return clock.TryResolve(label.Ticks, out var earlier, out var later)
                    ? (earlier, later)
                    : throw walker.At.Refuse("no-such-time", reader.Field);
            default:
                throw walker.At.Refuse("bad-interval", reader.Field);
        }
    }
}
