using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>Attributes, read and written: what a hand-written format does with them.</summary>
public sealed class ElementAttributeTests
{
    private const string Ns = "urn:c";
    private static readonly ElementShape Shape = ElementShape.Sequence.Element("Line", Ns, 0, ElementShape.Unbounded);

    [Fact]
    public void Attribute_EachKind_IsItsValue()
    {
        var reader = Root(
            "i=' -7 ' d='1.50' b='1' day='2026-02-28Z' t='2025-11-02T01:15:00-05:00' l='2025-11-02T01:15:00.5' id=' R1 ' s=' a  b ' e=''");
        Assert.Equal(-7, reader.Attribute("i").ToInt32());
        Assert.Equal("1.50", reader.Attribute("d").ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(reader.Attribute("b").ToBoolean());
        Assert.Equal(new DateOnly(2026, 2, 28), reader.Attribute("day").ToDate());
        Assert.Equal("2025-11-02T01:15:00.0000000-05:00", reader.Attribute("t").ToDateTime().ToString("O"));
        Assert.Equal("2025-11-02T01:15:00.5000000", reader.Attribute("l").ToLocalTime().ToString("O"));
        Assert.Equal(RequestId.Parse("R1"), reader.Attribute("id").ToId<RequestId>());
        Assert.Equal(" a  b ", reader.Attribute("s").Text);
        Assert.Equal("", reader.OptionalAttribute("e")!.Value.Text);
        Assert.Null(reader.OptionalAttribute("none"));
    }

    [Theory]
    [InlineData("v='1e3'")]
    [InlineData("v='1,000'")]
    [InlineData("v=''")]
    [InlineData("v='NaN'")]
    public void Attribute_NotOfItsType_IsRefusedWhereItStands(string attributes) =>
        AssertRefused("bad-value", "m/@v", attributes, reader => reader.Attribute("v").ToDecimal());

    [Fact]
    public void Attribute_WrongOrMissing_NamesThePlaceAndNoValue()
    {
        AssertRefused("missing-attribute", "m/@v", "x:v='1' xmlns:x='urn:x'", reader => reader.Attribute("v").ToInt32());
        AssertRefused("bad-value", "m/@v", "v='2147483648'", reader => reader.Attribute("v").ToInt32());
        AssertRefused("bad-value", "m/@v", "v='yes'", reader => reader.Attribute("v").ToBoolean());
        AssertRefused("bad-value", "m/@v", "v='2026-02-29'", reader => reader.Attribute("v").ToDate());
        AssertRefused("bad-value", "m/@v", "v='2026-02-28T00:00:00'", reader => reader.Attribute("v").ToDateTime());
        AssertRefused("bad-value", "m/@v", "v='2026-02-28T00:00:00Z'", reader => reader.Attribute("v").ToLocalTime());
        AssertRefused("bad-value", "m/@v", "v='canary 1'", reader => reader.Attribute("v").ToId<EsiId>());
        var inLine = Root("", "<Line a='1'/><Line a='x'/>");
        inLine.Enter(Shape);
        Assert.True(inLine.NextChild(out _));
        Assert.Equal(1, inLine.Attribute("a").ToInt32());
        inLine.Leave();
        Assert.True(inLine.NextChild(out _));
        Assert.Equal("m/Line[2]/@a", Assert.Throws<WireFormatException>(() => inLine.Attribute("a").ToInt32()).Path);
    }

    // The attributes would be those of another element.
    [Fact]
    public void Attribute_OfAnElementThatWasRead_IsRefusedAsWrongUse()
    {
        var reader = Root("a='1'", "<Line a='2'>3</Line><Line a='4'/>");
        reader.Enter(Shape);
        Assert.Throws<InvalidOperationException>(() => reader.OptionalAttribute("a"));
        Assert.True(reader.NextChild(out _));
        Assert.Equal(3, reader.ReadInt32());
        Assert.Throws<InvalidOperationException>(() => reader.OptionalAttribute("a"));
        Assert.True(reader.NextChild(out _));
        reader.Leave();
        Assert.Throws<InvalidOperationException>(() => reader.Attribute("a"));
        Assert.False(reader.NextChild(out _));
        Assert.Throws<InvalidOperationException>(() => reader.Attribute("a"));
    }

    [Fact]
    public void Leave_SkipsAndCountsWhatIsInside_AndRefusesText()
    {
        var reader = Root("", "<Line a='1'><New><Deep/></New><!-- c --></Line><Line/>");
        reader.Enter(Shape);
        Assert.True(reader.NextChild(out _));
        reader.Leave();
        Assert.True(reader.NextChild(out _));
        reader.Leave();
        Assert.False(reader.NextChild(out _));
        Assert.Equal(1, reader.UnknownElements);

        var text = Root("", "<Line>1</Line>");
        text.Enter(Shape);
        Assert.True(text.NextChild(out _));
        Assert.Equal("unexpected-text", Assert.Throws<WireFormatException>(text.Leave).Code);
    }

    [Theory]
    [InlineData("<m/>")]
    [InlineData("<m xmlns='urn:other'/>")]
    [InlineData("<n xmlns='urn:c'/>")]
    public void MoveToMessage_AnotherElement_IsRefused(string xml) =>
        Assert.Equal("unexpected-element", Assert.Throws<WireFormatException>(() => Open(xml).MoveToMessage("m", Ns)).Code);

    [Fact]
    public void Message_OfOneValue_IsRead()
    {
        var reader = Root("unit='kWh'", "1.5");
        Assert.Equal("kWh", reader.Attribute("unit").Text);
        Assert.Equal(1.5m, reader.ReadDecimal());
    }

    [Fact]
    public void ReadId_AndLocalTime_RefuseAtTheElement()
    {
        var shape = ElementShape.Sequence.Element("Id", Ns, 1, 1).Element("T", Ns, 1, 1);
        var reader = Root("", "<Id> 1008901000000000000001\n</Id><T>2025-11-02T01:15:00-05:00</T>");
        reader.Enter(shape);
        Assert.True(reader.NextChild(out _));
        Assert.Equal(EsiId.Parse("1008901000000000000001"), reader.ReadId<EsiId>());
        Assert.True(reader.NextChild(out _));
        var refused = Assert.Throws<WireFormatException>(() => reader.ReadLocalTime());
        Assert.Equal(("bad-value", "m/T"), (refused.Code, refused.Path));
    }

    [Fact]
    public void Writer_Attributes_AreWhatTheReaderReads()
    {
        var text = new StringWriter();
        using (var output = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            var writer = new ElementWriter(output);
            writer.Start("m", Ns);
            writer.Attribute("i", -7);
            writer.Attribute("d", 1.50m);
            writer.Attribute("b", true);
            writer.Attribute("day", new DateOnly(2026, 2, 28));
            writer.Attribute("t", new DateTimeOffset(2025, 11, 2, 1, 15, 0, TimeSpan.FromHours(-5)));
            writer.Attribute("l", new DateTime(2025, 11, 2, 1, 15, 0, DateTimeKind.Unspecified));
            writer.Attribute("s", "a\n<\"b\"");
            writer.Attribute("none", (string?)null);
            writer.Attribute("none", (int?)null);
            writer.Attribute("none", (decimal?)null);
            writer.Attribute("none", (bool?)null);
            writer.Attribute("none", (DateOnly?)null);
            writer.Attribute("none", (DateTimeOffset?)null);
            writer.Attribute("none", (DateTime?)null);
            writer.Text("x < y");
            writer.End();
        }

        Assert.Equal(
            """<m i="-7" d="1.50" b="true" day="2026-02-28" t="2025-11-02T01:15:00-05:00" l="2025-11-02T01:15:00" s="a&#xA;&lt;&quot;b&quot;" xmlns="urn:c">x &lt; y</m>""",
            text.ToString());
    }

    [Fact]
    public void Writer_WhatXmlCantCarry_IsRefusedWhereItStands()
    {
        using var output = XmlWriter.Create(Stream.Null);
        var writer = new ElementWriter(output);
        writer.Start("m", Ns);
        Assert.Equal("m/@a", Assert.Throws<WireFormatException>(() => writer.Attribute("a", "canary\0")).Path);
        Assert.Equal("m", Assert.Throws<WireFormatException>(() => writer.Text("\uD800")).Path);
        Assert.Throws<ArgumentException>(() => writer.Attribute("a", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Throws<ArgumentException>(() => writer.Write("a", Ns, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)));
    }

    private static void AssertRefused(string code, string path, string attributes, Action<ElementReader> read)
    {
        var refused = Assert.Throws<WireFormatException>(() => read(Root(attributes)));
        Assert.Equal((code, path), (refused.Code, refused.Path));
        Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
    }

    private static ElementReader Root(string attributes, string content = "")
    {
        var reader = Open($"<m xmlns='{Ns}' {attributes}>{content}</m>");
        reader.MoveToMessage("m", Ns);
        return reader;
    }

    private static ElementReader Open(string xml) => new(XmlReader.Create(new StringReader(xml)));
}
