using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Grows one series, and finds out which instants its times are.</summary>
/// <remarks>A local time of the hour that comes twice waits until what is around it tells which of the two it is: where the times begin
/// again, the second hour begins; else it must join what is before it, or what is behind it, and not both. What that does not tell is
/// refused: a guess would put an hour of energy into the wrong place.</remarks>
internal sealed class SeriesClock
{
    private readonly SeriesPlan _plan;
    private readonly IntervalSeriesBuilder _builder;
    private readonly LocalClock? _clock;
    private readonly List<(long Local, long? Known, decimal Quantity, ReadType ReadType)> _held = [];
    private readonly long _interval;
    private readonly EnergyOfPower? _energy;
    private long? _last;
    private long? _cursor;
    private int _count;
    private bool _isStart;

    public SeriesClock(SeriesKey key, SeriesPlan plan)
    {
        Key = key;
        _plan = plan;
        var interval = TimeSpan.FromMinutes(key.Minutes!.Value);
        _interval = interval.Ticks;
        _builder = new IntervalSeriesBuilder(null, UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, interval);
        _clock = plan.Zone is { } zone ? new LocalClock(zone) : null;
        _energy = plan.Quantity.Model.IsAveragePower ? new EnergyOfPower(key.Minutes.Value, plan.DayZone) : null;
    }

    public SeriesKey Key { get; }

    /// <summary>Whether readings that follow one another have begun.</summary>
    public bool IsCounting => _cursor is not null;

    /// <summary>Where readings follow one another: the element is complete, and they begin again.</summary>
    /// <remarks>Without times only their number says which is which. Where it is not that of the day, one is missing or one too many, and
    /// each that follows would stand in a wrong place.</remarks>
    public void EndElement(DateOnly? day, MessageWalker walker)
    {
        var (end, count) = (_cursor, _count);
        (_cursor, _count) = (null, 0);
        if (end is null || _plan.DayZone is not { } zone)
        {
            return;
        }

        var isMidnight = new LocalClock(zone).At(end.Value).TimeOfDay == TimeSpan.Zero;
        var isRight = _plan.Start is null && day is { } date
            ? DayEnd(date, walker) is var midnight && (end == midnight || (_plan.HasShortDays && end < midnight))
            : isMidnight || count == 1 || _plan.HasShortDays;
        if (!isRight)
        {
            throw walker.At.Refuse("bad-interval-count");
        }
    }

    /// <summary>Adds a reading by its time.</summary>
    public void Add(in TimeLabel label, bool isStart, DateOnly? day, decimal quantity, ReadType readType, MessageWalker walker)
    {
        _isStart = isStart;
        switch (label.Kind)
        {
            case LabelKind.Instant:
                var time = new DateTimeOffset(label.Ticks, label.Offset);
                Settle(time.UtcTicks, walker);
                _last = time.UtcTicks;
                Append(isStart ? time.AddTicks(_interval) : time, quantity, readType, walker);
                break;
            case LabelKind.Number:
                Append(Clock(walker).At(Numbered(label, label.Day ?? day ?? throw Missing(walker), walker)), quantity, readType, walker);
                break;
            case LabelKind.TimeOfDay:
                // The day is that of the interval: its last end is the midnight behind it.
                var ticks = label.Ticks == 0 && !isStart ? TimeSpan.TicksPerDay : label.Ticks;
                AddLocal(
                    ((day ?? throw Missing(walker)).DayNumber * TimeSpan.TicksPerDay) + ticks,
                    label.IsDaylight,
                    quantity,
                    readType,
                    walker);
                break;
            default:
                AddLocal(label.Ticks, label.IsDaylight, quantity, readType, walker, label.Instant);
                break;
        }
    }

    /// <summary>Adds the reading that follows the one before.</summary>
    public void AddNext(TimeLabel? start, DateOnly? day, decimal quantity, ReadType readType, MessageWalker walker)
    {
        var end = Advance(start, day, walker);
        Append(
            start is { Kind: LabelKind.Instant } known ? new DateTimeOffset(end + known.Offset.Ticks, known.Offset) : Clock(walker).At(end),
            quantity,
            readType,
            walker);
    }

    /// <summary>Passes over a reading without a value, which has its time all the same.</summary>
    /// <returns>The end of its interval.</returns>
    public long Advance(TimeLabel? start, DateOnly? day, MessageWalker walker)
    {
        var begin = _cursor ?? StartOf(start, day, walker);
        _count++;
        _cursor = begin + _interval;
        if (_interval == TimeSpan.TicksPerDay
            && _plan.DayZone is { } zone
            && new LocalClock(zone) is var clock
            && clock.At(begin) is { TimeOfDay.Ticks: 0 } midnight)
        {
            // Days follow one another from midnight to midnight, whatever hours they have.
            _cursor = clock.StartOf(DateOnly.FromDateTime(midnight.DateTime).AddDays(1));
        }

        return _cursor.Value;
    }

    /// <summary>Makes the series.</summary>
    public IntervalSeries Build(SeriesKey key, MessageWalker walker)
    {
        Settle(null, walker);
        var series = _builder.Build(key.MeterNumber, key.EffectiveChannel, key.EffectiveUnit);
        if (_energy is null)
        {
            return series;
        }

        // Only now: what rounding leaves goes from one reading to the next in order of time, and no reading counts twice.
        var energies = _energy.Of(series.Columns) ?? throw walker.At.Refuse("inexact-value", _plan.Quantity);
        return new IntervalSeries(series.MeterNumber, series.Channel, series.Unit, series.Interval, energies);
    }

    /// <summary>Decides what waits.</summary>
    /// <param name="next">The instant behind it, where one is known.</param>
    /// <param name="walker">For a refusal.</param>
    public void Settle(long? next, MessageWalker walker)
    {
        if (_held.Count == 0)
        {
            return;
        }

        var second = SecondPass(next);
        if (second < 0)
        {
            throw walker.At.Refuse("ambiguous-time", Label);
        }

        for (var i = 0; i < _held.Count; i++)
        {
            var (local, _, quantity, readType) = _held[i];
            _clock!.TryResolve(local, out var earlier, out var later);
            AddUtc(i < second ? earlier : later, quantity, readType, walker);
        }

        _held.Clear();
    }

    private FieldPlan Label => (_isStart ? _plan.ReadingStart : _plan.End)?.Field ?? _plan.Quantity;

    private void AddLocal(long local, bool? isDaylight, decimal quantity, ReadType readType, MessageWalker walker, long? known = null)
    {
        var clock = Clock(walker);
        if (isDaylight is { } daylight)
        {
            AddUtc(clock.Resolve(local, daylight) ?? throw walker.At.Refuse("bad-value", Label), quantity, readType, walker);
            return;
        }

        if (!clock.TryResolve(local, out var earlier, out var later))
        {
            throw walker.At.Refuse("no-such-time", Label);
        }

        if (earlier != later)
        {
            if (_held.Count > 0 && local / TimeSpan.TicksPerDay != _held[^1].Local / TimeSpan.TicksPerDay)
            {
                Settle(null, walker);
            }

            _held.Add((local, known, quantity, readType));
            return;
        }

        Settle(earlier, walker);
        AddUtc(earlier, quantity, readType, walker);
    }

    private void AddUtc(long utc, decimal quantity, ReadType readType, MessageWalker walker)
    {
        _last = utc;
        Append(_clock!.At(_isStart ? utc + _interval : utc), quantity, readType, walker);
    }

    // The place from which on times are of the second pass; -1 where nothing tells.
    private int SecondPass(long? next)
    {
        var restart = -1;
        for (var i = 1; i < _held.Count; i++)
        {
            if (_held[i].Local <= _held[i - 1].Local)
            {
                if (restart >= 0)
                {
                    return -1;
                }

                restart = i;
            }
        }

        // Those of which it is known: the second pass begins behind the last of the first one, and
        // with the first of the second at the latest.
        var (earliest, latest) = (_held.FindLastIndex(IsFirst) + 1, _held.FindIndex(IsSecond));
        latest = latest < 0 ? _held.Count : latest;
        if (earliest > latest || (restart >= 0 && (restart < earliest || restart > latest)))
        {
            return -1;
        }

        if (earliest == latest)
        {
            return earliest;
        }

        var isBehind = _last is { } last && last >= Earlier(0);
        var isBefore = next is { } following && following <= Later(_held.Count - 1);
        return isBehind || isBefore ? -1 : restart >= 0 ? restart : Joint(next);
    }

    private int Joint(long? next)
    {
        var first = 0;
        for (var expected = _last + _interval; first < _held.Count && Earlier(first) == expected; expected += _interval)
        {
            first++;
        }

        var second = _held.Count;
        for (var expected = next - _interval; second > 0 && Later(second - 1) == expected; expected -= _interval)
        {
            second--;
        }

        return first == second ? first : -1;
    }

    private bool IsFirst((long Local, long? Known, decimal Quantity, ReadType ReadType) held) =>
        held.Known is { } known && _clock!.TryResolve(held.Local, out var earlier, out _) && known == earlier;

    private bool IsSecond((long Local, long? Known, decimal Quantity, ReadType ReadType) held) =>
        held.Known is { } known && _clock!.TryResolve(held.Local, out _, out var later) && known == later;

    private long Earlier(int index) => _clock!.TryResolve(_held[index].Local, out var earlier, out _) ? earlier : 0;

    private long Later(int index) => _clock!.TryResolve(_held[index].Local, out _, out var later) ? later : 0;

    private long StartOf(TimeLabel? start, DateOnly? day, MessageWalker walker)
    {
        if (start is not { } label)
        {
            return Clock(walker).StartOf(day ?? throw Missing(walker));
        }

        if (label.Kind == LabelKind.Instant)
        {
            return label.Ticks - label.Offset.Ticks;
        }

        var field = _plan.Start!.Field;
        if (label.IsDaylight is { } daylight)
        {
            return Clock(walker).Resolve(label.Ticks, daylight) ?? throw walker.At.Refuse("bad-value", field);
        }

        return !Clock(walker).TryResolve(label.Ticks, out var earlier, out var later) ? throw walker.At.Refuse("no-such-time", field)
            : earlier == later ? earlier
            : throw walker.At.Refuse("ambiguous-time", field);
    }

    // The end of the interval of a number; a day has as many as its hours hold.
    private long Numbered(in TimeLabel label, DateOnly day, MessageWalker walker)
    {
        var (start, end) = (Clock(walker).StartOf(day), DayEnd(day, walker));
        var isDay = _interval == TimeSpan.TicksPerDay;
        return label.Ticks < 1 || label.Ticks > (isDay ? 1 : (end - start) / _interval) ? throw walker.At.Refuse("bad-value", Label)
            : isDay ? end
            : start + (label.Ticks * _interval);
    }

    private long DayEnd(DateOnly day, MessageWalker walker) => Clock(walker).StartOf(day.AddDays(1));

    private LocalClock Clock(MessageWalker walker) => _clock ?? throw walker.At.Refuse("missing-offset", Label);

    private WireFormatException Missing(MessageWalker walker) =>
        _plan.Date is { } date ? walker.At.Refuse("missing-element", date) : walker.At.Refuse("missing-element", Label);

    private void Append(DateTimeOffset end, decimal quantity, ReadType readType, MessageWalker walker)
    {
        if (!Plausible.IsTime(end.Ticks))
        {
            throw walker.At.Refuse("bad-value", Label);
        }

        if (_energy?.IsKnown(end, quantity) == false)
        {
            throw walker.At.Refuse("inexact-value", _plan.Quantity);
        }

        try
        {
            _builder.Add(end, quantity, readType);
        }
        catch (InvalidOperationException cause)
        {
            throw new WireFormatException("too-many-read-types", walker.At.Path, cause);
        }
    }
}
