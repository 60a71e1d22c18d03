namespace Uhit.Client.Package.Tests;

/// <summary>A contract with what real ones have and the reference has not, and a program that uses what is made of it.</summary>
internal static class MetersContract
{
    public const string Program = """"
        using System.Globalization;
        using System.Text;
        using System.Xml;
        using System.Xml.Linq;
        using Made.Wire;

        const string Message = """
            <Report xmlns="urn:meters" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <Premise lang="en">North</Premise>
              <Reading xsi:type="Value" unit="kWh" estimated="true">
                <At>2026-01-02T03:04:05</At><Value>1.50</Value>
              </Reading>
              <Reading xsi:nil="true" />
              <Reading xsi:type="Profile" unit="kW">
                <At>2026-01-02T03:04:05-06:00</At><Values>AQID</Values><Digest>0AFF</Digest>
              </Reading>
              <Later xmlns="urn:later">kept</Later>
            </Report>
            """;
        const string Header = """
            <Routing xmlns="urn:meters" xmlns:s="urn:s" s:role="next"><Verb>created</Verb><Hop>1</Hop><Hop>2</Hop></Routing>
            """;

        Console.WriteLine($"{MetersContract.ReportAction} over SOAP {MetersContract.SoapVersion}");
        using var headerReader = XmlReader.Create(new StringReader(Header));
        var routing = Routing.Read(headerReader);
        Console.WriteLine($"Verb {routing.Verb}, {routing.Hop.Count} hops");
        using var reader = XmlReader.Create(new StringReader(Message));
        var report = Report.Read(reader);
        Console.WriteLine($"{report.Premise?.Value} in {report.Premise?.Lang}");
        foreach (var reading in report.Reading)
        {
            Console.WriteLine(reading switch
            {
                Value value => string.Create(CultureInfo.InvariantCulture, $"Value {value.Unit} {value.ValueElement:0.0}"),
                Profile profile => string.Create(CultureInfo.InvariantCulture, $"Profile {profile.Unit} {profile.Values.Length} bytes"),
                _ => "nil",
            });
        }

        Console.WriteLine(IsSame(Message, report.Write) && IsSame(Header, routing.Write) ? "the same" : "not the same");

        static bool IsSame(string before, Action<XmlWriter> write)
        {
            var text = new StringBuilder();
            using (var writer = XmlWriter.Create(text))
            {
                write(writer);
            }

            return Values(XElement.Parse(before)).SequenceEqual(Values(XElement.Parse(text.ToString())));
        }

        // Prefixes may differ: names and values may not.
        static IEnumerable<string> Values(XElement root) => root.DescendantsAndSelf().Select(element =>
            element.Name + "=" + (element.HasElements ? "" : element.Value) + string.Concat(
                element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)
                    .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal)
                    .Select(attribute => $" {attribute.Name}={attribute.Value.Split(':')[^1]}")));
        """";

    public static string Wsdl(string version) =>
        $$"""
        <?xml version="1.0" encoding="utf-8"?>
        <wsdl:definitions targetNamespace="urn:meters:service" xmlns:tns="urn:meters:service" xmlns:t="urn:meters"
                          xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
                          xmlns:soap="http://schemas.xmlsoap.org/wsdl/{{(version == "1.1" ? "soap" : "soap12")}}/"
                          xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <wsdl:types>
            <xs:schema targetNamespace="urn:meters" xmlns="urn:meters" elementFormDefault="qualified">
              <xs:simpleType name="Unit">
                <xs:restriction base="xs:NMTOKEN">
                  <xs:enumeration value="kWh"/><xs:enumeration value="kW"/><xs:enumeration value="2"/>
                </xs:restriction>
              </xs:simpleType>
              <xs:complexType name="Reading" abstract="true">
                <xs:sequence><xs:element name="At" type="xs:dateTime"/></xs:sequence>
                <xs:attribute name="unit" type="Unit" use="required"/>
                <xs:attribute name="estimated" type="xs:boolean" default="false"/>
              </xs:complexType>
              <xs:complexType name="Value">
                <xs:complexContent>
                  <xs:extension base="Reading"><xs:sequence><xs:element name="Value" type="xs:decimal"/></xs:sequence></xs:extension>
                </xs:complexContent>
              </xs:complexType>
              <xs:complexType name="Profile">
                <xs:complexContent>
                  <xs:extension base="Reading">
                    <xs:sequence>
                      <xs:element name="Values" type="xs:base64Binary"/>
                      <xs:element name="Digest" type="xs:hexBinary" minOccurs="0"/>
                    </xs:sequence>
                  </xs:extension>
                </xs:complexContent>
              </xs:complexType>
              <xs:complexType name="Name">
                <xs:simpleContent>
                  <xs:extension base="xs:string"><xs:attribute name="lang" type="xs:language"/></xs:extension>
                </xs:simpleContent>
              </xs:complexType>
              <xs:element name="Routing">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="Verb" type="xs:string"/>
                    <xs:element name="Hop" type="xs:int" minOccurs="0" maxOccurs="unbounded"/>
                  </xs:sequence>
                  <xs:anyAttribute namespace="##other" processContents="lax"/>
                </xs:complexType>
              </xs:element>
              <xs:element name="Report">
                <xs:complexType>
                  <xs:sequence>
                    <xs:choice><xs:element name="Meter" type="xs:string"/><xs:element name="Premise" type="Name"/></xs:choice>
                    <xs:element name="Reading" type="Reading" nillable="true" maxOccurs="unbounded"/>
                    <xs:any namespace="##other" processContents="lax" minOccurs="0"/>
                  </xs:sequence>
                </xs:complexType>
              </xs:element>
              <xs:element name="Done"><xs:complexType/></xs:element>
            </xs:schema>
          </wsdl:types>
          <wsdl:message name="In"><wsdl:part name="routing" element="t:Routing"/><wsdl:part name="body" element="t:Report"/></wsdl:message>
          <wsdl:message name="Out"><wsdl:part name="body" element="t:Done"/></wsdl:message>
          <wsdl:portType name="Meters">
            <wsdl:operation name="Report"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>
          </wsdl:portType>
          <wsdl:binding name="Soap" type="tns:Meters">
            <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
            <wsdl:operation name="Report">
              <soap:operation soapAction="urn:meters/Report"/>
              <wsdl:input><soap:header message="tns:In" part="routing" use="literal"/><soap:body parts="body" use="literal"/></wsdl:input>
              <wsdl:output><soap:body use="literal"/></wsdl:output>
            </wsdl:operation>
          </wsdl:binding>
        </wsdl:definitions>
        """;
}
