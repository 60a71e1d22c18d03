using Uhit.Client.Usage;

namespace Uhit.Client.Store.Codec;

/// <summary>The times of a series in the packed format: runs of readings, each as its distance from the one before.</summary>
internal static class TimeFormat
{
    private const int MaxOffsetMinutes = 14 * 60;

    public static void Write(PackWriter writer, ReadOnlySpan<IntervalRun> runs, int count, long intervalTicks)
    {
        writer.Unsigned((ulong)runs.Length);
        var expected = 0L;
        for (var i = 0; i < runs.Length; i++)
        {
            var next = i + 1 < runs.Length ? runs[i + 1].FirstIndex : count;
            var length = next - runs[i].FirstIndex;
            writer.Unsigned((ulong)length);
            WriteDistance(writer, runs[i].FirstEndUtcTicks - expected);
            writer.Signed(runs[i].OffsetMinutes);
            expected = runs[i].FirstEndUtcTicks + (length * intervalTicks);
        }
    }

    public static IntervalRun[] Read(ref PackReader reader, int count, long intervalTicks)
    {
        var runs = new IntervalRun[reader.Count("runs")];
        var index = 0;
        var expected = 0L;
        for (var i = 0; i < runs.Length; i++)
        {
            var length = reader.Unsigned();
            var first = unchecked(expected + ReadDistance(ref reader));
            var offset = reader.Signed();
            if (length == 0
                || length > (ulong)Math.Min(count - index, DateTime.MaxValue.Ticks / intervalTicks)
                || offset is < -MaxOffsetMinutes or > MaxOffsetMinutes)
            {
                throw PackReader.Damaged("the times are out of range");
            }

            var span = ((long)length - 1) * intervalTicks;
            var offsetTicks = offset * TimeSpan.TicksPerMinute;
            var earliest = i == 0 ? 0 : expected - intervalTicks + 1;
            if (first < earliest || first + offsetTicks < 0 || first > DateTime.MaxValue.Ticks - span - Math.Max(0, offsetTicks))
            {
                throw PackReader.Damaged("the times are out of range");
            }

            runs[i] = new IntervalRun(index, first, (short)offset);
            index += (int)length;
            expected = first + span + intervalTicks;
        }

        return index == count ? runs : throw PackReader.Damaged("there are not as many times as readings");
    }

    // Whole minutes are the rule, and short; the lowest bit tells the exception.
    private static void WriteDistance(PackWriter writer, long ticks)
    {
        var (number, exact) = ticks % TimeSpan.TicksPerMinute == 0 ? (ticks / TimeSpan.TicksPerMinute, 0UL) : (ticks, 1UL);
        writer.Unsigned((((ulong)((number << 1) ^ (number >> 63))) << 1) | exact);
    }

    private static long ReadDistance(ref PackReader reader)
    {
        var head = reader.Unsigned();
        var zigzag = head >> 1;
        var number = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        return (head & 1) == 1 ? number : unchecked(number * TimeSpan.TicksPerMinute);
    }
}
