using System.Globalization;
using Uhit.Client.Store;
using Uhit.Client.Store.Codec;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Store;

/// <summary>The bounds of the packed format: what is just within them is read, the next step is
/// damage, whatever the checksum says.</summary>
public sealed class PackedFormatTests
{
    private const long Hour = TimeSpan.TicksPerHour;
    private static readonly long Last = DateTime.MaxValue.Ticks;

    [Theory]
    [InlineData(0ul, "00")]
    [InlineData(0x7Ful, "7F")]
    [InlineData(0x80ul, "8001")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Unsigned_TakesSevenBitsAByte(ulong value, string bytes)
    {
        Assert.Equal(bytes, Hex(writer => writer.Unsigned(value)));

        Assert.Equal(value, Open(writer => writer.Unsigned(value)).Unsigned());
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(-1, "01")]
    [InlineData(1, "02")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Signed_TakesItsSignLast(long value, string bytes)
    {
        Assert.Equal(bytes, Hex(writer => writer.Signed(value)));

        Assert.Equal(value, Open(writer => writer.Signed(value)).Signed());
    }

    [Theory]
    [InlineData(null, "00")]
    [InlineData("1.50", "119601")]
    [InlineData("-1", "0501")]
    [InlineData("18446744073709551615", "01FFFFFFFFFFFFFFFFFF01")]
    [InlineData("18446744073709551616", "020001")]
    [InlineData("-0.0000000000000000000000000001", "E501")]
    public void Decimal_KeepsItsZeros_AndIsWideBeyond64Bits(string? value, string bytes)
    {
        decimal? number = value is null ? null : decimal.Parse(value, CultureInfo.InvariantCulture);

        Assert.Equal(bytes, Hex(writer => writer.Decimal(number)));

        Assert.Equal(value, Open(writer => writer.Decimal(number)).Decimal()?.ToString(CultureInfo.InvariantCulture));
    }

    // An attribute can't carry half a pair.
    public static TheoryData<string, string> Texts => new() { { "", "0100" }, { "é", "0104C3A9" }, { "\uD800A", "010900D84100" } };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Text_IsUtf8_OrItsUnitsWhereUtf8CannotCarryThem(string text, string bytes)
    {
        Assert.Equal(bytes, Hex(writer => writer.Text(text)));

        Assert.Equal(text, Open(writer => writer.Text(text)).Text());
    }

    [Fact]
    public void Text_OfAnyLength_OfEitherForm_IsRead()
    {
        string?[] texts = [new('a', 10_000), new('\uD800', 10_000), new('b', 200_000), null, new('a', 10_000)];

        var reader = Open(writer => Array.ForEach(texts, writer.Text));

        foreach (var text in texts)
        {
            Assert.Equal(text, reader.Text());
        }

        reader.ExpectEnd();
    }

    // Some of them end where the writer's memory does.
    [Fact]
    public void Seal_BytesOfAnyNumber_AreRead()
    {
        for (var count = 1; count <= 600; count++)
        {
            var reader = Open(writer => Array.ForEach(new byte[count], writer.Byte));
            for (var i = 0; i < count; i++)
            {
                reader.Byte();
            }

            reader.ExpectEnd();
        }
    }

    [Theory]
    [InlineData("00000000", "too short")]
    [InlineData("000000", "too short")]
    [InlineData("0000000000", "checksum does not match")]
    public void Open_NothingUnderTheChecksum_IsDamage(string sealedBytes, string why) =>
        AssertDamage(why, () => PackReader.Open(Convert.FromHexString(sealedBytes)));

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF02", "a number is too long")]
    [InlineData("FFFFFFFFFFFFFFFFFF8100", "a number is too long")]
    [InlineData("FF", "ends too early")]
    public void Unsigned_Beyond64Bits_IsDamage(string bytes, string why) =>
        AssertDamage(why, () => Open(Raw(bytes)).Unsigned());

    [Theory]
    [InlineData("02", "a text is not there")]
    [InlineData("0106C3A9", "a text is longer than the bytes")]
    [InlineData("0107414141", "a text is longer than the bytes")]
    [InlineData("01FFFFFFFFFFFFFFFFFF01", "a text is longer than the bytes")]
    [InlineData("0102FF", "a text is not UTF-8")]
    [InlineData("00", "a text is missing")]
    public void RequiredText_ThatIsNone_IsDamage(string bytes, string why) =>
        AssertDamage(why, () => Open(Raw(bytes)).RequiredText());

    [Theory]
    [InlineData("E901", "a number is of no known kind")]
    [InlineData("0301", "a number is of no known kind")]
    [InlineData("0401", "a number is of no known kind")]
    [InlineData("02018080808010", "a number is too long")]
    [InlineData("00", "a number is missing")]
    public void RequiredDecimal_ThatIsNone_IsDamage(string bytes, string why) =>
        AssertDamage(why, () => Open(Raw(bytes)).RequiredDecimal());

    [Fact]
    public void RequiredDecimal_LargestOfAll_IsRead() =>
        Assert.Equal(uint.MaxValue * 18446744073709551616m, Open(Raw("0200FFFFFFFF0F")).RequiredDecimal());

    [Theory]
    [InlineData(int.MinValue, true)]
    [InlineData(int.MaxValue, true)]
    [InlineData(int.MinValue - 1L, false)]
    [InlineData(int.MaxValue + 1L, false)]
    public void Int32_Beyond32Bits_IsDamage(long value, bool isRead)
    {
        var read = Reading(() => Open(writer => writer.Signed(value)).Int32("a line number"));

        Assert.Equal(isRead ? null : "a line number is out of range", read);
    }

    [Theory]
    [InlineData("02FFFF", null)]
    [InlineData("03FFFF", "the number of runs is out of range")]
    public void Count_MoreThanThereAreBytes_IsDamage(string bytes, string? why) =>
        Assert.Equal(why, Reading(() => Open(Raw(bytes)).Count("runs")));

    [Fact]
    public void Unpack_BytesBehindTheEnd_IsDamage()
    {
        var history = new UsageHistory { LineNumber = 1, EsiId = default };

        Assert.Null(Unpacking(writer => HistoryFormat.Write(writer, history)));

        Assert.Equal("it has bytes behind its end", Unpacking(writer =>
        {
            HistoryFormat.Write(writer, history);
            writer.Byte(0);
        }));
    }

    [Fact]
    public void Unpack_OfAnotherLine_OrWithAnEsiIdThatIsNone_IsDamage()
    {
        Assert.Equal(
            "it belongs to another line or ESI ID than its row says",
            Unpacking(writer => HistoryFormat.Write(writer, new UsageHistory { LineNumber = 2, EsiId = default })));
        Assert.Equal("its ESI ID is none", Unpacking(writer =>
        {
            writer.Signed(1);
            writer.Text("1");
        }));
    }

    // A day is counted from 1 January 0001.
    [Theory]
    [InlineData(0, 3_652_058, null)]
    [InlineData(3_652_058, -3_652_058, null)]
    [InlineData(-1, 1, "a date is out of range")]
    [InlineData(0, -1, "a date is out of range")]
    [InlineData(3_652_059, 0, "a date is out of range")]
    [InlineData(1, 3_652_058, "a date is out of range")]
    [InlineData(int.MaxValue, int.MaxValue, "a date is out of range")]
    [InlineData(1L << 32, 0, "a date is out of range")]
    public void Period_BeyondTheCalendar_IsDamage(long start, long days, string? why) => Assert.Equal(why, Reading(() =>
    {
        var reader = Open(writer =>
        {
            writer.Text(null);
            writer.Byte(0);
            writer.Signed(start);
            writer.Signed(days);
            foreach (var value in (decimal?[])[1, null, null, null, null, null, null])
            {
                writer.Decimal(value);
            }
        });
        var period = BillingFormat.Read(ref reader);

        reader.ExpectEnd();
        Assert.Equal((start, days), (period.StartDate.DayNumber, period.EndDate.DayNumber - period.StartDate.DayNumber));
    }));

    [Theory]
    [InlineData(0, 0, 0, "an interval is out of range")]
    [InlineData(1, 0, 0, null)]
    [InlineData(1440, 0, 0, null)]
    [InlineData(1441, 0, 0, "an interval is out of range")]
    [InlineData(15, int.MaxValue, 0, null)]
    [InlineData(15, int.MaxValue + 1ul, 0, "a series' head is out of range")]
    [InlineData(15, 0, IntervalColumns.MaxScale, null)]
    [InlineData(15, 0, IntervalColumns.MaxScale + 1, "a series' head is out of range")]
    [InlineData(15, 0, 254, "a series' head is out of range")]
    [InlineData(15, 0, 255, null)]
    public void Series_HeadBeyondItsBounds_IsDamage(ulong minutes, ulong conflicts, byte scale, string? why) =>
        Assert.Equal(why, Reading(() =>
        {
            var reader = Open(writer =>
            {
                writer.Text("M");
                writer.Text("C");
                writer.Text("U");
                writer.Unsigned(minutes);
                writer.Unsigned(conflicts);
                writer.Unsigned(0);
                writer.Unsigned(0);
                writer.Unsigned(0);
                writer.Byte(scale);
            });
            var series = SeriesFormat.Read(ref reader);

            reader.ExpectEnd();
            Assert.Equal(((long)minutes, (long)conflicts), ((long)series.Interval.TotalMinutes, series.Columns.Conflicts));
        }));

    [Theory]
    [InlineData(2, 1, null)]
    [InlineData(4, 0, "the read types are out of range")]
    [InlineData(0, 2, "the read types are out of range")]
    [InlineData(2, 2, "the read types are out of range")]
    public void Series_ReadTypesOfMoreReadingsThanThereAre_IsDamage(ulong first, ulong second, string? why) =>
        Assert.Equal(why, Reading(() =>
        {
            var reader = Open(writer =>
            {
                writer.Text("M");
                writer.Text("C");
                writer.Text("U");
                writer.Unsigned(60);
                writer.Unsigned(0);
                writer.Unsigned(3);
                Times(writer, (3, 10 * Hour, 0));
                writer.Unsigned(1);
                writer.Text(ReadType.Actual.Value);
                foreach (var length in (ulong[])[first, second])
                {
                    writer.Byte(0);
                    writer.Unsigned(length);
                }

                writer.Byte(0);
                Array.ForEach<long>([5, 2, -4], writer.Signed);
            });
            var series = SeriesFormat.Read(ref reader);

            reader.ExpectEnd();
            Assert.Equal([5m, 7m, 3m], series.Select(reading => reading.Quantity));
        }));

    public static TheoryData<string, string?, (ulong Length, long First, long Offset)[]> Runs => new()
    {
        { "the first moment of all", null, [(3, 0, 0)] },
        { "a tick before it", "the times are out of range", [(3, -1, 0)] },
        { "the first moment of all on a clock behind", null, [(3, 840 * TimeSpan.TicksPerMinute, -840)] },
        { "a tick before it on a clock behind", "the times are out of range", [(3, (840 * TimeSpan.TicksPerMinute) - 1, -840)] },
        { "a clock too far behind", "the times are out of range", [(3, 20 * Hour, -841)] },
        { "a clock too far ahead", "the times are out of range", [(3, 20 * Hour, 841)] },
        { "the last moment of all", null, [(3, Last - (2 * Hour), 0)] },
        { "a tick behind it", "the times are out of range", [(3, Last - (2 * Hour) + 1, 0)] },
        { "the last moment of all on a clock behind", null, [(3, Last - (2 * Hour), -60)] },
        { "the last moment of all on a clock ahead", null, [(3, Last - (2 * Hour) - (14 * Hour), 840)] },
        { "a tick behind it on a clock ahead", "the times are out of range", [(3, Last - (2 * Hour) - (14 * Hour) + 1, 840)] },
        { "no reading in a run", "the times are out of range", [(0, 0, 0)] },
        { "too few readings", "there are not as many times as readings", [(2, 0, 0)] },
        { "too many readings", "the times are out of range", [(4, 0, 0)] },
        { "too many readings in all", "the times are out of range", [(2, 0, 0), (2, 9 * Hour, 0)] },
        { "a tick behind the end of the run before", null, [(2, 0, 0), (1, Hour + 1, 0)] },
        { "at the end of the run before", "the times are out of range", [(2, 0, 0), (1, Hour, 0)] },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Times_OfThreeHours_AreWithinTheCalendar_OneRunBehindTheOther(
        string what, string? why, (ulong Length, long First, long Offset)[] runs) => Assert.Equal((what, why), (what, Reading(() =>
    {
        // Behind them so many bytes that only the readings bound what a run may say.
        var reader = Open(writer =>
        {
            Times(writer, runs);
            Array.ForEach(new byte[20], writer.Byte);
        });
        var read = TimeFormat.Read(ref reader, 3, Hour);

        Assert.Equal(runs.Select(run => (run.First, run.Offset)), read.Select(run => (run.FirstEndUtcTicks, (long)run.OffsetMinutes)));
    })));

    // As long as nothing else bounds a run: so many days that their ticks would overflow.
    [Theory]
    [InlineData(3_652_058, null)]
    [InlineData(3_652_059, "the times are out of range")]
    [InlineData(10_700_000, "the times are out of range")]
    public void Times_OfMoreDaysThanTheCalendarHas_AreDamage(int days, string? why) => Assert.Equal(why, Reading(() =>
    {
        var reader = Open(writer => Times(writer, ((ulong)days, 0, 0)));

        Assert.Single(TimeFormat.Read(ref reader, days, TimeSpan.TicksPerDay));
    }));

    private static void Times(PackWriter writer, params (ulong Length, long First, long Offset)[] runs)
    {
        writer.Unsigned((ulong)runs.Length);
        var expected = 0L;
        foreach (var (length, first, offset) in runs)
        {
            var distance = first - expected;
            writer.Unsigned(length);
            writer.Unsigned(((ulong)((distance << 1) ^ (distance >> 63)) << 1) | 1);
            writer.Signed(offset);
            expected = first + ((long)length * Hour);
        }
    }

    private static Action<PackWriter> Raw(string hex) => writer => Array.ForEach(Convert.FromHexString(hex), writer.Byte);

    private static ReadOnlyMemory<byte> Sealed(Action<PackWriter> write)
    {
        var writer = new PackWriter();
        write(writer);
        return writer.Seal();
    }

    private static PackReader Open(Action<PackWriter> write) => PackReader.Open(Sealed(write).Span);

    private static string Hex(Action<PackWriter> write) => Convert.ToHexString(Sealed(write).Span[..^Checksum.Length]);

    private static string? Unpacking(Action<PackWriter> write) => Reading(() => UsageCodec.Unpack(new PackedUsage(
        1, default, RequestedUsage.None, Sealed(writer =>
        {
            writer.Byte(HistoryFormat.Version);
            write(writer);
        }))));

    private static void AssertDamage(string why, Action read) => Assert.Contains(why, Reading(read), StringComparison.Ordinal);

    // Why it can't be read; null where it was read.
    private static string? Reading(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (UhitStoreException exception)
        {
            // Reading it again would not help.
            Assert.False(exception.IsTransient);
            return exception.Message.Split(": ", 2)[1].Split(". ", 2)[0];
        }
    }
}
