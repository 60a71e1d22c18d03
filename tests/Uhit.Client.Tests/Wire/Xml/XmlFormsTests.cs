using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class XmlFormsTests
{
    [Theory]
    [InlineData(XmlForm.Integer, "+007", true)]
    [InlineData(XmlForm.Integer, "-", false)]
    [InlineData(XmlForm.Integer, "1.0", false)]
    [InlineData(XmlForm.Integer, "１", false)]
    [InlineData(XmlForm.NCName, "_a-1.b", true)]
    [InlineData(XmlForm.NCName, "a:b", false)]
    [InlineData(XmlForm.NCName, "1a", false)]
    [InlineData(XmlForm.NCName, "", false)]
    [InlineData(XmlForm.Name, "a:b", true)]
    [InlineData(XmlForm.Name, "-a", false)]
    [InlineData(XmlForm.NameToken, "-1", true)]
    [InlineData(XmlForm.NameToken, "a b", false)]
    [InlineData(XmlForm.Language, "en-US", true)]
    [InlineData(XmlForm.Language, "english-language-x", true)]
    [InlineData(XmlForm.Language, "abcdefghi", false)]
    [InlineData(XmlForm.Duration, "P1Y2M3DT4H5M6.7S", true)]
    [InlineData(XmlForm.Duration, "-PT15M", true)]
    [InlineData(XmlForm.Duration, "P1M", true)]
    [InlineData(XmlForm.Duration, "P", false)]
    [InlineData(XmlForm.Duration, "-P", false)]
    [InlineData(XmlForm.Duration, "P1DT", false)]
    [InlineData(XmlForm.Duration, "1D", false)]
    [InlineData(XmlForm.Duration, "P1.5D", false)]
    [InlineData(XmlForm.Time, "23:59:59.999Z", true)]
    [InlineData(XmlForm.Time, "24:00:00", true)]
    [InlineData(XmlForm.Time, "24:00:01", false)]
    [InlineData(XmlForm.Time, "10:30", false)]
    [InlineData(XmlForm.Time, "10:30:00+14:01", false)]
    [InlineData(XmlForm.Year, "2026", true)]
    [InlineData(XmlForm.Year, "-0044Z", true)]
    [InlineData(XmlForm.Year, "26", false)]
    [InlineData(XmlForm.YearMonth, "2026-12", true)]
    [InlineData(XmlForm.YearMonth, "2026-13", false)]
    [InlineData(XmlForm.Month, "--02", true)]
    [InlineData(XmlForm.MonthDay, "--02-29", true)]
    [InlineData(XmlForm.MonthDay, "--02-32", false)]
    [InlineData(XmlForm.Day, "---31", true)]
    [InlineData(XmlForm.Day, "---00", false)]
    [InlineData(XmlForm.Day, "---01\n", false)]
    public void Matches_Text_SaysWhetherItHasTheForm(XmlForm form, string text, bool expected) =>
        Assert.Equal(expected, XmlText.Matches(text, form));

    [Theory]
    [InlineData("INF", double.PositiveInfinity)]
    [InlineData("-INF", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData(" -1.5E3 ", -1500)]
    [InlineData(".5", 0.5)]
    [InlineData("1.", 1)]
    public void TryParseDouble_OfXmlSchema_IsRead(string text, double expected)
    {
        Assert.True(XmlText.TryParseDouble(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("Infinity")]
    [InlineData("+INF")]
    [InlineData("nan")]
    [InlineData("1e999")]
    [InlineData("1,5")]
    [InlineData("0x1")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1e")]
    public void TryParseDouble_NotOfXmlSchema_IsRefused(string text)
    {
        Assert.False(XmlText.TryParseDouble(text, out _));
        Assert.False(XmlText.TryParseSingle(text, out _));
    }

    [Theory]
    [InlineData("123.45", 5, 2, true)]
    [InlineData("123.450", 5, 2, true)]
    [InlineData("123.456", 6, 2, false)]
    [InlineData("1234.5", 4, 2, false)]
    [InlineData("0.05", 2, 2, true)]
    [InlineData("0.05", 1, 2, false)]
    [InlineData("-99", 2, 0, true)]
    [InlineData("0", 1, 0, true)]
    [InlineData("100", 2, 0, false)]
    public void HasDigits_OfANumber_CountsAsTheFacetsDo(string text, int total, int fraction, bool expected)
    {
        Assert.True(XmlText.TryParseDecimal(text, out var value));
        Assert.Equal(expected, XmlText.HasDigits(value, total, fraction));
    }

    [Theory]
    [InlineData("2026-02-03T10:30:00", "2026-02-03T10:30:00")]
    [InlineData("2026-02-03T10:30:00.5000-06:00", "2026-02-03T10:30:00.5-06:00")]
    [InlineData(" 2026-02-03T24:00:00Z ", "2026-02-04T00:00:00+00:00")]
    [InlineData("2026-02-03", null)]
    [InlineData("2026-02-03T10:30:00+15:00", null)]
    public void WireDateTime_OfAText_KeepsItsOffsetOrNone(string text, string? expected)
    {
        Assert.Equal(expected is not null, WireDateTime.TryParse(text, out var value));
        if (expected is not null)
        {
            Assert.Equal(expected, value.ToString());
        }
    }

    [Fact]
    public void ToDateTimeOffset_WithoutAnOffset_TakesTheOneThatIsGiven()
    {
        Assert.True(WireDateTime.TryParse("2026-02-03T10:30:00", out var local));
        Assert.True(WireDateTime.TryParse("2026-02-03T10:30:00Z", out var utc));
        var offset = TimeSpan.FromHours(-6);
        Assert.Equal((offset, TimeSpan.Zero), (local.ToDateTimeOffset(offset).Offset, utc.ToDateTimeOffset(offset).Offset));
    }
}
