using System.Buffers.Binary;
using CsCheck;
using Uhit.Client.Store;
using Uhit.Client.Store.Codec;
using Uhit.Client.Tests.Usage;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Store;

public sealed class UsageCodecTests
{
    [Fact]
    public void Unpack_AnyPackedHistory_GivesItBackExactly() =>
        UsageGenerators.Histories.Sample(history => UsageAssert.Same(history, UsageCodec.Unpack(UsageCodec.Pack(history))), iter: 500);

    [Fact]
    public void Pack_AnyHistory_NamesLineEsiIdAndKinds() => UsageGenerators.Histories.Sample(
        history =>
        {
            var packed = UsageCodec.Pack(history);
            return (packed.LineNumber, packed.EsiId, packed.Received) == (history.LineNumber, history.EsiId, history.Received);
        },
        iter: 100);

    [Fact]
    public void Pack_YearOfRealisticReadings_TakesAtMostOnePointThreeBytesEach()
    {
        var history = RealisticLoad.Year() with { BillingPeriods = [] };

        var packed = UsageCodec.Pack(history);

        var bytesPerReading = (double)packed.Content.Length / history.IntervalSeries[0].Count;
        TestContext.Current.SendDiagnosticMessage($"{bytesPerReading:F3} bytes a reading");
        Assert.InRange(bytesPerReading, 1.0, 1.3);
        UsageAssert.Same(history, UsageCodec.Unpack(packed));
    }

    [Fact]
    public void Unpack_AnyByteChanged_Throws()
    {
        var packed = UsageCodec.Pack(RealisticLoad.Year() with { IntervalSeries = [] });
        for (var i = 0; i < packed.Content.Length; i++)
        {
            var bytes = packed.Content.ToArray();
            bytes[i] ^= 0x10;
            Assert.Throws<UhitStoreException>(() => UsageCodec.Unpack(packed with { Content = bytes }));
        }
    }

    [Fact]
    public void Unpack_CutAnywhere_Throws()
    {
        var packed = UsageCodec.Pack(RealisticLoad.Year() with { IntervalSeries = [] });
        for (var length = 0; length < packed.Content.Length; length++)
        {
            Assert.Throws<UhitStoreException>(() => UsageCodec.Unpack(packed with { Content = packed.Content[..length] }));
        }
    }

    // The checksum is right in these: every bound of the reader itself must hold.
    [Fact]
    public void Unpack_ForgedBytesWithRightChecksum_ThrowsOrReadsWithinBounds() => Gen.Select(
        UsageGenerators.Histories, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 6], Gen.Int[0, 20]).Sample(
        (history, changes, cut) =>
        {
            var packed = UsageCodec.Pack(history);
            var bytes = packed.Content[..^Checksum.Length].ToArray();
            foreach (var (position, value) in changes)
            {
                bytes[position % bytes.Length] = value;
            }

            Read(packed with { Content = Seal(cut == 0 ? bytes : bytes[..Math.Max(1, bytes.Length - cut)]) });
        },
        iter: 2000);

    [Fact]
    public void Unpack_RandomBytesWithRightChecksum_ThrowsOrReadsWithinBounds() => Gen.Byte.Array[0, 200].Sample(
        bytes => Read(new PackedUsage(1, default, RequestedUsage.None, Seal([HistoryFormat.Version, .. bytes]))), iter: 2000);

    // The first index that there is no read type for, with a right checksum.
    [Fact]
    public void Unpack_ReadTypeThatIsNotInTheList_SaysSo()
    {
        var builder = new IntervalSeriesBuilder("E1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        for (var i = 1; i <= 77; i++)
        {
            builder.Add(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(-6)).AddMinutes(15 * i), 1m, ReadType.Actual);
        }

        var packed = UsageCodec.Pack(RealisticLoad.Year() with { BillingPeriods = [], IntervalSeries = [builder.Build()] });
        var bytes = packed.Content[..^Checksum.Length].ToArray();
        var failures = new List<string>();
        for (var i = 0; i < bytes.Length - 1; i++)
        {
            // Read type 0, 77 times: wherever these two bytes are, one of the places is that of the read types.
            if (bytes[i] == 0 && bytes[i + 1] == 77)
            {
                byte[] forged = [.. bytes[..i], 1, .. bytes[(i + 1)..]];
                failures.Add(Record.Exception(() => UsageCodec.Unpack(packed with { Content = Seal(forged) }))?.Message ?? string.Empty);
            }
        }

        Assert.Contains(failures, failure => failure.Contains("the read types are out of range", StringComparison.Ordinal));
    }

    [Fact]
    public void Unpack_HugeCount_ThrowsBeforeTakingMemory()
    {
        // Line 1, then no ESI ID, texts, address nor error; then two thousand million billing periods.
        byte[] bytes = [HistoryFormat.Version, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception =
            Assert.Throws<UhitStoreException>(() => UsageCodec.Unpack(new PackedUsage(1, default, RequestedUsage.None, Seal(bytes))));

        Assert.Contains("billing periods", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Unpack_LaterFormat_SaysWhichFormat()
    {
        var packed = UsageCodec.Pack(RealisticLoad.Year() with { IntervalSeries = [] });
        var bytes = packed.Content[..^Checksum.Length].ToArray();
        bytes[0] = 9;

        var exception = Assert.Throws<UhitStoreException>(() => UsageCodec.Unpack(packed with { Content = Seal(bytes) }));

        Assert.Contains("format is 9", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_RowOfAnotherEsiId_Throws()
    {
        var packed = UsageCodec.Pack(RealisticLoad.Year() with { IntervalSeries = [] });

        Assert.Throws<UhitStoreException>(() => UsageCodec.Unpack(packed with { EsiId = EsiId.Parse("1008901000000000000002") }));
    }

    [Fact]
    public void Checksum_KnownText_IsCrc32C() => Assert.Equal(0xE3069283u, Checksum.Of("123456789"u8));

    private static void Read(PackedUsage packed)
    {
        try
        {
            var history = UsageCodec.Unpack(packed);
            Assert.All(history.IntervalSeries, series => Assert.Equal(series.Count, series.ToList().Count));
        }
        catch (UhitStoreException)
        {
        }
    }

    private static byte[] Seal(byte[] bytes)
    {
        var result = new byte[bytes.Length + Checksum.Length];
        bytes.CopyTo(result, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(result.AsSpan(bytes.Length), Checksum.Of(bytes));
        return result;
    }
}
