using System.IO.Compression;
using System.Text;
using Uhit.Client.Decompression;

namespace Uhit.Client.Tests.Decompression;

public sealed class UnzipStreamTests
{
    private const int Ratio = 200;
    private static readonly byte[] File = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 4000).Select(n => $"2026-01-01T00:{n % 60:00},{n * 37 % 1000}\n")));

    [Theory]
    [InlineData(true, CompressionLevel.Fastest)]
    [InlineData(true, CompressionLevel.SmallestSize)]
    [InlineData(false, CompressionLevel.Fastest)]
    [InlineData(false, CompressionLevel.NoCompression)]
    public void Read_OneFileBetweenFolders_IsTheFile(bool isForward, CompressionLevel level)
    {
        var packed = Packed.Zip(isForward, level, ("a/", []), ("a/../../etc/usage.csv", File), ("b/", []));
        for (var seed = 0; seed < 20; seed++)
        {
            using var stream = new UnzipStream(SplitStream.Random(packed, seed), Ratio);
            Assert.Equal(File, SplitStream.ReadAll(stream, seed + 1));
        }
    }

    [Fact]
    public void Read_EmptyFile_IsEmpty() => Assert.Empty(
        SplitStream.ReadAll(new UnzipStream(SplitStream.Of(Packed.Zip(false, CompressionLevel.Fastest, ("e", [])), 5), Ratio)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_CutOffAnywhere_IsRefused(bool isForward)
    {
        var packed = Packed.Zip(isForward, CompressionLevel.Fastest, ("usage.csv", File.AsSpan(0, 2000).ToArray()));
        for (var length = 0; length < packed.Length; length++)
        {
            var failure =
                Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new UnzipStream(SplitStream.Of(packed[..length], 61), Ratio)));
            Assert.True(failure.Failure == DecodingFailure.CutOff, $"{length} of {packed.Length}: {failure.Message}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_AnyBitTurned_IsNeverTakenForAnother(bool isForward)
    {
        var file = File.AsSpan(0, 300).ToArray();
        var packed = Packed.Zip(isForward, CompressionLevel.Fastest, ("u", file));
        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var damaged = packed.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(file, SplitStream.ReadAll(new UnzipStream(SplitStream.Of(damaged, 50), Ratio)));
            }
            catch (DecodingException)
            {
            }
        }
    }

    [Fact]
    public void Read_TwoFiles_AreRefused()
    {
        var packed = Packed.Zip(true, CompressionLevel.Fastest, ("a.csv", File), ("b.csv", File));

        Assert.Contains(
            "several files",
            Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new UnzipStream(new MemoryStream(packed), Ratio))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(3)]
    public void Read_FoldersOnly_AreRefused(int folders)
    {
        var packed = Packed.Zip(
            false, CompressionLevel.Fastest, [.. Enumerable.Range(0, folders).Select(n => ($"{n}/", Array.Empty<byte>()))]);

        Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new UnzipStream(new MemoryStream(packed), Ratio)));
    }

    [Fact]
    public void Read_Bomb_EndsAtTheRatio()
    {
        var packed = Packed.Zip(true, CompressionLevel.SmallestSize, ("zeros", new byte[50 * 1024 * 1024]));

        Assert.Equal(
            "MaxCompressionRatio",
            Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new UnzipStream(new MemoryStream(packed), Ratio))).Limit);
    }

    // Info-ZIP's encryption, and bzip2.
    [Theory]
    [InlineData(6, 1)]
    [InlineData(8, 12)]
    public void Read_OtherKinds_AreRefused(int at, byte value)
    {
        var packed = Packed.Zip(false, CompressionLevel.Fastest, ("u", File));
        packed[at] = value;

        Assert.Equal(
            DecodingFailure.NotTaken,
            Assert.Throws<DecodingException>(() => SplitStream.ReadAll(new UnzipStream(new MemoryStream(packed), Ratio))).Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inflate_BothFrames_AreTakenAndWhatIsCutOffIsTold(bool isZlib)
    {
        var packed = Packed.Deflate(File, isZlib);

        Assert.Equal(File, SplitStream.ReadAll(new InflateStream(SplitStream.Of(packed, 11), Ratio)));
        for (var length = 0; length < packed.Length; length += 13)
        {
            var failure = Assert.Throws<DecodingException>(() =>
                SplitStream.ReadAll(new InflateStream(SplitStream.Of(packed[..length], 61), Ratio)));
            Assert.Equal(DecodingFailure.CutOff, failure.Failure);
        }
    }
}
