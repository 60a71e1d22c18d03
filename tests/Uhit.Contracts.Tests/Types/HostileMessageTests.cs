using System.Xml.Linq;

namespace Uhit.Contracts.Tests.Types;

/// <summary>What the schema does not allow is refused, by a code and by the path of the element.</summary>
public sealed class HostileMessageTests : IDisposable
{
    private const string Nothing = "xsi:nil='true'";

    private readonly TypeContract _contract = new("""
        <xs:element name="Root"><xs:complexType><xs:sequence>
          <xs:element name="Id" type="xs:unsignedByte"/>
          <xs:element name="Nil" type="xs:int" nillable="true" minOccurs="0"/>
          <xs:choice>
            <xs:element name="A" type="Base"/>
            <xs:sequence><xs:element name="B" type="xs:hexBinary"/><xs:element name="C" type="xs:duration"/></xs:sequence>
          </xs:choice>
          <xs:sequence minOccurs="0" maxOccurs="2"><xs:element name="From" type="xs:int"/><xs:element name="To" type="xs:int"/></xs:sequence>
          <xs:element name="All" minOccurs="0"><xs:complexType><xs:all><xs:element name="P" type="xs:int"/><xs:element name="Q" type="xs:int" minOccurs="0"/></xs:all></xs:complexType></xs:element>
          <xs:element name="Text" minOccurs="0"><xs:complexType><xs:simpleContent><xs:extension base="xs:float"><xs:attribute name="unit" type="Unit" use="required"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
          <xs:element name="List" type="List" minOccurs="0"/>
          <xs:element name="Fixed" type="xs:int" fixed="3" minOccurs="0"/>
          <xs:any namespace="urn:open" processContents="lax" minOccurs="0" maxOccurs="2"/>
        </xs:sequence></xs:complexType></xs:element>
        <xs:complexType name="Base" abstract="true"><xs:sequence/></xs:complexType>
        <xs:complexType name="Derived"><xs:complexContent><xs:extension base="Base"><xs:sequence><xs:element name="D" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        <xs:complexType name="Foreign"><xs:sequence><xs:element name="D" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:simpleType name="Unit"><xs:restriction base="xs:string"><xs:enumeration value="kWh"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="List"><xs:restriction><xs:simpleType><xs:list itemType="xs:short"/></xs:simpleType><xs:maxLength value="2"/></xs:restriction></xs:simpleType>
        """);

    [Theory]
    [InlineData("", "missing-element", "Root/Id")]
    [InlineData("<Id>256</Id>", "bad-value", "Root/Id")]
    [InlineData("<Id>-1</Id>", "bad-value", "Root/Id")]
    [InlineData("<Id>1.0</Id>", "bad-value", "Root/Id")]
    [InlineData("<Id>1</Id>", "missing-element", "Root/A")]
    [InlineData("<Id>1</Id><Id>2</Id>", "duplicate-element", "Root/Id")]
    [InlineData("<Id>1</Id><C>P1D</C>", "wrong-order", "Root/C")]
    [InlineData("<Id>1</Id><B>00</B>", "missing-element", "Root/C")]
    [InlineData("<Id>1</Id><B>0</B><C>P1D</C>", "bad-value", "Root/B")]
    [InlineData("<Id>1</Id><B>0g</B><C>P1D</C>", "bad-value", "Root/B")]
    [InlineData("<Id>1</Id><B>00</B><C>P</C>", "bad-value", "Root/C")]
    [InlineData("<Id>1</Id><B>00</B><C>PT</C>", "bad-value", "Root/C")]
    [InlineData("<Id>1</Id><B>00</B><C>P1D</C><A/>", "wrong-order", "Root/A")]
    [InlineData("<Id>1</Id><A/>", "instance-attribute", "Root/A")]
    [InlineData("<Id>1</Id><A xsi:type='t:Base'/>", "instance-attribute", "Root/A")]
    [InlineData("<Id>1</Id><A xsi:type='t:Foreign'><D>1</D></A>", "instance-attribute", "Root/A")]
    [InlineData("<Id>1</Id><A xsi:type='xs:Derived'><D>1</D></A>", "instance-attribute", "Root/A")]
    [InlineData("<Id>1</Id><A xsi:type='t:Derived'/>", "missing-element", "Root/A/D")]
    [InlineData("<Id>1</Id><Nil/><B/><C>P1D</C>", "bad-value", "Root/Nil")]
    [InlineData("<Id>1</Id><Nil xsi:nil='true'>5</Nil><B/><C>P1D</C>", "instance-attribute", "Root/Nil")]
    [InlineData("<Id>1</Id><Nil xsi:nil='perhaps'/><B/><C>P1D</C>", "instance-attribute", "Root/Nil")]
    [InlineData("<Id " + Nothing + "/>", "instance-attribute", "Root/Id")]
    [InlineData(Right + "<From>1</From>", "missing-element", "Root/To")]
    [InlineData(Right + "<From>1</From><List/>", "missing-element", "Root/To")]
    [InlineData("<Id>1</Id><B>00</B><List/>", "missing-element", "Root/C")]
    [InlineData(Right + "<To>1</To>", "wrong-order", "Root/To")]
    [InlineData(Right + "<From>1</From><To>2</To><From>1</From><To>2</To><From>1</From><To>2</To>", "wrong-order", "Root/From")]
    [InlineData(Right + "<All><Q>1</Q></All>", "missing-element", "Root/All/P")]
    [InlineData(Right + "<All><P>1</P><P>1</P></All>", "duplicate-element", "Root/All/P")]
    [InlineData(Right + "<Text>1</Text>", "missing-attribute", "Root/Text/@unit")]
    [InlineData(Right + "<Text unit='kW'>1</Text>", "bad-value", "Root/Text/@unit")]
    [InlineData(Right + "<Text unit='kWh'>Infinity</Text>", "bad-value", "Root/Text")]
    [InlineData(Right + "<Text unit='kWh'>1e999</Text>", "bad-value", "Root/Text")]
    [InlineData(Right + "<List>1 2 3</List>", "bad-value", "Root/List")]
    [InlineData(Right + "<List>1 40000</List>", "bad-value", "Root/List")]
    [InlineData(Right + "<Fixed>4</Fixed>", "bad-value", "Root/Fixed")]
    [InlineData(Right + "text", "unexpected-text", "Root")]
    public void Read_WhatTheSchemaForbids_IsRefused(string content, string code, string path)
    {
        var refusal = _contract.Refusal(content);
        Assert.Equal((code, path), (refusal.Code, refusal.Path));
    }

    [Theory]
    [InlineData(Right, 0)]
    [InlineData("<Id> 1 </Id><Unknown><Id>5</Id></Unknown>" + Choice, 1)]
    [InlineData(Right + "<From>1</From><Unknown/><To>2</To><Unknown/><From>1</From><To>2</To>", 2)]
    [InlineData(Right + "<o:Open xmlns:o='urn:open'><o:Id/></o:Open><o:Open xmlns:o='urn:other'/>", 1)]
    [InlineData("<Id>1</Id><A xsi:type='t:Derived'><D>1</D></A>", 0)]
    [InlineData("<Id>1</Id><Nil " + Nothing + "/>" + Choice, 0)]
    [InlineData(Right + "<All><Q>1</Q><P>1</P></All><Text unit='kWh'>-INF</Text><List/><Fixed> 3 </Fixed>", 0)]
    public void Read_WhatTheSchemaAllows_IsTaken(string content, int unknown)
    {
        Assert.NotNull(_contract.Read(TypeContract.Message(content), out var counted));
        Assert.Equal(unknown, counted);
    }

    [Theory]
    [InlineData("", "Root/A")]
    [InlineData("<A>1</A>", "Root/A")]
    public void Read_TooFewOfAChoice_IsRefused(string content, string path)
    {
        using var contract = new TypeContract("<xs:element name='Root'><xs:complexType><xs:choice><xs:element name='A' type='xs:int' "
            + "minOccurs='2' maxOccurs='3'/><xs:element name='B' type='xs:int'/></xs:choice></xs:complexType></xs:element>");
        var refusal = contract.Refusal(content);
        Assert.Equal(("missing-element", path), (refusal.Code, refusal.Path));
    }

    [Fact]
    public void Read_TooFewBeforeTheNext_IsRefused()
    {
        using var contract = new TypeContract(
            "<xs:element name='Root'><xs:complexType><xs:sequence><xs:element name='A' type='xs:int' minOccurs='2' maxOccurs='3'/>"
                + "<xs:element name='B' type='xs:int' minOccurs='0'/></xs:sequence></xs:complexType></xs:element>");
        Assert.Equal("missing-element", contract.Refusal("<A>1</A><B>1</B>").Code);
        Assert.NotNull(contract.Read(TypeContract.Message("<A>1</A><A>1</A><B>1</B>")));
    }

    [Fact]
    public void Read_OpenElementBeforeItsPlace_IsUnknown()
    {
        _contract.Read(TypeContract.Message("<Id>1</Id><o:Early xmlns:o='urn:open'/>" + Choice), out var unknown);
        Assert.Equal(1, unknown);
    }

    [Fact]
    public void Copy_OfOpenElements_KeepsThemAndTheirPrefixes()
    {
        var message = TypeContract.Message(Right + "<o:Open xmlns:o='urn:open' at='t:Name' xsi:type='xs:string'>t:Other<o:In/></o:Open>");

        var open = _contract.Copy(message).Element(XName.Get("Open", "urn:open"))!;

        Assert.Equal(TypeContract.Namespace, open.GetNamespaceOfPrefix("t"));
        Assert.Equal("http://www.w3.org/2001/XMLSchema", open.GetNamespaceOfPrefix("xs"));
        Assert.Equal("t:Other", open.FirstNode!.ToString());
        Assert.NotNull(open.Element(XName.Get("In", "urn:open")));
    }

    public void Dispose() => _contract.Dispose();

    private const string Choice = "<B>0aFF</B><C>P1DT2H</C>";
    private const string Right = "<Id>1</Id>" + Choice;
}
