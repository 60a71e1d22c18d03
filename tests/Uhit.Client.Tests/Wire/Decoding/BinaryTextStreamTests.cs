using System.Text;
using Uhit.Client.Decompression;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Wire.Decoding;

namespace Uhit.Client.Tests.Wire.Decoding;

public sealed class BinaryTextStreamTests
{
    [Fact]
    public void Read_RandomBytesWithWhiteSpaceInRandomPieces_AreTheBytes()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(40_000)];
            random.NextBytes(bytes);
            var isHex = seed % 2 == 0;
            var text = isHex
                ? (seed % 4 == 0 ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes))
                : Convert.ToBase64String(bytes);
            var spaced = new StringBuilder();
            foreach (var letter in text)
            {
                spaced.Append(letter);
                if (random.Next(40) == 0)
                {
                    spaced.Append(" \r\n\t"[random.Next(4)], random.Next(1, 5));
                }
            }

            using var stream = new BinaryTextStream(SplitStream.Random(Encoding.ASCII.GetBytes(spaced.ToString()), seed), isHex);
            Assert.Equal(bytes, SplitStream.ReadAll(stream, random.Next(1, 5000)));
        }
    }

    [Theory]
    [InlineData("QUJD", false, "ABC")]
    [InlineData("Q U J\nD QQ = =\n", false, "ABCA")]
    [InlineData("", false, "")]
    [InlineData(" \n", true, "")]
    [InlineData("41 4a4A", true, "AJJ")]
    public void Read_WhatIsTaken_IsRead(string text, bool isHex, string expected) => Assert.Equal(expected, Read(text, isHex));

    [Theory]
    [InlineData("QUJDQ", false, DecodingFailure.CutOff)]
    [InlineData("QUJDQUI", false, DecodingFailure.CutOff)]
    [InlineData("QUJDQQ=", false, DecodingFailure.CutOff)]
    [InlineData("QUJ*", false, DecodingFailure.Damaged)]
    [InlineData("QU=DQUJD", false, DecodingFailure.Damaged)]
    [InlineData("QQ==QQ==", false, DecodingFailure.Damaged)]
    [InlineData("QQ==Q", false, DecodingFailure.Damaged)]
    [InlineData("QU-_", false, DecodingFailure.Damaged)]
    [InlineData("414", true, DecodingFailure.CutOff)]
    [InlineData("4G", true, DecodingFailure.Damaged)]
    public void Read_WhatIsNot_IsTold(string text, bool isHex, object failure) =>
        Assert.Equal(failure, Assert.Throws<DecodingException>(() => Read(text, isHex)).Failure);

    private static string Read(string text, bool isHex)
    {
        var whole = Encoding.Latin1.GetString(
            SplitStream.ReadAll(new BinaryTextStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), isHex)));
        Assert.Equal(
            whole,
            Encoding.Latin1.GetString(SplitStream.ReadAll(new BinaryTextStream(SplitStream.Of(Encoding.UTF8.GetBytes(text), 1), isHex))));
        return whole;
    }
}
