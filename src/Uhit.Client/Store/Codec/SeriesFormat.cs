using System.Collections.Immutable;
using Uhit.Client.Usage;

namespace Uhit.Client.Store.Codec;

/// <summary>The order of the fields of an interval series in the packed format: head, times as runs,
/// qualities as runs, values as differences.</summary>
internal static class SeriesFormat
{
    private const byte WideScale = 255;

    public static void Write(PackWriter writer, IntervalSeries series)
    {
        var columns = series.Columns;
        writer.Text(series.MeterNumber);
        writer.Text(series.Channel.Value);
        writer.Text(series.Unit.Value);
        writer.Unsigned((ulong)(series.Interval.Ticks / TimeSpan.TicksPerMinute));
        writer.Unsigned((ulong)columns.Conflicts);
        writer.Unsigned((ulong)columns.Count);
        TimeFormat.Write(writer, columns.Runs, columns.Count, series.Interval.Ticks);
        writer.Unsigned((ulong)columns.ReadTypes.Length);
        foreach (var readType in columns.ReadTypes)
        {
            writer.Text(readType.Value);
        }

        WriteQualities(writer, columns.Qualities);
        if (columns.WideValues.IsEmpty)
        {
            writer.Byte(columns.Scale);
            WriteValues(writer, columns.Values);
        }
        else
        {
            writer.Byte(WideScale);
            foreach (var value in columns.WideValues)
            {
                writer.Decimal(value);
            }
        }
    }

    public static IntervalSeries Read(ref PackReader reader)
    {
        var meterNumber = reader.Text();
        var channel = new UsageChannel(reader.Text()!);
        var unit = new UsageUnit(reader.Text()!);
        var minutes = reader.Unsigned();
        if (minutes is 0 or > 1440)
        {
            throw PackReader.Damaged("an interval is out of range");
        }

        var interval = TimeSpan.FromMinutes((long)minutes);
        var conflicts = reader.Unsigned();
        var count = reader.Count("readings");
        var runs = TimeFormat.Read(ref reader, count, interval.Ticks);
        var readTypes = ReadReadTypes(ref reader);
        var qualities = ReadQualities(ref reader, count, readTypes.Length);
        var scale = reader.Byte();
        var isWide = scale == WideScale;
        if (conflicts > int.MaxValue || (!isWide && scale > IntervalColumns.MaxScale))
        {
            throw PackReader.Damaged("a series' head is out of range");
        }

        var values = isWide ? [] : ReadValues(ref reader, count);
        var wideValues = isWide ? ReadWideValues(ref reader, count) : null;
        var columns = new IntervalColumns(
            runs, values, wideValues, isWide ? (byte)0 : scale, qualities, readTypes, interval, (int)conflicts);
        return new IntervalSeries(meterNumber, channel, unit, interval, columns);
    }

    private static ImmutableArray<ReadType> ReadReadTypes(ref PackReader reader)
    {
        var readTypes = ImmutableArray.CreateBuilder<ReadType>(reader.Count("read types"));
        for (var i = 0; i < readTypes.Capacity; i++)
        {
            readTypes.Add(new ReadType(reader.Text()!));
        }

        return readTypes.MoveToImmutable();
    }

    private static void WriteQualities(PackWriter writer, ReadOnlySpan<byte> qualities)
    {
        while (!qualities.IsEmpty)
        {
            var length = qualities.IndexOfAnyExcept(qualities[0]);
            length = length < 0 ? qualities.Length : length;
            writer.Byte(qualities[0]);
            writer.Unsigned((ulong)length);
            qualities = qualities[length..];
        }
    }

    private static byte[] ReadQualities(ref PackReader reader, int count, int readTypes)
    {
        var qualities = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var quality = reader.Byte();
            var length = reader.Unsigned();
            if (quality >= readTypes || length == 0 || length > (ulong)(count - filled))
            {
                throw PackReader.Damaged("the read types are out of range");
            }

            qualities.AsSpan(filled, (int)length).Fill(quality);
            filled += (int)length;
        }

        return qualities;
    }

    // Differences wrap around: that costs nothing and loses nothing.
    private static void WriteValues(PackWriter writer, ReadOnlySpan<long> values)
    {
        var previous = 0L;
        foreach (var value in values)
        {
            writer.Signed(unchecked(value - previous));
            previous = value;
        }
    }

    private static long[] ReadValues(ref PackReader reader, int count)
    {
        var values = new long[count];
        var previous = 0L;
        for (var i = 0; i < count; i++)
        {
            previous = unchecked(previous + reader.Signed());
            values[i] = previous;
        }

        return values;
    }

    private static decimal[] ReadWideValues(ref PackReader reader, int count)
    {
        var values = new decimal[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = reader.RequiredDecimal();
        }

        return values;
    }
}
