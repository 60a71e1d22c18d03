using System.Text;
using Uhit.Cli.Input;

namespace Uhit.Cli.Tests.Input;

/// <summary>No character is lost in silence: a file is read in the encoding that it is in, or refused with what to do.</summary>
public sealed class InputTextTests
{
    private const string Names = "Name\nPe\u00F1a Bakery\nO\u2019Brien \u2014 \u201CCaf\u00E9\u201D\n";

    public static TheoryData<byte[]> Unicode => new(
        Encoding.UTF8.GetBytes(Names),
        (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Names)],
        (byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Names)],
        (byte[])[.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Names)],
        Encoding.Unicode.GetBytes(Names),
        Encoding.BigEndianUnicode.GetBytes(Names));

    [Theory]
    [MemberData(nameof(Unicode), DisableDiscoveryEnumeration = true)]
    public void Decode_Unicode_IsReadWithoutARemark(byte[] bytes)
    {
        Assert.Equal(new InputText(Names, null), InputText.Decode(bytes, isTable: true));
        Assert.Equal(new InputText(Names, null), InputText.Decode(bytes, isTable: false));
    }

    [Fact]
    public void Decode_TableInWindows1252_IsReadAndTold()
    {
        var (text, remark) = InputText.Decode(Windows1252(Names), isTable: true);

        Assert.Equal(Names, text);
        Assert.Contains("Windows-1252", remark, StringComparison.Ordinal);
        Assert.Contains("lines 2, 3 of the file are right", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_ManyRowsInWindows1252_NamesTheFirst() => Assert.Contains(
        "lines 1, 2, 3, 4, 5 and 7 more",
        InputText.Decode(Windows1252(string.Concat(Enumerable.Repeat("\u00F1\n", 12))), isTable: true).Remark,
        StringComparison.Ordinal);

    [Fact]
    public void Decode_JsonInWindows1252_IsRefusedWithLineAndByte()
    {
        var refused = Assert.Throws<InputException>(() => InputText.Decode(Windows1252("[\n{\"a\": \"Pe\u00F1a\"}]"), isTable: false));

        Assert.Contains("line 2 of the file is not UTF-8 (byte 10 of the line)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Save it as UTF-8", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Excel", refused.Message, StringComparison.Ordinal);
    }

    // Bytes that mean nothing in Windows-1252, signs that no name has (as \u00F1 of DOS and \u00E1 of
    // the Macintosh become), and UTF-8 that was damaged.
    [Theory]
    [InlineData(new byte[] { (byte)'a', 0x81 })]
    [InlineData(new byte[] { (byte)'a', 0x8D })]
    [InlineData(new byte[] { (byte)'a', 0x8F })]
    [InlineData(new byte[] { (byte)'a', 0x90 })]
    [InlineData(new byte[] { (byte)'a', 0x9D })]
    [InlineData(new byte[] { (byte)'P', (byte)'e', 0xA4, (byte)'a' })]
    [InlineData(new byte[] { (byte)'M', 0x87, (byte)'s' })]
    [InlineData(new byte[] { (byte)'P', (byte)'e', 0xC3, 0xB1, (byte)'a', (byte)',', 0xC3, (byte)'x' })]
    [InlineData(new byte[] { (byte)'C', (byte)'A', (byte)'F', 0xC3, 0xA9, (byte)',', 0xF1, (byte)'a' })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'P', 0xF1, (byte)'a' })]
    [InlineData(new byte[] { (byte)'P', 0xF1, 0, (byte)'a' })]
    public void Decode_TableThatMayBeSomethingElse_IsRefused(byte[] bytes) => Assert.Contains(
        "Save it as UTF-8 (in Excel: 'CSV UTF-8')", Assert.Throws<InputException>(() => InputText.Decode(bytes, isTable: true)).Message,
        StringComparison.Ordinal);

    // 10000: the Macintosh, as Excel's plain CSV there; 437 and 850: DOS.
    [Theory]
    [InlineData("Pe\u00F1a")]
    [InlineData("Caf\u00E9")]
    [InlineData("G\u00F3mez")]
    [InlineData("Sol\u00EDs")]
    [InlineData("Ram\u00F3n")]
    [InlineData("Garc\u00EDa")]
    [InlineData("M\u00FCller")]
    [InlineData("M\u00E1rquez")]
    [InlineData("L\u00F6we")]
    [InlineData("Z\u00FA\u00F1iga")]
    public void Decode_TableOfAnotherEncoding_IsRefused(string name)
    {
        foreach (var codePage in new[] { 10000, 437, 850 })
        {
            var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes($"Name,City\n{name},Houston\n");
            Assert.Throws<InputException>(() => InputText.Decode(bytes, isTable: true));
        }
    }

    [Theory]
    [InlineData("O\u2019Brien")]
    [InlineData("Joe\u2019s")]
    public void Decode_ApostropheOfTheMacintosh_IsRefused(string name) =>
        Assert.Throws<InputException>(() =>
            InputText.Decode(CodePagesEncodingProvider.Instance.GetEncoding(10000)!.GetBytes(name), isTable: true));

    [Theory]
    [InlineData("Pe\u00F1a, Caf\u00E9, G\u00F3mez, Garc\u00EDa, M\u00FCller, PE\u00D1A, CAM\u00D5ES, \u00C9mile, Z\u00FA\u00F1iga")]
    [InlineData("O\u2019Brien, D\u2019Angelo, d\u2019Or, the Joneses\u2019 house, Rock \u2019n\u2019 Roll")]
    [InlineData("\u201CCaf\u00E9\u201D \u2013 Brand\u2122 & Co\u00AE, N\u00BA 5, \u00A9 2025")]
    public void Decode_NamesOfATableInWindows1252_AreRead(string names) =>
        Assert.Equal(names, InputText.Decode(Windows1252(names), isTable: true).Text);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0, 0x00, 0xD8 }, "damaged")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a' }, "damaged")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0 }, "UTF-32")]
    [InlineData(new byte[] { (byte)'a', (byte)'b', 0, (byte)'c', (byte)'d', (byte)'e' }, "zero bytes")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 20, 0 }, "workbook")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 }, "workbook")]
    public void Decode_WhatIsNoText_IsRefused(byte[] bytes, string expected)
    {
        Assert.Contains(
            expected, Assert.Throws<InputException>(() => InputText.Decode(bytes, isTable: true)).Message, StringComparison.Ordinal);
        Assert.Contains(
            expected, Assert.Throws<InputException>(() => InputText.Decode(bytes, isTable: false)).Message, StringComparison.Ordinal);
    }

    // Whatever the bytes: the text has a character of loss only where the file itself spells it out.
    [Fact]
    public void Decode_AnyBytes_LosesNothing()
    {
        var random = new Random(1252);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            for (var at = 0; at < bytes.Length; at++)
            {
                // Mostly letters, as in a file.
                bytes[at] = random.Next(4) == 0 ? bytes[at] : (byte)('a' + (bytes[at] % 26));
            }

            AssertNothingLost(bytes, isTable: i % 2 == 0);
        }
    }

    private static void AssertNothingLost(byte[] bytes, bool isTable)
    {
        try
        {
            var text = InputText.Decode(bytes, isTable).Text;
            var spelled = bytes.AsSpan().IndexOf("\uFFFD"u8) >= 0 || bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
            Assert.True(spelled || !text.Contains('\uFFFD', StringComparison.Ordinal), Convert.ToHexString(bytes));
        }
        catch (InputException)
        {
            // Refused: told, not lost.
        }
    }

    private static byte[] Windows1252(string text) => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);
}
