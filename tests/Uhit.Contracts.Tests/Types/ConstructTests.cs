using System.Xml;
using RoundTrip;
using Uhit.Client.Wire;

namespace Uhit.Contracts.Tests.Types;

/// <summary>Each construct of XML Schema by itself: messages at random that the framework finds
/// valid are read and written the same.</summary>
public sealed class ConstructTests
{
    private const int Samples = 40;

    public static TheoryData<string, string> Constructs => new()
    {
        { "built-in types", Sequence(string.Concat(BuiltIns.Select(type => $"<xs:element name='{type}' type='xs:{type}'/>"))) },
        { "built-in types as attributes", "<xs:element name='Root'><xs:complexType>" + string.Concat(
            BuiltIns.Select(type => $"<xs:attribute name='{type}' type='xs:{type}'/>")) + "</xs:complexType></xs:element>" },
        { "enumerations",
            Sequence("<xs:element name='A' type='Code' maxOccurs='9'/><xs:element name='B' type='Level' maxOccurs='9'/>")
                + "<xs:simpleType name='Code'><xs:restriction base='xs:string'><xs:enumeration value='a b'/><xs:enumeration value='+'/>"
                + "<xs:enumeration value='-'/><xs:enumeration value='aB'/><xs:enumeration value=''/></xs:restriction></xs:simpleType>"
                + "<xs:simpleType name='Level'><xs:restriction base='xs:int'><xs:enumeration value='1'/><xs:enumeration value='-7'/>"
                + "</xs:restriction></xs:simpleType>" },
        { "facets",
            Sequence(
                "<xs:element name='A' type='A'/><xs:element name='B' type='B'/><xs:element name='C' type='C'/>"
                    + "<xs:element name='D' type='D'/>")
                + "<xs:simpleType name='A'><xs:restriction base='xs:decimal'><xs:totalDigits value='5'/><xs:fractionDigits value='2'/>"
                + "</xs:restriction></xs:simpleType><xs:simpleType name='B'><xs:restriction base='xs:string'>"
                + "<xs:pattern value='[A-H]{2}\\d{3}'/></xs:restriction></xs:simpleType><xs:simpleType name='C'>"
                + "<xs:restriction base='xs:integer'><xs:pattern value='[0-9]{6}'/></xs:restriction></xs:simpleType>"
                + "<xs:simpleType name='D'><xs:restriction base='xs:hexBinary'><xs:length value='4'/></xs:restriction></xs:simpleType>" },
        { "nillable",
            Sequence("<xs:element name='A' type='xs:int' nillable='true'/><xs:element name='B' type='xs:string' nillable='true' "
                + "minOccurs='0'/><xs:element name='C' type='xs:date' nillable='true' minOccurs='0' maxOccurs='unbounded'/>") },
        { "attributes",
            "<xs:element name='Root'><xs:complexType><xs:sequence><xs:element name='A' type='A' maxOccurs='3'/></xs:sequence>"
                + "<xs:attribute name='id' type='xs:ID' use='required'/><xs:attributeGroup ref='G'/></xs:complexType></xs:element>"
                + "<xs:complexType name='A'><xs:attribute name='unit' type='Unit'/><xs:anyAttribute namespace='##other' "
                + "processContents='lax'/></xs:complexType><xs:attributeGroup name='G'><xs:attribute name='x' type='xs:boolean'/>"
                + "<xs:attribute ref='q'/></xs:attributeGroup><xs:attribute name='q' type='xs:decimal'/><xs:simpleType name='Unit'>"
                + "<xs:restriction base='xs:NMTOKEN'><xs:enumeration value='kWh'/><xs:enumeration value='kW'/></xs:restriction>"
                + "</xs:simpleType>" },
        { "simple content",
            Sequence("<xs:element name='A' type='Amount' maxOccurs='3'/><xs:element name='B' type='More'/>")
                + "<xs:complexType name='Amount'><xs:simpleContent><xs:extension base='xs:decimal'>"
                + "<xs:attribute name='unit' type='xs:string'/></xs:extension></xs:simpleContent></xs:complexType>"
                + "<xs:complexType name='More'><xs:simpleContent><xs:extension base='Amount'><xs:attribute name='at' type='xs:date'/>"
                + "</xs:extension></xs:simpleContent></xs:complexType>" },
        { "extension and xsi:type",
            Sequence("<xs:element name='A' type='Base' maxOccurs='unbounded'/><xs:element name='B' type='Shape' maxOccurs='3'/>")
                + Family },
        { "choice",
            Sequence(
                "<xs:choice><xs:element name='A' type='xs:int'/><xs:sequence><xs:element name='B' type='xs:int'/>"
                    + "<xs:element name='C' type='xs:int' minOccurs='0'/></xs:sequence><xs:element name='D' type='xs:string' "
                    + "maxOccurs='3'/></xs:choice><xs:element name='E' type='xs:int'/>") },
        { "choice that may be left out",
            Sequence("<xs:choice minOccurs='0'><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int'/></xs:choice>") },
        { "choice that repeats",
            Sequence(
                "<xs:choice minOccurs='0' maxOccurs='unbounded'><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:string'/>"
                    + "<xs:sequence><xs:element name='C' type='xs:int'/><xs:element name='D' type='xs:int' minOccurs='0'/></xs:sequence>"
                    + "</xs:choice><xs:element name='E' type='xs:int'/>") },
        { "choice at the top",
            "<xs:element name='Root'><xs:complexType><xs:choice><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:string'/>"
                + "</xs:choice></xs:complexType></xs:element>" },
        { "sequences in sequences",
            Sequence(
                "<xs:sequence minOccurs='0'><xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int'/></xs:sequence>"
                    + "<xs:sequence maxOccurs='unbounded'><xs:element name='C' type='xs:int'/>"
                    + "<xs:element name='D' type='xs:int' minOccurs='0' maxOccurs='2'/></xs:sequence>") },
        { "all",
            "<xs:element name='Root'><xs:complexType><xs:all><xs:element name='A' type='xs:int'/>"
                + "<xs:element name='B' type='xs:string' minOccurs='0'/><xs:element name='C' type='xs:int' minOccurs='0'/></xs:all>"
                + "</xs:complexType></xs:element>" },
        { "groups",
            Sequence("<xs:group ref='G'/><xs:group ref='H' minOccurs='0' maxOccurs='unbounded'/>")
                + "<xs:group name='G'><xs:sequence><xs:element name='A' type='xs:int'/></xs:sequence></xs:group><xs:group name='H'>"
                + "<xs:choice><xs:element name='B' type='xs:int'/><xs:element name='C' type='xs:int'/></xs:choice></xs:group>" },
        { "any",
            Sequence(
                "<xs:element name='A' type='xs:int'/><xs:any namespace='##other' processContents='lax' minOccurs='0' "
                    + "maxOccurs='unbounded'/>") },
        { "anyType",
            Sequence(
                "<xs:element name='A'/><xs:element name='B' type='xs:anyType' minOccurs='0' maxOccurs='2'/>"
                    + "<xs:element name='C' type='xs:anySimpleType'/>") },
        { "mixed",
            Sequence("<xs:element name='A' type='Text'/>") + "<xs:complexType name='Text' mixed='true'><xs:sequence>"
                + "<xs:element name='b' type='xs:string' minOccurs='0' maxOccurs='3'/></xs:sequence></xs:complexType>" },
        { "ref and substitution",
            Sequence("<xs:element ref='Head' maxOccurs='unbounded'/><xs:element ref='Note' minOccurs='0'/>")
                + "<xs:element name='Head' type='Base' abstract='true'/><xs:element name='One' type='Base' substitutionGroup='Head'/>"
                + "<xs:element name='Two' type='Derived' substitutionGroup='Head'/><xs:element name='Note' type='xs:string'/>" + Family },
        { "lists and unions",
            Sequence(
                "<xs:element name='A' type='Numbers'/><xs:element name='B' type='Either' maxOccurs='5'/>"
                    + "<xs:element name='C' type='xs:NMTOKENS'/>")
                + "<xs:simpleType name='Numbers'><xs:list itemType='xs:int'/></xs:simpleType><xs:simpleType name='Either'>"
                + "<xs:union memberTypes='Word xs:int'/></xs:simpleType><xs:simpleType name='Word'><xs:restriction base='xs:token'>"
                + "<xs:enumeration value='none'/><xs:enumeration value='all'/></xs:restriction></xs:simpleType>" },
        { "recursion",
            "<xs:element name='Root' type='Node'/><xs:complexType name='Node'><xs:sequence><xs:element name='Name' type='xs:string'/>"
                + "<xs:element name='Child' type='Node' minOccurs='0' maxOccurs='2'/></xs:sequence></xs:complexType>" },
        { "default and fixed",
            Sequence(
                "<xs:element name='A' type='xs:int' default='5'/><xs:element name='B' type='xs:string' fixed='x' minOccurs='0'/>",
                "<xs:attribute name='c' type='xs:int' fixed='3'/><xs:attribute name='d' type='xs:string' default='y'/>") },
        { "a message of a simple type", "<xs:element name='Root' type='xs:dateTime'/>" },
        { "a message that may be nil", "<xs:element name='Root' nillable='true' type='xs:int'/>" },
        { "the same name twice",
            Sequence(
                "<xs:element name='A' type='xs:int'/><xs:element name='B' type='xs:int'/><xs:element name='A' type='xs:int'/>",
                "<xs:attribute name='A' type='xs:int'/>") },
        { "restriction",
            Sequence("<xs:element name='A' type='Less'/>")
                + "<xs:complexType name='More'><xs:sequence><xs:element name='A' type='xs:int' minOccurs='0'/>"
                + "<xs:element name='B' type='xs:int' minOccurs='0'/></xs:sequence></xs:complexType><xs:complexType name='Less'>"
                + "<xs:complexContent><xs:restriction base='More'><xs:sequence><xs:element name='A' type='xs:int'/></xs:sequence>"
                + "</xs:restriction></xs:complexContent></xs:complexType>" },
        { "keys and notes",
            "<xs:element name='Root'><xs:annotation><xs:documentation>Text</xs:documentation></xs:annotation><xs:complexType><xs:sequence>"
                + "<xs:element name='A' type='xs:int' maxOccurs='4'/></xs:sequence></xs:complexType><xs:unique name='u'>"
                + "<xs:selector xpath='A'/><xs:field xpath='.'/></xs:unique></xs:element>" },
        { "names that meet",
            Sequence(
                "<xs:element name='value' type='xs:int'/><xs:element name='Value' type='xs:int'/><xs:element name='Root' type='xs:int'/>"
                    + "<xs:element name='Shape' type='Message'/><xs:element name='class' type='List'/><xs:element name='_x' type='xs:int'/>"
                    + "<xs:element name='item' type='xs:int' maxOccurs='2'/><xs:element name='ItemCount' type='xs:int' minOccurs='0'/>")
                + "<xs:complexType name='Message'><xs:sequence><xs:element name='Message' type='List' minOccurs='0'/></xs:sequence>"
                + "</xs:complexType><xs:simpleType name='List'><xs:restriction base='xs:string'><xs:maxLength value='9'/></xs:restriction>"
                + "</xs:simpleType>" },
    };

    private static readonly string[] BuiltIns =
    [
        "string", "normalizedString", "token", "boolean", "byte", "unsignedByte", "short", "unsignedShort", "int", "unsignedInt", "long",
        "unsignedLong", "integer",
        "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "decimal", "float", "double", "date", "dateTime",
        "time", "duration", "gYear",
        "gYearMonth", "gMonth", "gMonthDay", "gDay", "base64Binary", "hexBinary", "anyURI", "QName", "language", "Name", "NCName",
        "NMTOKEN",
    ];

    private const string Family =
        "<xs:complexType name='Base'><xs:sequence><xs:element name='Id' type='xs:int'/></xs:sequence>"
        + "<xs:attribute name='a' type='xs:string'/></xs:complexType>"
        + "<xs:complexType name='Derived'><xs:complexContent><xs:extension base='Base'><xs:sequence>"
        + "<xs:element name='More' type='xs:string' minOccurs='0'/></xs:sequence><xs:attribute name='b' type='xs:int'/></xs:extension>"
        + "</xs:complexContent></xs:complexType>"
        + "<xs:complexType name='Last'><xs:complexContent><xs:extension base='Derived'><xs:choice><xs:element name='X' type='xs:int'/>"
        + "<xs:element name='Y' type='xs:int'/></xs:choice></xs:extension></xs:complexContent></xs:complexType>"
        + "<xs:complexType name='Shape' abstract='true'/><xs:complexType name='Circle'><xs:complexContent><xs:extension base='Shape'>"
        + "<xs:sequence><xs:element name='R' type='xs:double'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
        + "<xs:complexType name='Point'><xs:complexContent><xs:extension base='Shape'/></xs:complexContent></xs:complexType>";

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Copy_OfValidMessages_IsTheSame(string construct, string components)
    {
        using var contract = new TypeContract(components);

        var samples = contract.Samples(Samples).ToList();

        Assert.True(samples.Count > Samples / 2, $"{construct}: only {samples.Count} messages could be made");
        Assert.All(samples, message =>
        {
            var copy = contract.Copy(message);
            Assert.True(
                MessageComparison.Difference(message, copy) is null,
                $"{construct}: {MessageComparison.Difference(message, copy)}\n{message}\n{copy}");
        });
    }

    [Theory]
    [InlineData("<A xsi:nil='true'/><B/>")]
    [InlineData("<A/><B xsi:type='t:More' name='xs:int' xmlns:o='urn:o'><C>o:Name</C></B>")]
    public void Copy_OfWhatAnElementSaysOfItself_IsTheSame(string content)
    {
        using var contract = new TypeContract(
            Sequence("<xs:element name='A' nillable='true'/><xs:element name='B' type='Less'/>")
            + "<xs:complexType name='Less'><xs:attribute name='name' type='xs:QName'/></xs:complexType>"
            + "<xs:complexType name='More'><xs:complexContent><xs:extension base='Less'><xs:sequence><xs:element name='C' type='xs:QName'/>"
            + "</xs:sequence></xs:extension></xs:complexContent></xs:complexType>");
        var message = TypeContract.Message(content);
        Assert.Null(MessageComparison.Difference(message, contract.Copy(message)));
    }

    [Theory]
    [InlineData("<A>xs:One t:Two xs:Three</A><C>none</C>")]
    [InlineData("<A>xs:None</A><C xmlns:o='urn:o' names='o:One o:Two'>text</C>")]
    [InlineData("<A>xs:One</A><A>xs:Two</A><C names='xs:One'>text</C>")]
    public void Copy_OfListsOfNames_DeclaresTheirPrefixes(string content)
    {
        using var contract = new TypeContract(
            Sequence(
                "<xs:element name='A' type='Names' maxOccurs='2'/><xs:element name='C'><xs:complexType><xs:simpleContent>"
                    + "<xs:extension base='xs:string'><xs:attribute name='names' type='Names'/></xs:extension></xs:simpleContent>"
                    + "</xs:complexType></xs:element>")
            + "<xs:simpleType name='Names'><xs:list itemType='xs:QName'/></xs:simpleType>");
        var message = TypeContract.Message(content);
        Assert.Null(MessageComparison.Difference(message, contract.Copy(message)));
    }

    [Fact]
    public void Read_ListOfNames_TakesThePrefixesOfItsOwnElementAndNotOfTheNext()
    {
        using var xml = XmlReader.Create(new StringReader("<R><A xmlns:o='urn:o'>o:One o:Two</A><B xmlns:o='urn:x'/></R>"));
        var reader = new ElementReader(xml);
        reader.MoveToMessage("R", string.Empty);
        reader.Enter(ElementShape.Sequence.Element("A", string.Empty, 1, 1).Element("B", string.Empty, 0, 1));
        Assert.True(reader.NextChild(out _));
        var names = new List<XmlQualifiedName>();
        reader.StartList();
        while (reader.NextItem())
        {
            names.Add(reader.ReadQName());
        }

        Assert.Equal([new XmlQualifiedName("One", "urn:o"), new XmlQualifiedName("Two", "urn:o")], names);
    }

    [Fact]
    public void Copy_OfReferencesThatTheContractHas_IsTheSameAndOthersAreRefused()
    {
        using var contract = new TypeContract(
            Sequence(
                "<xs:element name='Include' type='Part' minOccurs='0' maxOccurs='2'/><xs:element name='Plain' minOccurs='0'>"
                    + "<xs:complexType><xs:sequence><xs:element name='A' type='xs:string' minOccurs='0'/></xs:sequence></xs:complexType>"
                    + "</xs:element>")
            + "<xs:complexType name='Part'><xs:sequence><xs:any namespace='##other' processContents='lax' minOccurs='0'/></xs:sequence>"
            + "<xs:attribute name='href' type='xs:anyURI' use='required'/></xs:complexType>");
        var message = TypeContract.Message("<Include href='cid:a'/><Include href='cid:b'/><Plain/>");
        Assert.Null(MessageComparison.Difference(message, contract.Copy(message)));
        Assert.ThrowsAny<Exception>(() => contract.Copy(TypeContract.Message("<Include href='cid:a'/><Plain href='#1'/>")));
    }

    private static string Sequence(string elements, string attributes = "") =>
        $"<xs:element name='Root'><xs:complexType><xs:sequence>{elements}</xs:sequence>{attributes}</xs:complexType></xs:element>";
}
