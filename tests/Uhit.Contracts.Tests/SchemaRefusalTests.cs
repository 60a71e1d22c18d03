namespace Uhit.Contracts.Tests;

public sealed class SchemaRefusalTests
{
    private const string Row = """<xs:complexType name="Row">""";
    private const string At = """<xs:element name="At" type="xs:dateTime"/>""";
    private const string Facet = """<xs:maxLength value="8"/>""";
    private const string Restriction = """<xs:restriction base="xs:token"><xs:maxLength value="8"/></xs:restriction>""";

    public static TheoryData<string, string, string> Constructs => new()
    {
        { At, "<xs:choice><xs:element name='A' type='xs:int'/></xs:choice>", "complexType 'Row': xs:choice is not supported" },
        { At, "<xs:sequence><xs:element name='A' type='xs:int'/></xs:sequence>", "complexType 'Row': xs:sequence is not supported" },
        { At, "<xs:any/>", "complexType 'Row': xs:any is not supported" },
        { At, "<xs:element ref='Ask'/>", "complexType 'Row' element 'Ask': ref=\"Ask\" is not supported" },
        { At, "<xs:element name='At' type='xs:dateTime' nillable='true'/>", "complexType 'Row' element 'At': nillable is not supported" },
        { At, "<xs:element name='At' type='xs:int' default='1'/>", "complexType 'Row' element 'At': default is not supported" },
        { At, "<xs:element name='At' type='xs:int' fixed='1'/>", "complexType 'Row' element 'At': fixed is not supported" },
        { At, "<xs:element name='At'/>", "an element without a type (xs:anyType) is not supported" },
        { At, At + At, "complexType 'Row': element 'At' twice in one sequence is not supported" },
        { At, "<xs:element name='At' type='xs:int' minOccurs='0' maxOccurs='0'/>", "element 'At': maxOccurs=\"0\" is not supported" },
        { At, "<xs:element name='At' type='xs:double'/>", "complexType 'Row' element 'At': xs:double is not supported" },
        { At, "<xs:element name='At' type='xs:anyURI'/>", "complexType 'Row' element 'At': xs:anyURI is not supported" },
        { At, "<xs:element name='At' type='xs:anyType'/>", "complexType 'Row' element 'At': xs:anyType is not supported" },
        { At, "<xs:element name='At' type='xs:anySimpleType'/>", "complexType 'Row' element 'At': xs:anySimpleType is not supported" },
        { At, "<xs:element name='at' type='xs:int'/><xs:element name='At' type='xs:int'/>", "complexType 'Row': two elements become the name At" },
        { Row, "<xs:complexType name='Row' mixed='true'>", "complexType 'Row': mixed content is not supported" },
        { Row, "<xs:complexType name='Row' abstract='true'>", "complexType 'Row': abstract is not supported" },
        { Row, "<xs:element name='X' type='AnswerType' substitutionGroup='Answer'/>" + Row, "element 'X': a substitution group is not supported" },
        { Restriction, "<xs:list itemType='xs:int'/>", "simpleType 'Id': xs:list is not supported" },
        { Restriction, "<xs:union memberTypes='xs:int xs:date'/>", "simpleType 'Id': xs:union is not supported" },
        { Restriction, "<xs:restriction><xs:simpleType><xs:restriction base='xs:token'/></xs:simpleType></xs:restriction>", "simpleType 'Id': a simpleType inside xs:restriction is not supported" },
        { Restriction, "<xs:restriction base='xs:integer'/>", "simpleType 'Id': xs:integer is not supported" },
        { Restriction, "<xs:restriction base='xs:decimal'><xs:totalDigits value='4'/></xs:restriction>", "simpleType 'Id': xs:totalDigits on Decimal is not supported" },
        { Restriction, "<xs:restriction base='xs:dateTime'><xs:pattern value='.*Z'/></xs:restriction>", "simpleType 'Id': xs:pattern on DateTime is not supported" },
        { Restriction, "<xs:restriction base='xs:int'><xs:enumeration value='4'/></xs:restriction>", "simpleType 'Id': xs:enumeration on Int32 is not supported" },
        { Facet, "<xs:whiteSpace value='collapse'/>", "simpleType 'Id': xs:whiteSpace on Token is not supported" },
        { Facet, Facet + "<xs:enumeration value='a'/>", "simpleType 'Id': xs:enumeration together with other facets is not supported" },
        { Facet, "<xs:enumeration value='a b'/><xs:enumeration value='aB'/>", "simpleType 'Id': two values of the enumeration become the name AB" },
        { Facet, "<xs:pattern value='\\p{Lu}'/>", "simpleType 'Id': xs:pattern with \\p is not supported" },
        { Facet, "<xs:pattern value='\\i\\c*'/>", "simpleType 'Id': xs:pattern with \\i is not supported" },
        { Facet, "<xs:pattern value='[a-z-[aeiou]]'/>", "simpleType 'Id': xs:pattern with character class subtraction is not supported" },
        { Facet, "<xs:pattern value='ä'/>", "simpleType 'Id': xs:pattern with the character U+00E4 is not supported" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Run_UnsupportedConstruct_IsRefusedByFileLineAndName(string old, string @new, string expected)
    {
        using var contract = new ContractFolder().Change("small.xsd", old, @new);

        var (code, _, error) = contract.Run();

        Assert.Equal(Generator.Refused, code);
        Assert.Contains(expected, error, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"small\.xsd\([1-9][0-9]*\): ", error);
        Assert.False(Directory.Exists(contract.Output));
    }

    [Fact]
    public void Run_SeveralConstructs_TellsAllWithTheirLines()
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", At, At + "\n<xs:any/>")
            .Change("small.xsd", Restriction, "<xs:list itemType='xs:int'/>");

        var (_, _, error) = contract.Run();

        Assert.Equal(
            [
                $"small.xsd({contract.LineOf("small.xsd", "<xs:any/>")}): complexType 'Row': xs:any is not supported",
                $"small.xsd({contract.LineOf("small.xsd", "<xs:simpleType name=\"Id\"")}): simpleType 'Id': xs:list is not supported",
            ],
            error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Run_SchemaThatIsNone_SaysWhatIsWrong()
    {
        using var contract = new ContractFolder().Change("small.xsd", "type=\"AnswerType\"", "type=\"Nowhere\"");
        var (code, _, error) = contract.Run();
        Assert.Equal(Generator.Refused, code);
        Assert.Contains("Nowhere", error, StringComparison.Ordinal);
    }
}
