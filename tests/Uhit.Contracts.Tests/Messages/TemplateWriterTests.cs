using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Messages;
using Uhit.Contracts.Templates;

namespace Uhit.Contracts.Tests.Messages;

public sealed class TemplateWriterTests
{
    private const string Amount = "<xs:element name=\"Amount\" type=\"xs:decimal\"/>";
    private const string Row = """<xs:complexType name="Row">""";
    private static readonly XNamespace Uhit = TemplateWriter.Namespace;

    [Fact]
    public void Write_Message_ShowsEveryElementWithWhatTheSchemaSays()
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", "<xs:element name=\"Id\" type=\"Id\"/>", "<xs:element name='Id' type='Id'><xs:annotation>"
                + "<xs:documentation>The number -- of the\n  premise.</xs:documentation></xs:annotation></xs:element>")
            .Change("small.xsd", Amount, """
                <xs:choice><xs:element name="Kwh" type="xs:decimal" nillable="true"/><xs:sequence><xs:element name="Code" type="Code"/><xs:any minOccurs="0"/></xs:sequence></xs:choice>
                <xs:element name="Next" type="Row" minOccurs="0"/>
                """)
            .Change("small.xsd", Row, """
                <xs:simpleType name="Code"><xs:restriction base="xs:string">
                  <xs:enumeration value="A"><xs:annotation><xs:documentation>Actual</xs:documentation></xs:annotation></xs:enumeration><xs:enumeration value="E"/>
                </xs:restriction></xs:simpleType>
                """ + Row)
            .Change(
                "small.xsd", "</xs:sequence>\n  </xs:complexType>\n  <xs:simpleType name=\"Id\">",
                "</xs:sequence><xs:attribute name='v' fixed='1' use='required'/><xs:attribute name='note' type='xs:string'/>"
                    + "</xs:complexType>\n  <xs:simpleType name=\"Id\">");

        Assert.Equal("""
            <?xml version="1.0" encoding="utf-8"?>
            <!-- The request of Ask.
                 Put {placeholders} or constants in the place of {sample:…}; delete what is not sent. -->
            <!-- 1 -->
            <c:Ask xmlns:c="urn:small" xmlns:uhit="urn:uhit:template" uhit:occurs="1">
              <!-- 1; token, at most 8 characters — The number - - of the premise. -->
              <c:Id uhit:occurs="1">{sample:text}</c:Id>
              <!-- 0..*; @note: optional, string; @v: any text, always "1" -->
              <c:Row uhit:occurs="0..*" note="{sample?:text}" v="1">
                <!-- 1; dateTime -->
                <c:At uhit:occurs="1">{sample:2026-01-01T00:00:00Z}</c:At>
                <!-- 1; one of choice c1; may be nil; decimal -->
                <c:Kwh uhit:occurs="1" uhit:choice="c1" uhit:nil="true">{sample:1.0}</c:Kwh>
                <!-- 1; one of choice c1, together with the others of branch 2; string, one of A (Actual), E -->
                <c:Code uhit:occurs="1" uhit:choice="c1" uhit:branch="2">{sample:A}</c:Code>
                <!-- 0..1; one of choice c1, together with the others of branch 2; any element -->
                <!-- 0..1; c:Next, type c:Row: not shown here, since it holds itself or the message would be too long -->
              </c:Row>
            </c:Ask>

            """.ReplaceLineEndings("\n"), Template(contract, "Ask", "The request of Ask."));
    }

    [Theory]
    [InlineData("<xs:enumeration value='{a}&lt;&amp;&quot;}'/>", "{sample:{a}}<&\"}}}")]
    [InlineData("<xs:pattern value='a&#10;b'/>", "{sample:a\nb}")]
    public void Write_ValueWithBracesAndMarkup_IsEscapedAsTemplatesAre(string facet, string expected)
    {
        using var contract = new ContractFolder().Change(
            "small.xsd", "base=\"xs:token\"><xs:maxLength value=\"8\"/>", $"base='xs:string'>{facet}");
        var template = XDocument.Parse(Template(contract, "Ask", "--"));
        Assert.Equal(expected, template.Root!.Element(XName.Get("Id", "urn:small"))!.Value);
    }

    [Fact]
    public void Write_TypeThatIsAbstract_NamesOneAndTellsTheOthers()
    {
        using var contract = new ContractFolder().Change("small.xsd", Row, """<xs:complexType name="Row" abstract="true">""").Change(
            "small.xsd", "<xs:simpleType name=\"Id\">", """
                <xs:complexType name="A"><xs:complexContent><xs:extension base="Row"/></xs:complexContent></xs:complexType>
                <xs:complexType name="B"><xs:complexContent><xs:extension base="Row"/></xs:complexContent></xs:complexType>
                <xs:simpleType name="Id">
                """);
        var template = Template(contract, "Ask", "t");
        Assert.Contains("<!-- 0..*; in its place by xsi:type may stand c:B -->", template, StringComparison.Ordinal);
        Assert.Contains("<c:Row uhit:occurs=\"0..*\" xsi:type=\"c:A\">", template, StringComparison.Ordinal);
        Assert.Contains("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"", template, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoneOrSeveralElements_StandInAMessage()
    {
        using var contract = new ContractFolder();
        var (model, _) = contract.Read();
        var prefixes = new NamespacePrefixes(model.Schemas);

        var none = XDocument.Parse(TemplateWriter.Write(MessageTree.Build(model.Schemas, []), prefixes, "t"));
        Assert.Equal((Uhit + "message", 0), (none.Root!.Name, none.Root.Elements().Count()));
        var two = XDocument.Parse(
            TemplateWriter.Write(MessageTree.Build(model.Schemas, [new("Ask", "urn:small"), new("Answer", "urn:small")]), prefixes, "t"));
        Assert.Equal(["Ask", "Answer"], two.Root!.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public void Build_MessageThatIsVeryLarge_IsShownLessDeepAndStillWhole()
    {
        var types = string.Concat(Enumerable.Range(0, 8).Select(Type));
        using var contract = new ContractFolder().Change("small.xsd", Amount, "<xs:element name='Big' type='T0'/>").Change(
            "small.xsd", Row, types + "<xs:complexType name='T8'/>" + Row);
        var (model, _) = contract.Read();
        var node = MessageTree.Build(model.Schemas, [new("Ask", "urn:small")])[0];
        Assert.InRange(Count(node), 200, MessageTree.MaxNodes);
        Assert.Empty(Validation.Errors(model.Schemas, SampleMessage.Of(node, new NamespacePrefixes(model.Schemas)).ToString()));

        static int Count(MessageNode node) => 1 + node.Children.Sum(Count);

        static string Type(int i) => $"<xs:complexType name='T{i}'><xs:sequence>"
            + string.Concat(Enumerable.Range(0, 6).Select(j => $"<xs:element name='E{j}' type='T{i + 1}' minOccurs='0'/>"))
            + "<xs:element name='Must' type='xs:int'/></xs:sequence></xs:complexType>";
    }

    [Fact]
    public void Prefixes_AreTheSchemasWhereTheySaySomething()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd",
                "xmlns=\"urn:small\"",
                "xmlns=\"urn:small\" xmlns:tns=\"urn:small\" xmlns:usage=\"urn:small\" xmlns:ns0=\"urn:other\"")
            .Change(
                "small.xsd",
                "<xs:element name=\"Ask\">",
                "<xs:import namespace='urn:other' schemaLocation='other.xsd'/><xs:element name=\"Ask\">")
            .Change("small.xsd", "type=\"xs:decimal\"", "type=\"ns0:T\"")
            .Add("other.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:other'><xs:simpleType name='T'>"
                + "<xs:restriction base='xs:int'/></xs:simpleType></xs:schema>");
        Assert.Equal([("c1", "urn:other"), ("usage", "urn:small")], new NamespacePrefixes(contract.Read().Model.Schemas).All);
    }

    private static string Template(ContractFolder contract, string element, string title)
    {
        var (model, _) = contract.Read();
        return TemplateWriter.Write(
            MessageTree.Build(model.Schemas, [new XmlQualifiedName(element, "urn:small")]), new NamespacePrefixes(model.Schemas), title);
    }
}
