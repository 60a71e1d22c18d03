using System.Globalization;
using CsCheck;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class XmlNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("+1", "1")]
    [InlineData("01", "1")]
    [InlineData(" \t\r\n1 ", "1")]
    [InlineData("-0", "0")]
    [InlineData("-0.00", "0.00")]
    [InlineData("1.", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("1.50", "1.50")]
    [InlineData("-12345678901234567890.123", "-12345678901234567890.123")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0079228162514264337593543950335.000", "79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("1000000000000000000000000000", "1000000000000000000000000000")]
    [InlineData("0.1234567890123456789012345678", "0.1234567890123456789012345678")]
    [InlineData("1.000000000000000000000000000000", "1.0000000000000000000000000000")]
    [InlineData("12345678901234567890123456789.0000000000", "12345678901234567890123456789")]
    public void TryParseDecimal_ByTheLetter_IsExact(string text, string expected)
    {
        Assert.True(XmlText.TryParseDecimal(text, out var value));
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("NaN")]
    [InlineData("INF")]
    [InlineData("-INF")]
    [InlineData("1e3")]
    [InlineData("1E3")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("0x10")]
    [InlineData("١٢٣")]
    [InlineData("１２３")]
    [InlineData("\u00A01")]
    [InlineData("--1")]
    [InlineData("+-1")]
    [InlineData("1-")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1.x")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("100000000000000000000000000000000000000000")]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData("0.123456789012345678901234567891")]
    [InlineData("7.92281625142643375935439503355")]
    [InlineData("12345678901234567890123456789.1")]
    [InlineData("1.0000000000000000000000000000000000x")]
    public void TryParseDecimal_NotExactOrNotADecimal_Refuses(string text) => Assert.False(XmlText.TryParseDecimal(text, out _));

    [Fact]
    public void TryParseDecimal_WhatFormatWrites_IsTheSame() => Gen.Decimal.Sample(value =>
    {
        var buffer = new char[64];
        var length = XmlText.Format(value, buffer);
        Assert.True(XmlText.TryParseDecimal(buffer.AsSpan(0, length), out var read));
        Assert.Equal(value, read);
    });

    [Theory]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData(" +007 ", 7)]
    [InlineData("-0", 0)]
    public void TryParseInt32_InRange_Reads(string text, int expected)
    {
        Assert.True(XmlText.TryParseInt32(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("99999999999999999999999999")]
    [InlineData("1.0")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("٣")]
    [InlineData("1e1")]
    public void TryParseInt32_OutOfRangeOrNotAnInt_Refuses(string text) => Assert.False(XmlText.TryParseInt32(text, out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData(" 1 ", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void TryParseBoolean_FourWords_Read(string text, bool expected)
    {
        Assert.True(XmlText.TryParseBoolean(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("TRUE")]
    [InlineData("yes")]
    [InlineData("01")]
    [InlineData("")]
    public void TryParseBoolean_AnyOtherWord_Refuses(string text) => Assert.False(XmlText.TryParseBoolean(text, out _));
}
