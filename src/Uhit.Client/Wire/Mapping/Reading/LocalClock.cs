namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Says which instant a local time of a zone is. Not thread-safe: it remembers the day that it was asked for last.</summary>
/// <remarks>The hour that comes twice has two answers, its two ends too: senders name an interval by a true local time, or by the end that
/// the interval would have had without the change. The hour that does not come has none, but its two ends are the same instant.</remarks>
internal sealed class LocalClock(TimeZoneInfo zone)
{
    private long _dayStart = 1;
    private long _dayEnd;
    private long _before;
    private long _after;
    private long _change;

    /// <summary>The ticks in UTC of a local time.</summary>
    /// <param name="local">Ticks of the local time.</param>
    /// <param name="earlier">The instant; of an hour that comes twice, the first time.</param>
    /// <param name="later">The second time; else the same.</param>
    /// <returns>False where that time never is.</returns>
    public bool TryResolve(long local, out long earlier, out long later)
    {
        if (local < _dayStart || local >= _dayEnd)
        {
            MoveTo(local);
        }

        earlier = later = local - _before;
        if (_before == _after)
        {
            return true;
        }

        // Where clocks show the change itself, before and after it.
        var (last, first) = (_change + _before, _change + _after);
        if (_before < _after)
        {
            earlier = later = local <= last ? local - _before : local - _after;
            return local <= last || local >= first;
        }

        earlier = local <= last ? local - _before : local - _after;
        later = local >= first ? local - _after : local - _before;
        return true;
    }

    /// <summary>The instant of a local time of which is known whether it is daylight saving time.</summary>
    /// <returns>Null where the zone contradicts.</returns>
    public long? Resolve(long local, bool isDaylight)
    {
        if (!TryResolve(local, out var earlier, out var later))
        {
            return null;
        }

        if (_before < _after && (local == _change + _before || local == _change + _after))
        {
            // One instant, whichever way it is written.
            return earlier;
        }

        foreach (var utc in new[] { earlier, later })
        {
            // The end of the hour's first pass is written as it was before the change.
            if (local - utc == StandardOffset(utc) + (isDaylight ? TimeSpan.TicksPerHour : 0))
            {
                return utc;
            }
        }

        return null;
    }

    /// <summary>An instant with the offset that the zone has then.</summary>
    public DateTimeOffset At(long utc)
    {
        var offset = zone.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc));
        return new DateTimeOffset(utc + offset.Ticks, offset);
    }

    /// <summary>The instant at which a day begins.</summary>
    public long StartOf(DateOnly day) =>
        TryResolve(day.DayNumber * TimeSpan.TicksPerDay, out var utc, out _) ? utc : (day.DayNumber * TimeSpan.TicksPerDay) - _before;

    private long StandardOffset(long utc)
    {
        var time = new DateTime(utc, DateTimeKind.Utc);
        var offset = zone.GetUtcOffset(time).Ticks;
        return zone.IsDaylightSavingTime(time) ? offset - TimeSpan.TicksPerHour : offset;
    }

    private void MoveTo(long local)
    {
        _dayStart = local - (local % TimeSpan.TicksPerDay);
        _dayEnd = _dayStart + TimeSpan.TicksPerDay;
        _before = OffsetOfLocal(_dayStart);
        _after = OffsetOfLocal(_dayEnd);
        if (_before == _after)
        {
            return;
        }

        var (low, high) = (_dayStart - _before, _dayEnd - _after);
        while (high - low > TimeSpan.TicksPerSecond)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(new DateTime(middle, DateTimeKind.Utc)).Ticks == _before)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        _change = high - (high % TimeSpan.TicksPerMinute);
    }

    private long OffsetOfLocal(long local) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(local, 0, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified)).Ticks;
}
