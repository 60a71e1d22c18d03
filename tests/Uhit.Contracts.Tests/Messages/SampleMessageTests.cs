using System.Xml;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Tests.Messages;

public sealed class SampleMessageTests
{
    private const string Amount = "<xs:element name=\"Amount\" type=\"xs:decimal\"/>";
    private const string Row = """<xs:complexType name="Row">""";

    /// <summary>In the place of an element, and of what stands before the type.</summary>
    public static TheoryData<string, string> Constructs => new()
    {
        { "<xs:element name='E' type='xs:decimal' minOccurs='3' maxOccurs='3'/>", "" },
        { "<xs:choice><xs:element name='A' type='xs:int'/><xs:sequence><xs:element name='B' type='xs:int'/>"
            + "<xs:element name='C' type='xs:int'/></xs:sequence></xs:choice>", "" },
        { "<xs:choice maxOccurs='unbounded'><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int'/></xs:choice>", "" },
        { "<xs:choice maxOccurs='2'><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int'/>"
            + "<xs:element name='C' type='xs:int'/></xs:choice>", "" },
        { "<xs:sequence minOccurs='0' maxOccurs='unbounded'><xs:element name='A' type='xs:int'/><xs:choice>"
            + "<xs:element name='B' type='xs:int'/><xs:element name='C' type='xs:int'/></xs:choice></xs:sequence>", "" },
        { "<xs:element name='E' nillable='true' type='xs:date'/>", "" },
        { "<xs:element name='E' fixed='7' type='xs:int'/>", "" },
        { "<xs:element name='E' default='2026-05-05' type='xs:date'/>", "" },
        { "<xs:any processContents='lax' namespace='##other'/>", "" },
        { "<xs:any processContents='skip' namespace='urn:a urn:b'/>", "" },
        { "<xs:element name='E' type='L'/>", "<xs:simpleType name='L'><xs:list itemType='xs:date'/></xs:simpleType>" },
        { "<xs:element name='E' type='L'/>",
            "<xs:simpleType name='L'><xs:restriction><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType><xs:length value='3'/>"
                + "</xs:restriction></xs:simpleType>" },
        { "<xs:element name='E' type='U'/>", "<xs:simpleType name='U'><xs:union memberTypes='xs:date xs:int'/></xs:simpleType>" },
        { "<xs:element name='E' type='S'/>",
            "<xs:simpleType name='S'><xs:restriction base='xs:string'><xs:minLength value='30'/><xs:maxLength value='40'/></xs:restriction>"
                + "</xs:simpleType>" },
        { "<xs:element name='E' type='S'/>",
            "<xs:simpleType name='S'><xs:restriction base='xs:decimal'><xs:minExclusive value='5'/><xs:maxExclusive value='6'/>"
                + "<xs:fractionDigits value='1'/></xs:restriction></xs:simpleType>" },
        { "<xs:element name='E' type='S'/>",
            "<xs:simpleType name='S'><xs:restriction base='xs:dateTime'><xs:pattern value='.*-06:00'/></xs:restriction></xs:simpleType>" },
        { "<xs:element name='E' type='S'/>",
            "<xs:simpleType name='S'><xs:restriction base='xs:hexBinary'><xs:length value='4'/></xs:restriction></xs:simpleType>" },
        { "<xs:element name='E' type='S'/>",
            "<xs:simpleType name='S'><xs:restriction base='xs:base64Binary'><xs:length value='5'/></xs:restriction></xs:simpleType>" },
        { "<xs:element name='E' type='S'/>",
            "<xs:simpleType name='S'><xs:restriction base='B'><xs:pattern value='[A-Z]{2}'/></xs:restriction></xs:simpleType>"
                + "<xs:simpleType name='B'><xs:restriction base='xs:token'><xs:enumeration value='abc'/><xs:enumeration value='KW'/>"
                + "</xs:restriction></xs:simpleType>" },
        { "<xs:element name='E' type='V'/>",
            "<xs:complexType name='V'><xs:simpleContent><xs:extension base='xs:int'><xs:attribute name='unit' use='required'>"
                + "<xs:simpleType><xs:restriction base='xs:string'><xs:enumeration value='kWh'/></xs:restriction></xs:simpleType>"
                + "</xs:attribute><xs:attribute name='note'/></xs:extension></xs:simpleContent></xs:complexType>" },
        { "<xs:element name='E' type='Abstract'/>",
            "<xs:complexType name='Abstract' abstract='true'><xs:sequence><xs:element name='Of' type='xs:int'/></xs:sequence>"
                + "</xs:complexType><xs:complexType name='Concrete'><xs:complexContent><xs:extension base='Abstract'><xs:sequence>"
                + "<xs:element name='More' type='xs:int'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>" },
        { "<xs:element ref='Head'/>",
            "<xs:element name='Head' abstract='true' type='xs:int'/><xs:element name='Member' type='xs:int' substitutionGroup='Head'/>" },
        { "<xs:element name='E' type='Tree'/>",
            "<xs:complexType name='Tree'><xs:sequence><xs:element name='Child' type='Tree' minOccurs='0' maxOccurs='unbounded'/>"
                + "<xs:element name='Leaf' type='xs:int'/></xs:sequence></xs:complexType>" },
        { "<xs:group ref='G'/>",
            "<xs:group name='G'><xs:sequence><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int' minOccurs='0'/>"
                + "</xs:sequence></xs:group>" },
        { "<xs:element name='E' type='All'/>",
            "<xs:complexType name='All'><xs:all><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int' minOccurs='0'/>"
                + "</xs:all><xs:attributeGroup ref='AG'/></xs:complexType><xs:attributeGroup name='AG'>"
                + "<xs:attribute name='a' type='xs:ID' use='required'/></xs:attributeGroup>" },
        { "<xs:element name='E' type='Mixed'/>",
            "<xs:complexType name='Mixed' mixed='true'><xs:sequence><xs:element name='B' type='xs:int'/></xs:sequence></xs:complexType>" },
        { "<xs:element name='E'/>", "" },
        { "<xs:element name='E' type='Optional'/>",
            "<xs:complexType name='Optional' abstract='true'/><xs:complexType name='O2'><xs:complexContent>"
                + "<xs:restriction base='Optional'/></xs:complexContent></xs:complexType>" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Of_Construct_IsTakenByTheSchema_FullAndRequiredOnly(string element, string components)
    {
        using var contract = new ContractFolder().Change("small.xsd", Amount, element).Change("small.xsd", Row, components + Row);
        var (model, _) = contract.Read();
        var node = MessageTree.Build(model.Schemas, [new XmlQualifiedName("Ask", "urn:small")])[0];
        var prefixes = new NamespacePrefixes(model.Schemas);

        var full = SampleMessage.Of(node, prefixes).ToString();
        Assert.DoesNotContain(
            Validation.Errors(model.Schemas, full), e => !e.Contains("Could not find schema information", StringComparison.Ordinal));
        Assert.Contains("Row", full, StringComparison.Ordinal);
        var least = SampleMessage.Of(node, prefixes, onlyRequired: true).ToString();
        Assert.Empty(Validation.Errors(model.Schemas, least));
        Assert.DoesNotContain("Row", least, StringComparison.Ordinal);
    }
}
