using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Puts the readings of one series element together, of one or more series.</summary>
/// <remarks>While what the times need is not known (the interval, the day), and while it is not decided which hour of the autumn change a time is of, readings wait here:
/// they belong to the line that is in memory anyway, and count against its bounds.</remarks>
internal sealed class SeriesAssembler(SeriesPlan plan, MessageWalker walker, bool isOfRows, Bound seriesCount)
{
    private readonly List<RawReading> _waiting = [];
    private readonly List<SeriesClock> _series = [];
    private readonly bool _isOfRows = isOfRows || plan.IsJoined;
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
        _series.ForEach(series => series.Restart());
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

    /// <summary>Takes the reading that is open now, where nothing has to be waited for and nothing but its end is said of it: so it is with nearly every one.</summary>
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

        var known = plan.Key.Read(walker, default);
        if (_isOfRows && _series.Count > 0 && known != _around)
        {
            throw walker.Refuse("late-element");
        }

        _around = known;
    }

    /// <summary>Makes the series of all elements that were complete.</summary>
    public IEnumerable<IntervalSeries> Build()
    {
        if (_series.Count == 0 && !_isOfRows && _around.Minutes is { } minutes)
        {
            yield return new IntervalSeriesBuilder(_around.MeterNumber, _around.EffectiveChannel, _around.EffectiveUnit, TimeSpan.FromMinutes(minutes)).Build();
        }

        foreach (var series in _series)
        {
            yield return series.Build(_isOfRows ? series.Key : Over(series.Key, _around), walker);
        }
    }

    // What comes in the element behind the readings is waited for, where their times or values need it.
    private bool TryBecomeReady(bool isComplete)
    {
        if (!isComplete && !_isOfRows && !HasCome())
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

    private bool HasCome() => (plan.Key.Minutes is null || plan.Key.Minutes.HasCome(walker))
        && (plan.Scale is null || plan.Scale.HasCome(walker))
        && (plan.Date is null || plan.Date.HasCome(walker))
        && (plan.Start is null || plan.Start.Field.HasCome(walker));

    private void Take(in RawReading reading)
    {
        var key = plan.ReadingKey.IsEmpty ? _around : Over(reading.Key, _around);
        if (key.Minutes is null)
        {
            key = key with { Minutes = MinutesBetween(reading) };
        }

        var series = Of(key);
        if (reading.Quantity is not { } quantity)
        {
            series.Advance(_start, _day, walker);
            return;
        }

        if (_scale is { } scale)
        {
            quantity = Exact.Multiply(quantity, scale) ?? throw walker.Refuse("inexact-value", plan.Quantity);
        }

        if (plan.Quantity.Model.IsAveragePower)
        {
            quantity = Exact.Times(quantity, key.Minutes.Value, 60) ?? throw walker.Refuse("inexact-value", plan.Quantity);
        }

        if (plan.IsSequence)
        {
            series.AddNext(_start, _day, quantity, reading.ReadType, walker);
        }
        else
        {
            var isStart = reading.End.Kind == LabelKind.None;
            series.Add(isStart ? reading.Start : reading.End, isStart, _day, quantity, reading.ReadType, walker);
        }
    }

    private static SeriesKey Over(SeriesKey own, SeriesKey around) =>
        new(own.MeterNumber ?? around.MeterNumber, own.Channel ?? around.Channel, own.Unit ?? around.Unit, own.Minutes ?? around.Minutes);

    private SeriesClock Of(SeriesKey key)
    {
        if (_last is not null && _last.Key == key)
        {
            return _last;
        }

        // No lambda here: it would be made for each reading.
        foreach (var series in _series)
        {
            if (series.Key == key)
            {
                return _last = series;
            }
        }

        if (_isOfRows || _series.Count > 0)
        {
            seriesCount.Add(walker);
        }

        _last = new SeriesClock(key, plan);
        _series.Add(_last);
        return _last;
    }

    private int MinutesBetween(in RawReading reading)
    {
        if (reading.Start.Kind == LabelKind.None || reading.End.Kind == LabelKind.None)
        {
            throw plan.Key.Minutes is { } minutes ? walker.Refuse("missing-element", minutes) : walker.Refuse("missing-element", plan.End!.Field);
        }

        // Of two local times the difference is right but at a change of the clocks: there the usual length of the series holds.
        if (reading.Start.Kind == LabelKind.Local && _last is { Key.Minutes: { } known } && IsNearChange(reading))
        {
            return known;
        }

        var start = reading.Start.Ticks - reading.Start.Offset.Ticks;
        var end = reading.End.Ticks - reading.End.Offset.Ticks;
        if (reading.End.Kind == LabelKind.TimeOfDay && end == 0)
        {
            end = TimeSpan.TicksPerDay;
        }

        var length = end - start;
        return length > 0 && length <= TimeSpan.TicksPerDay && length % TimeSpan.TicksPerMinute == 0
            ? (int)(length / TimeSpan.TicksPerMinute)
            : throw walker.Refuse("bad-interval", plan.End!.Field);
    }

    private bool IsNearChange(in RawReading reading) =>
        reading.Start.Ticks - reading.Start.Offset.Ticks + (_last!.Key.Minutes * TimeSpan.TicksPerMinute) != reading.End.Ticks - reading.End.Offset.Ticks
        && _last.IsChangeDay(reading.End.Ticks);
}
