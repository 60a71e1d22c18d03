using System.IO.Compression;
using System.Text;
using Uhit.Client.Decompression;

namespace Uhit.Client.Tests.Decompression;

public sealed class GunzipStreamTests
{
    private const int Ratio = 200;

    private static byte[] Text(int length, int seed = 1)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        for (var at = 0; at < length; at++)
        {
            bytes[at] = (byte)"0123456789<>.E"[random.Next(14)];
        }

        return bytes;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8_191)]
    [InlineData(300_000)]
    public void Read_WhatThePlatformPacked_IsWhatItWas(int length)
    {
        var plain = Text(length);
        foreach (var level in Enum.GetValues<CompressionLevel>())
        {
            var packed = Packed.Gzip(plain, level);
            for (var size = 1; size < 20_000; size = size * 7 + 1)
            {
                using var stream = new GunzipStream(SplitStream.Of(packed, size), Ratio);
                Assert.Equal(plain, SplitStream.ReadAll(stream));
            }
        }
    }

    [Fact]
    public async Task ReadAsync_SeveralMembersWithAllHeaderFieldsAndPadding_IsTheirJoin()
    {
        var first = Text(70_000);
        var second = Text(10, 2);
        byte[] packed = [.. WithFields(Packed.Gzip(first)), .. Packed.Gzip("."u8), .. Packed.Gzip(second), 0, 0, 0];
        for (var seed = 0; seed < 20; seed++)
        {
            await using var stream = new GunzipStream(SplitStream.Random(packed, seed), Ratio);
            using var all = new MemoryStream();
            await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
            Assert.Equal((byte[])[.. first, .. "."u8, .. second], all.ToArray());
        }
    }

    [Fact]
    public void Read_NothingAtAll_IsNothing() => Assert.Empty(SplitStream.ReadAll(new GunzipStream(SplitStream.Of([], 1), Ratio)));

    // The platform's own stream takes most of these for whole.
    [Fact]
    public void Read_CutOffAnywhere_IsToldAsSuch()
    {
        byte[] packed = [.. WithFields(Packed.Gzip(Text(3000))), .. Packed.Gzip(Text(100))];
        var whole = WithFields(Packed.Gzip(Text(3000))).Length;
        for (var length = 1; length < packed.Length; length++)
        {
            if (length == whole)
            {
                continue;
            }

            var failure =
                Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new GunzipStream(SplitStream.Of(packed[..length], 97), Ratio)));
            Assert.True(failure.Failure == DecodingFailure.CutOff, $"{length} of {packed.Length}: {failure.Message}");
        }
    }

    [Fact]
    public void Read_AnyBitTurned_IsNeverTakenForAnother()
    {
        var plain = Text(400);
        var packed = Packed.Gzip(plain);
        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var damaged = packed.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                // Time, system and flags without a checksum of their own may differ.
                Assert.Equal(plain, SplitStream.ReadAll(new GunzipStream(SplitStream.Of(damaged, 50), Ratio)));
            }
            catch (DecodingException)
            {
            }
        }
    }

    [Theory]
    [InlineData("plain text, and not short of it")]
    [InlineData("PK\u0003\u0004plain text, and not short of it")]
    public void Read_WhatIsNoGzip_SaysSo(string text)
    {
        var failure = Assert.Throws<DecodingException>(() =>
            SplitStream.ReadAll(new GunzipStream(SplitStream.Of(Encoding.Latin1.GetBytes(text), 9), Ratio)));

        Assert.Equal(DecodingFailure.NotTaken, failure.Failure);
    }

    [Fact]
    public void Read_SomethingElseBehind_IsRefused()
    {
        byte[] packed = [.. Packed.Gzip(Text(100)), .. "something else behind"u8];

        Assert.Contains(
            "behind",
            Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new GunzipStream(SplitStream.Of(packed, 30), Ratio))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Bomb_EndsAtTheRatioWhenMostIsStillPacked()
    {
        var packed = Packed.Gzip(new byte[100 * 1024 * 1024], CompressionLevel.SmallestSize);
        using var stream = new GunzipStream(new MemoryStream(packed), Ratio);
        var buffer = new byte[64 * 1024];
        long length = 0;

        var failure = Assert.Throws<DecodingException>(() =>
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                length += read;
            }
        });

        Assert.Equal("MaxCompressionRatio", failure.Limit);
        Assert.InRange(length, 4 * 1024 * 1024, 10 * 1024 * 1024);
    }

    [Fact]
    public void Read_ThousandsOfTinyMembers_AreRefused()
    {
        var tiny = Packed.Gzip("<"u8);
        var packed = Enumerable.Repeat(tiny, 10_000).SelectMany(member => member).ToArray();

        Assert.Equal(
            "MaxParts",
            Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new GunzipStream(new MemoryStream(packed), Ratio))).Limit);
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Crc32_KnownText_KnownValue(string text, uint expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, Crc32.Append(0, bytes));
        Assert.Equal(expected, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, bytes.Length / 2)), bytes.AsSpan(bytes.Length / 2)));
    }

    private static byte[] WithFields(byte[] packed) =>
        [.. packed.AsSpan(0, 3), 2 | 4 | 8 | 16, .. packed.AsSpan(4, 6), 3, 0, 1, 2, 3, .. "name\0comment\0"u8, 9, 9, .. packed.AsSpan(10)];
}
