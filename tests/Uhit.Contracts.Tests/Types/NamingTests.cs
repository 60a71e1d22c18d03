namespace Uhit.Contracts.Tests.Types;

/// <summary>Names that meet get a number; a name that is asked for is given.</summary>
public sealed class NamingTests
{
    private const string Two = "<xs:element name='Root'><xs:complexType><xs:sequence><xs:element name='a' type='Row'/>"
        + "<xs:element name='A' type='row'/></xs:sequence></xs:complexType></xs:element>"
        + "<xs:complexType name='Row'><xs:sequence/></xs:complexType><xs:complexType name='row'><xs:sequence/></xs:complexType>"
        + "<xs:complexType name='Unused'><xs:sequence/></xs:complexType>";

    [Fact]
    public void Emit_NamesThatMeet_GetANumber()
    {
        using var contract = new TypeContract(Two);
        Assert.Contains("Row.cs", contract.Files.Keys);
        Assert.Contains("Row2.cs", contract.Files.Keys);
        Assert.DoesNotContain("Unused.cs", contract.Files.Keys);
        Assert.NotNull(contract.Assembly.GetType("Some.Wire.Root")!.GetProperty("A2"));
    }

    [Fact]
    public void Emit_NameThatIsAskedFor_IsGiven()
    {
        using var contract = new TypeContract(Two, ("{urn:t}row", "Line"));
        Assert.Contains("Line.cs", contract.Files.Keys);
    }

    [Fact]
    public void Emit_NameOfNothing_IsRefused() =>
        Assert.Contains(
            "Gone: there is no such type",
            Assert.Throws<ContractRefusedException>(() => new TypeContract(Two, ("Gone", "Line"))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("chosen", "other")]
    [InlineData("chosen2", "present")]
    [InlineData("row", "rowCount")]
    [InlineData("item", "items")]
    [InlineData("ElementShape", "ElementReader")]
    [InlineData("XmlForm", "XmlText")]
    public void Emit_ElementNamedAsTheCodeNamesItsOwn_Compiles(string first, string second)
    {
        var elements = $"<xs:element name='{first}' type='T'/><xs:element name='{second}' type='xs:int'/>";
        using var contract = new TypeContract(
            $"""
             <xs:complexType name='T'>
               <xs:sequence><xs:element name='{first}' type='xs:int' maxOccurs='9'/><xs:element name='{second}' type='xs:int' minOccurs='0'/></xs:sequence>
             </xs:complexType>
             <xs:element name='Root'><xs:complexType><xs:sequence>
               <xs:choice>{elements}</xs:choice><xs:element name='Next' type='xs:int'/><xs:choice minOccurs='0' maxOccurs='3'>{elements}</xs:choice>
             </xs:sequence></xs:complexType></xs:element>
             """);
        Assert.NotNull(contract.Assembly.GetType("Some.Wire.Root"));
    }

    [Theory]
    [InlineData("<xs:pattern value='a(?=b)'/>", "xs:pattern is not checked")]
    [InlineData("<xs:pattern value='[0-9]{5}'/>", "kept as text", "xs:int")]
    [InlineData("<xs:minInclusive value='2026-01-01'/>", "xs:minInclusive is not checked", "xs:date")]
    [InlineData("<xs:enumeration value='2026-01-01'/>", "xs:enumeration is not checked", "xs:date")]
    public void Emit_WhatIsNotChecked_IsNoted(string facet, string expected, string type = "xs:string")
    {
        using var contract = new TypeContract(
            $"<xs:element name='Root' type='T'/><xs:simpleType name='T'><xs:restriction base='{type}'>{facet}</xs:restriction>"
                + "</xs:simpleType>");
        Assert.Contains(contract.Notes, note => note.Contains(expected, StringComparison.Ordinal)
            && note.StartsWith("types.xsd(2): simpleType 'T'", StringComparison.Ordinal));
    }
}
