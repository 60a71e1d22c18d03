using System.Runtime.InteropServices;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Puts the readings of one series element together, of one or more series.</summary>
/// <remarks>While what the times need is not known (the interval, the day), and while it is not decided which hour of the autumn change a
/// time is of, readings wait here: they belong to the line that is in memory anyway, and count against its bounds.</remarks>
internal sealed class SeriesAssembler(SeriesPlan plan, MessageWalker walker, bool isOfRows, Bound seriesCount)
{
    private readonly List<RawReading> _waiting = [];
    private readonly List<SeriesClock> _series = [];
    private readonly Dictionary<SeriesKey, SeriesClock> _byKey = [];
    private readonly List<SeriesClock> _counting = [];
    private readonly Dictionary<SeriesKey, List<RawReading>> _unmeasured = [];
    private readonly bool _isOfRows = isOfRows || plan.IsJoined;
    private IntervalLengths? _lengths;
    private bool _isReady;
    private SeriesKey _around;
    private decimal? _scale;
    private DateOnly? _day;
    private TimeLabel? _start;
    private SeriesClock? _last;

    /// <summary>The element begins, or the next one of the same series.</summary>
    public void Begin()
    {
        _isReady = false;
        _around = default;
    }

    /// <summary>Takes the reading that is open now; one without a value only has its time.</summary>
    public void Add(in RawReading reading)
    {
        if (_isReady || TryBecomeReady(isComplete: false))
        {
            Take(reading);
        }
        else
        {
            _waiting.Add(reading);
        }
    }

    /// <summary>Takes the reading that is open now, where nothing has to be waited for and nothing but its end is
    /// said of it: so it is with nearly every one.</summary>
    /// <returns>False where it is not so.</returns>
    public bool TryAdd(in TimeLabel end, decimal quantity, ReadType readType)
    {
        if (!_isReady || _isOfRows || _last is null || _scale is not null || !plan.IsPlain)
        {
            return false;
        }

        _last.Add(end, false, _day, quantity, readType, walker);
        return true;
    }

    /// <summary>The element is complete.</summary>
    public void End()
    {
        if (!_isReady)
        {
            TryBecomeReady(isComplete: true);
        }

        foreach (var series in _counting)
        {
            series.EndElement(_day, walker);
        }

        _counting.Clear();
        var known = plan.Key.Read(walker, default);
        if (_isOfRows && _series.Count > 0 && known != _around)
        {
            throw walker.At.Refuse("late-element");
        }

        _around = known;
    }

    /// <summary>Makes the series of all elements that were complete.</summary>
    public IEnumerable<IntervalSeries> Build()
    {
        foreach (var key in _unmeasured.Keys.ToList())
        {
            AddUnmeasured(key, isLast: true);
        }

        if (_series.Count == 0 && !_isOfRows && _around.Minutes is { } minutes)
        {
            yield return new IntervalSeriesBuilder(
                _around.MeterNumber, _around.EffectiveChannel, _around.EffectiveUnit, TimeSpan.FromMinutes(minutes)).Build();
        }

        foreach (var series in _series)
        {
            yield return series.Build(_isOfRows ? series.Key : Over(series.Key, _around), walker);
        }
    }

    // What comes in the element behind the readings is waited for, where their times or values need it.
    private bool TryBecomeReady(bool isComplete)
    {
        if (!isComplete && !(_isOfRows && plan.IsRow) && !HasCome())
        {
            return false;
        }

        _around = _isOfRows ? plan.Key.Read(walker, default) : new SeriesKey(null, null, null, plan.Key.Minutes?.Minutes(walker));
        _scale = plan.Scale?.Decimal(walker);
        _day = plan.Date?.Day(walker);
        _start = plan.Start?.TryRead(walker, out var start) == true ? start : null;
        _isReady = true;
        foreach (var reading in _waiting)
        {
            Take(reading);
        }

        _waiting.Clear();
        return true;
    }

    private bool HasCome() => (plan.Key.Minutes is null || plan.Key.Minutes.HasComeWhole(walker))
        && (plan.Scale is null || plan.Scale.HasComeWhole(walker))
        && (plan.Date is null || plan.Date.HasComeWhole(walker))
        && (plan.Start is null || plan.Start.Field.HasComeWhole(walker))
        && (!_isOfRows || plan.Key.HasCome(walker));

    private void Take(RawReading reading)
    {
        var key = plan.ReadingKey.IsEmpty ? _around : Over(reading.Key, _around);
        if (_scale is { } scale && reading.Quantity is { } quantity)
        {
            reading.Quantity = Exact.Multiply(quantity, scale) ?? throw walker.At.Refuse("inexact-value", plan.Quantity);
        }

        if (plan.ReadingStart is not null && plan.End is not null)
        {
            reading.Start = Dated(reading.Start, isStart: true);
            reading.End = Dated(reading.End, isStart: false);
        }

        if (key.Minutes is null)
        {
            Measure(reading, key);
        }
        else
        {
            Take(reading, key);
        }
    }

    private void Take(in RawReading reading, SeriesKey key)
    {
        var series = Of(key);
        if (plan.IsSequence)
        {
            Follow(series, reading);
        }
        else if (reading.Quantity is { } quantity)
        {
            var isStart = reading.End.Kind == LabelKind.None;
            var label = isStart ? reading.Start
                : plan.ReadingStart is null ? reading.End
                : Lengths.EndOf(reading, key.Minutes!.Value, walker);
            series.Add(label, isStart, _day, quantity, reading.ReadType, walker);
        }
    }

    private void Follow(SeriesClock series, in RawReading reading)
    {
        if (!series.IsCounting)
        {
            _counting.Add(series);
        }

        if (reading.Quantity is { } quantity)
        {
            series.AddNext(_start, _day, quantity, reading.ReadType, walker);
        }
        else
        {
            series.Advance(_start, _day, walker);
        }
    }

    private IntervalLengths Lengths => _lengths ??= new IntervalLengths(plan);

    private void Measure(in RawReading reading, SeriesKey key)
    {
        if (reading.Start.Kind == LabelKind.None || reading.End.Kind == LabelKind.None)
        {
            throw plan.Key.Minutes is { } minutes
                ? walker.At.Refuse("missing-element", minutes)
                : walker.At.Refuse("missing-element", plan.End!.Field);
        }

        var isWaitedFor = _unmeasured.ContainsKey(key);
        if (Lengths.Find(reading, key, isLast: false, walker) is { } length)
        {
            if (isWaitedFor)
            {
                AddUnmeasured(key, isLast: false);
            }

            Take(reading, key with { Minutes = length });
            return;
        }

        (CollectionsMarshal.GetValueRefOrAddDefault(_unmeasured, key, out _) ??= []).Add(reading);
    }

    // The readings of a series that waited for the length of another one.
    private void AddUnmeasured(SeriesKey key, bool isLast)
    {
        _unmeasured.Remove(key, out var readings);
        if (isLast)
        {
            Lengths.Decide(readings!, key, walker);
        }

        foreach (var reading in readings!)
        {
            Take(reading, key with { Minutes = Lengths.Find(reading, key, isLast, walker) });
        }
    }

    // A time of the day of the series, as one of that day. The last end of a day is the midnight behind it.
    private TimeLabel Dated(TimeLabel label, bool isStart)
    {
        if (label.Kind == LabelKind.TimeOfDay)
        {
            var day = _day ?? throw walker.At.Refuse("missing-element", plan.Date ?? plan.End!.Field);
            label.Kind = LabelKind.Local;
            label.Ticks = (day.DayNumber * TimeSpan.TicksPerDay) + (label.Ticks == 0 && !isStart ? TimeSpan.TicksPerDay : label.Ticks);
        }

        return label;
    }

    private static SeriesKey Over(SeriesKey own, SeriesKey around) =>
        new(own.MeterNumber ?? around.MeterNumber, own.Channel ?? around.Channel, own.Unit ?? around.Unit, own.Minutes ?? around.Minutes);

    private SeriesClock Of(SeriesKey key)
    {
        if (_last is not null && _last.Key == key)
        {
            return _last;
        }

        if (_byKey.TryGetValue(key, out var known))
        {
            return _last = known;
        }

        if (_isOfRows || _series.Count > 0)
        {
            seriesCount.Add(walker);
        }

        _last = new SeriesClock(key, plan);
        _byKey.Add(key, _last);
        _series.Add(_last);
        return _last;
    }
}
