using System.Xml.Linq;
using Uhit.Client.Wire;

namespace Uhit.Contracts.Tests.Types;

/// <summary>What the schema does not allow is not written.</summary>
public sealed class WritingTests : IDisposable
{
    private readonly TypeContract _contract = new("""
        <xs:element name="Root"><xs:complexType><xs:sequence>
          <xs:choice><xs:element name="A" type="xs:int"/><xs:element name="B" type="xs:int"/></xs:choice>
          <xs:sequence minOccurs="0"><xs:element name="From" type="xs:int"/><xs:element name="To" type="xs:int"/></xs:sequence>
          <xs:element name="Whole" type="xs:positiveInteger" minOccurs="0"/>
          <xs:element name="Open" minOccurs="0"/>
          <xs:element name="Many" type="xs:int" minOccurs="0" maxOccurs="2"/>
        </xs:sequence><xs:attribute name="id" type="xs:NCName"/></xs:complexType></xs:element>
        """);

    [Theory]
    [InlineData("missing-element", "Root/A|B")]
    [InlineData("too-many-elements", "Root/A|B", "A", 1, "B", 1)]
    [InlineData("missing-element", "Root/To", "A", 1, "From", 1)]
    [InlineData("bad-value", "Root/@id", "A", 1, "Id", "1x")]
    public void Write_WhatTheSchemaForbids_IsRefused(string code, string path, params object[] members)
    {
        var refusal = Assert.Throws<WireFormatException>(() => _contract.Write(Make(members)));
        Assert.Equal((code, path), (refusal.Code, refusal.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    public void Write_NumberThatIsNone_IsRefused(double whole) =>
        Assert.Equal("Root/Whole", Assert.Throws<WireFormatException>(() => _contract.Write(Make(["A", 1, "Whole", (decimal)whole]))).Path);

    [Fact]
    public void Write_OpenElementOfAnotherName_IsRefused() =>
        Assert.Equal(
            "unexpected-element",
            Assert.Throws<WireFormatException>(() => _contract.Write(Make(["A", 1, "Open", new XElement("Other")]))).Code);

    [Fact]
    public void Write_TooMany_IsRefused() =>
        Assert.Equal(
            "too-many-elements", Assert.Throws<WireFormatException>(() => _contract.Write(Make(["A", 1, "Many", (int[])[1, 2, 3]]))).Code);

    [Fact]
    public void Write_WhatTheSchemaAllows_IsWritten() =>
        Assert.Equal("<Root id=\"x\" xmlns=\"urn:t\"><B>1</B><From>1</From><To>2</To><Whole>7</Whole></Root>",
            _contract.Write(Make(["B", 1, "From", 1, "To", 2, "Whole", 7m, "Id", "x"])).ToString(SaveOptions.DisableFormatting));

    public void Dispose() => _contract.Dispose();

    private object Make(object[] members)
    {
        var type = _contract.Assembly.GetType("Some.Wire.Root")!;
        var value = Activator.CreateInstance(type)!;
        for (var i = 0; i < members.Length; i += 2)
        {
            type.GetProperty((string)members[i])!.SetValue(value, members[i + 1]);
        }

        return value;
    }
}
