using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Tests.Schemas;

public sealed class SchemaReachTests
{
    private const string Row = """<xs:complexType name="Row">""";

    [Theory]
    [InlineData("<xs:complexType name='Unused'><xs:sequence><xs:element name='a' type='Gone'/></xs:sequence></xs:complexType>")]
    [InlineData("<xs:element name='Unused' type='zz:Undeclared'/>")]
    [InlineData("<xs:notation name='a' public='b'/>")]
    [InlineData("<xs:simpleType name='Unused'><xs:restriction base='xs:int'><xs:pattern value='['/></xs:restriction></xs:simpleType>")]
    [InlineData("<xs:group name='Unused'><xs:choice><xs:element ref='Nowhere'/></xs:choice></xs:group>")]
    public void Read_WrongWhereNothingReaches_IsNotJudged(string unused)
    {
        using var contract = new ContractFolder().Change("small.xsd", Row, unused + Row);
        var (model, _) = contract.Read();
        Assert.True(model.Schemas.IsCompiled);
        Assert.Equal(
            ["Answer", "Ask"],
            model.Schemas.GlobalElements.Names.Cast<XmlQualifiedName>().Select(n => n.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(new XmlQualifiedName("Unused", "urn:small"), model.Schemas.GlobalTypes.Names.Cast<XmlQualifiedName>());
    }

    [Theory]
    [InlineData("type=\"Row\"", "type=\"Gone\"", "element 'Ask': type=\"Gone\": type 'Gone' of namespace 'urn:small' does not exist")]
    [InlineData("type=\"Row\"", "type=\"zz:Row\"", "element 'Ask': the prefix of type=\"zz:Row\" is not declared")]
    [InlineData(
        "type=\"xs:decimal\"", "type=\"Gone\"", "complexType 'Row': type=\"Gone\": type 'Gone' of namespace 'urn:small' does not exist")]
    [InlineData(
        "base=\"xs:token\"", "base=\"Gone\"", "simpleType 'Id': base=\"Gone\": type 'Gone' of namespace 'urn:small' does not exist")]
    [InlineData(
        "<xs:sequence>\n      <xs:element name=\"At\"", "<xs:sequence><xs:element ref='Gone'/>\n      <xs:element name=\"At\"",
        "complexType 'Row': ref=\"Gone\": element 'Gone' of namespace 'urn:small' does not exist")]
    [InlineData(
        "<xs:sequence>\n      <xs:element name=\"At\"", "<xs:sequence><xs:group ref='Gone'/>\n      <xs:element name=\"At\"",
        "complexType 'Row': ref=\"Gone\": group 'Gone' of namespace 'urn:small' does not exist")]
    public void Read_WrongWhereAMessageReaches_IsRefusedByFileLineAndName(string old, string @new, string expected)
    {
        using var contract = new ContractFolder().Change("small.xsd", old, @new);
        Assert.Matches($@"^small\.xsd\([1-9][0-9]*\): {System.Text.RegularExpressions.Regex.Escape(expected)}", contract.Refusal());
    }

    [Fact]
    public void Read_NamesWithoutAPrefixWhereNoNamespaceIsTheDefault_AreOfTheSchemasOwn()
    {
        using var contract = new ContractFolder().Change("small.xsd", " xmlns=\"urn:small\"", "")
            .Change("small.xsd", "<xs:element name=\"Row\" type=\"Row\"", "<xs:element ref=\"Head\"")
            .Change("small.xsd", "<xs:complexType name=\"Row\">", """
                <xs:element name="Head" type="Row"/><xs:element name="Member" type="Better" substitutionGroup="Head"/>
                <xs:complexType name="Better"><xs:complexContent><xs:extension base="Row"><xs:attributeGroup ref="More"/></xs:extension></xs:complexContent></xs:complexType>
                <xs:attributeGroup name="More"><xs:attribute ref="mark"/></xs:attributeGroup><xs:attribute name="mark"><xs:simpleType><xs:union memberTypes="Id xs:int"/></xs:simpleType></xs:attribute>
                <xs:complexType name="Row">
                """);
        var (model, notes) = contract.Read();
        Assert.Equal(
            [$"small.xsd({contract.LineOf("small.xsd", "name=\"Id\"")}): names without a prefix are taken to be of the schema's own "
                + "namespace (and 9 more)"], notes);
        Assert.Empty(
            Validation.Errors(
                model.Schemas, "<Ask xmlns='urn:small' xmlns:s='urn:small'><Id>a</Id><Member s:mark='a'><At>2026-01-01T00:00:00</At>"
                    + "<Amount>1</Amount></Member></Ask>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><Id>123456789</Id></Ask>"));
    }

    [Fact]
    public void Read_NameWithoutAPrefixThatIsOfNoNamespace_StaysThat()
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", " xmlns=\"urn:small\"", " xmlns:s=\"urn:small\"")
            .Change("small.xsd", "type=\"Id\"", "type=\"s:Id\"")
            .Change("small.xsd", "type=\"AnswerType\"", "type=\"s:AnswerType\"")
            .Change("small.xsd", "<xs:element name=\"Ask\">", "<xs:import schemaLocation='none.xsd'/><xs:element name=\"Ask\">")
            .Add("none.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:complexType name='Row'><xs:sequence>"
                + "<xs:element name='bare' type='xs:int'/></xs:sequence></xs:complexType></xs:schema>");
        var (model, notes) = contract.Read();
        Assert.Empty(notes);
        Assert.Empty(Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><Id>a</Id><Row><bare xmlns=''>1</bare></Row></Ask>"));
    }

    [Fact]
    public void Read_WhatNoSchemaHolds_IsTakenOutAndNoted()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd",
                "<xs:element name=\"At\"",
                "stray<attribute name='x' xmlns=''/><e:hint xmlns:e='urn:e'><e:deep/></e:hint><xs:element name=\"At\"")
            .Change(
                "small.xsd", "<xs:element name=\"Amount\" type=\"xs:decimal\"/>",
                "<xs:element name=\"Amount\"><xs:annotation><xs:documentation>text <b>is</b> welcome</xs:documentation></xs:annotation>"
                    + "<xs:simpleType name='Named'><xs:restriction base='xs:int'/></xs:simpleType></xs:element>")
            .Change("small.wsdl", "<xs:schema>", "<xs:schema targetNamespace=''>");
        var (model, notes) = contract.Read();
        Assert.Equal(
            [
                "attribute targetNamespace of xs:schema says nothing to us",
                "text stands in a schema where none belongs",
                "attribute is nothing that a schema holds",
                "{urn:e}hint is nothing that a schema holds",
                "attribute name of xs:simpleType says nothing to us",
            ],
            notes.Select(n => n[(n.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.Empty(Validation.Errors(
            model.Schemas, "<Ask xmlns='urn:small'><Id>a</Id><Row><At>2026-01-01T00:00:00</At><Amount>1</Amount></Row></Ask>"));
        Assert.NotEmpty(Validation.Errors(
            model.Schemas, "<Ask xmlns='urn:small'><Id>a</Id><Row><At>2026-01-01T00:00:00</At><Amount>1.5</Amount></Row></Ask>"));
    }

    [Fact]
    public void Read_SeveralWrongs_AreToldAtOnce()
    {
        using var contract = new ContractFolder().Change("small.xsd", "type=\"xs:decimal\"", "type=\"Gone\"").Change(
            "small.xsd", "base=\"xs:token\"", "base=\"Lost\"");
        Assert.Equal(2, contract.Refusal().Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Read_TypesThatMayStandForAnElements_AreReached()
    {
        using var contract = new ContractFolder().Change("small.xsd", Row, """
            <xs:complexType name="Better"><xs:complexContent><xs:extension base="Row"><xs:sequence><xs:element name="More" type="Best"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
            <xs:complexType name="Best"><xs:complexContent><xs:extension base="Better"/></xs:complexContent></xs:complexType>
            <xs:complexType name="Aside"><xs:complexContent><xs:extension base="Unused"/></xs:complexContent></xs:complexType>
            <xs:complexType name="Unused"/>
            """ + Row);
        Assert.Equal(["AnswerType", "Best", "Better", "Id", "Row"], Types(contract));
    }

    [Fact]
    public void Read_BaseOnly_DoesNotReachItsOtherChildren()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd",
                "<xs:complexType name=\"AnswerType\">\n    <xs:sequence>\n      <xs:element name=\"Name\" type=\"xs:string\"/>\n    "
                    + "</xs:sequence>",
                    "<xs:complexType name=\"AnswerType\"><xs:complexContent><xs:extension base='Base'/></xs:complexContent>")
            .Change(
                "small.xsd", Row, "<xs:complexType name='Base'/><xs:complexType name='Brother'><xs:complexContent>"
                    + "<xs:extension base='Base'/></xs:complexContent></xs:complexType>" + Row);
        Assert.Equal(["AnswerType", "Base", "Id", "Row"], Types(contract));
    }

    [Fact]
    public void Read_SubstitutionGroup_ReachesItsMembers()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd", "<xs:element name=\"Row\" type=\"Row\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>", "<xs:element ref='Head'/>")
            .Change(
                "small.xsd", Row, "<xs:element name='Head' type='Row' abstract='true'/><xs:element name='Member' type='Row' "
                    + "substitutionGroup='Head'/>" + Row);
        Assert.Contains(
            new XmlQualifiedName("Member", "urn:small"), contract.Read().Model.Schemas.GlobalElements.Names.Cast<XmlQualifiedName>());
    }

    [Fact]
    public void Read_KeysForeignAttributesAndWrongAttributes_AreNoted()
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", Row, "<xs:complexType name=\"Row\" nillable='true' e:x='1' xmlns:e='urn:e'>")
            .Change(
                "small.xsd",
                "</xs:complexType>\n  </xs:element>",
                "</xs:complexType>\n  <xs:unique name='u'><xs:selector xpath='Row'/><xs:field xpath='At'/></xs:unique></xs:element>");
        var (model, notes) = contract.Read();
        Assert.True(model.Schemas.IsCompiled);
        Assert.Equal(
            [
                "xs:unique is not checked",
                "attribute nillable of xs:complexType says nothing to us",
                "attribute {urn:e}x of xs:complexType says nothing to us",
            ],
            notes.Select(n => n[(n.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    [Fact]
    public void Read_DataSet_IsAnythingOfTheSchemaNamespace()
    {
        using var contract = new ContractFolder().Change(
            "small.xsd", "<xs:element name=\"Name\" type=\"xs:string\"/>", "<xs:element ref='xs:schema'/><xs:any/>");
        var (model, notes) = contract.Read();
        Assert.Contains("a schema that is carried in the message is skipped", Assert.Single(notes), StringComparison.Ordinal);
        var answer = (XmlSchemaComplexType)model.Schemas.GlobalTypes[new XmlQualifiedName("AnswerType", "urn:small")]!;
        Assert.IsType<XmlSchemaAny>(((XmlSchemaSequence)answer.Particle!).Items[0]);
    }

    [Fact]
    public void Read_DeclaredTwice_SaysTheSame_IsOne_SaysOther_IsRefused()
    {
        const string again =
            """<xs:complexType name="Row"><!-- again --><xs:sequence><xs:element type="xs:dateTime" name="At"/><xs:element name="Amount" type="xs:decimal"/></xs:sequence></xs:complexType>""";
        using var same = new ContractFolder().Change("small.xsd", Row, again + Row);
        Assert.True(same.Read().Model.Schemas.IsCompiled);
        using var other = new ContractFolder().Change(
            "small.xsd", Row, again.Replace("decimal", "int", StringComparison.Ordinal) + "\n" + Row);
        Assert.Matches(
            @"small\.xsd\([0-9]+\): complexType 'Row': it is declared twice, and differently: also in small\.xsd\([0-9]+\)",
            other.Refusal());
    }

    private static IEnumerable<string> Types(ContractFolder contract) =>
        contract.Read().Model.Schemas.GlobalTypes.Names.Cast<XmlQualifiedName>()
            .Where(n => n.Namespace == "urn:small")
            .Select(n => n.Name)
            .Order(StringComparer.Ordinal);
}
