namespace Uhit.Client.Export.Readings;

/// <summary>From instants to Central Prevailing Time, quick for instants that come in order. Not thread-safe.</summary>
internal sealed class CentralStamp
{
    /// <summary>How many bytes <see cref="Write"/> writes at most.</summary>
    public const int MaxLength = 33;

    private readonly byte[] _date = "0000-00-00T"u8.ToArray();
    private readonly byte[] _offset = "+00:00"u8.ToArray();
    private long _day = -1;
    private long _utcDay = -1;
    private bool _isEven;
    private long _offsetTicks;
    private long _writtenOffset = long.MaxValue;

    /// <summary>The time on the clock, as ticks since year 1.</summary>
    public long ToLocal(long utcTicks)
    {
        // The zone changes on few days: on all others it is asked once.
        var utcDay = utcTicks / TimeSpan.TicksPerDay;
        if (utcDay != _utcDay)
        {
            var begin = utcDay * TimeSpan.TicksPerDay;
            _utcDay = utcDay;
            _offsetTicks = OffsetAt(begin);
            _isEven = _offsetTicks == OffsetAt(Math.Min(begin + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks));
        }

        if (!_isEven)
        {
            _offsetTicks = OffsetAt(utcTicks);
        }

        return Math.Max(0, utcTicks + _offsetTicks);
    }

    /// <summary>Writes an instant as ISO 8601 with offset, such as <c>2025-11-02T01:15:00-05:00</c>.</summary>
    /// <returns>How many bytes.</returns>
    public int Write(long utcTicks, Span<byte> target)
    {
        var local = ToLocal(utcTicks);
        var day = local / TimeSpan.TicksPerDay;
        if (day != _day)
        {
            _day = day;
            var date = DateOnly.FromDayNumber((int)day);
            Digits(date.Year, 4, _date);
            Digits(date.Month, 2, _date.AsSpan(5));
            Digits(date.Day, 2, _date.AsSpan(8));
        }

        _date.CopyTo(target);
        var time = local - (day * TimeSpan.TicksPerDay);
        var seconds = (int)(time / TimeSpan.TicksPerSecond);
        Digits(seconds / 3600, 2, target[11..]);
        target[13] = (byte)':';
        Digits(seconds / 60 % 60, 2, target[14..]);
        target[16] = (byte)':';
        Digits(seconds % 60, 2, target[17..]);
        var length = 19;
        if (time % TimeSpan.TicksPerSecond is not 0 and var fraction)
        {
            target[19] = (byte)'.';
            Digits((int)fraction, 7, target[20..]);
            length = 27;
        }

        WriteOffset(target[length..]);
        return length + 6;
    }

    /// <summary>Writes a number with leading zeros.</summary>
    public static void Digits(int number, int count, Span<byte> target)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private void WriteOffset(Span<byte> target)
    {
        if (_writtenOffset != _offsetTicks)
        {
            _writtenOffset = _offsetTicks;
            var minutes = (int)(Math.Abs(_offsetTicks) / TimeSpan.TicksPerMinute);
            _offset[0] = (byte)(_offsetTicks < 0 ? '-' : '+');
            Digits(minutes / 60, 2, _offset.AsSpan(1));
            Digits(minutes % 60, 2, _offset.AsSpan(4));
        }

        _offset.CopyTo(target);
    }

    private static long OffsetAt(long utcTicks) => CentralTime.Zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
}
