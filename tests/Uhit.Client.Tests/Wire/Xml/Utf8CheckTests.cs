using System.Text;
using System.Text.Unicode;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class Utf8CheckTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("é漢\U0001F600é")]
    [InlineData("\uFEFF<a/>")]
    public void Take_Utf8InPiecesOfAnySize_IsTaken(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.True(TakeAll(bytes, size));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x61, 0xC3, 0x61 })]
    [InlineData(new byte[] { 0xE2, 0x82, 0x61 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xF8, 0x88, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void Take_NoUtf8InPiecesOfAnySize_IsRefused(byte[] bytes)
    {
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.False(TakeAll(bytes, size));
        }
    }

    [Fact]
    public void Take_AnyBytesInAnyPieces_SaysWhatTheWholeSays()
    {
        var random = new Random(5);
        var seen = new int[2];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(
                string.Concat(Enumerable.Range(0, random.Next(1, 6))
                    .Select(_ => random.Next(4) switch { 0 => "a", 1 => "é", 2 => "漢", _ => "\U0001F600" })));
            if (random.Next(2) == 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            // What is cut off at the end is not judged.
            var isValid = Utf8.IsValid([.. bytes, (byte)' ']);
            Assert.Equal(isValid, TakeAll([.. bytes, (byte)' '], random.Next(1, 5)));
            seen[isValid ? 1 : 0]++;
        }

        Assert.All(seen, count => Assert.True(count > 1000));
    }

    private static bool TakeAll(byte[] bytes, int size)
    {
        var check = new Utf8Check();
        return bytes.Chunk(size).All(piece => check.Take(piece));
    }
}
