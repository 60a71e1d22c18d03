using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class XmlTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\r\n ", "")]
    [InlineData(" a \t\n b ", "a b")]
    [InlineData("a  b", "a b")]
    [InlineData("a", "a")]
    [InlineData("\u00A0a\u00A0", "\u00A0a\u00A0")]
    public void Collapse_WhiteSpaceOfXml_BecomesSingleBlanks(string text, string expected) =>
        Assert.Equal(expected, XmlText.Collapse(text));

    [Fact]
    public void Replace_WhiteSpaceOfXml_KeepsTheNumberOfBlanks() => Assert.Equal(" a  b ", XmlText.Replace("\ta\r\nb "));

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("𝔅𝔅", 2)]
    public void Length_OutsideTheBasicPlane_CountsCodePoints(string text, int expected) => Assert.Equal(expected, XmlText.Length(text));

    [Theory]
    [InlineData("a\tb\r\n𝔅", true)]
    [InlineData("a\u0001", false)]
    [InlineData("a\u0000", false)]
    [InlineData("\uFFFE", false)]
    [InlineData("\uFFFF", false)]
    public void IsXml_CharactersThatXmlCannotCarry_AreFound(string text, bool expected) => Assert.Equal(expected, XmlText.IsXml(text));

    [Fact]
    public void IsXml_LoneSurrogates_AreFound()
    {
        Assert.False(XmlText.IsXml(['a', '\uD835']));
        Assert.False(XmlText.IsXml(['\uDD05', 'a']));
        Assert.False(XmlText.IsXml(['\uD835', 'a']));
    }
}
