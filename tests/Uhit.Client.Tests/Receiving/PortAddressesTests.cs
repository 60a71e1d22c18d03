using System.Xml.Linq;
using Uhit.Client.Receiving;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The address that a port of a WSDL shows, where callbacks have paths of their own.</summary>
public sealed class PortAddressesTests
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/wsdl/soap/";

    // Where all callbacks of the port have one path, that; else the address itself.
    [Theory]
    [InlineData("{urn:t}A", "https://us.example/uhit/a")]
    [InlineData("{urn:t}A {urn:t}A2", "https://us.example/uhit/a")]
    [InlineData("{urn:t}A {urn:t}B", "https://us.example/uhit/")]
    [InlineData("{urn:t}A {urn:t}Unknown", "https://us.example/uhit/a")]
    [InlineData("{urn:t}Root", "https://us.example/uhit/")]
    [InlineData("{urn:t}Unknown", "https://us.example/uhit/")]
    [InlineData("", "https://us.example/uhit/")]
    public void Of_CallbacksOfThePort_IsTheirPathWhereTheyAgree(string elements, string expected)
    {
        var names = elements.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(XName.Get).ToList();
        var document = Document(names, prefix: "t:");

        Assert.Equal(expected, Addresses(document).Of(AddressOf(document), new Uri("https://us.example/uhit/")));
    }

    // A name with a prefix, one in the default namespace, with room around it, and parts without an element before it.
    [Theory]
    [InlineData("t:A")]
    [InlineData(" t:A ")]
    [InlineData("A")]
    public void Of_NamesAsTheyAreWritten_AreFound(string written)
    {
        var document = Document([XName.Get("A", "urn:t")], written: written);

        Assert.Equal("https://us.example/a", Addresses(document).Of(AddressOf(document), new Uri("https://us.example")));
    }

    // A WSDL in several files: binding and messages by their local names.
    [Fact]
    public void Of_PartsInAnotherFile_AreFound()
    {
        var whole = Document([XName.Get("A", "urn:t")], prefix: "t:");
        var service = new XDocument(new XElement(whole.Root!.Name, whole.Root.Elements().Last()));
        whole.Root.Elements().Last().Remove();

        Assert.Equal(
            "https://us.example/a",
            new PortAddresses([service, whole], name => PathOf(name.Name)).Of(AddressOf(service), new Uri("https://us.example")));
    }

    private static PortAddresses Addresses(XDocument document) =>
        new([document], name => name.Namespace == "urn:t" ? PathOf(name.Name) : "of another namespace");

    private static string? PathOf(string name) => name switch
    {
        "A" or "A2" => "a",
        "B" => "b",
        "Root" => string.Empty,
        _ => null,
    };

    private static XElement AddressOf(XDocument document) => document.Descendants(Soap + "address").Single();

    private static XDocument Document(IReadOnlyList<XName> elements, string prefix = "", string? written = null) => XDocument.Parse($$"""
        <w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns="urn:t" xmlns:s="{{Soap}}">
          {{string.Concat(elements.Select((element, i) => $"<w:message name='Other{i}'/><w:message name='M{i}'><w:part name='n' type='t:x'/>"
              + $"<w:part name='p' element='{written ?? prefix + element.LocalName}'/><w:part name='q' element='t:Other'/></w:message>"))}}
          <w:portType name="Other"><w:operation name="o"><w:input message="t:Other0"/></w:operation></w:portType>
          <w:portType name="T">
            {{string.Concat(elements.Select((_, i) => $"<w:operation name='o{i}'><w:input message=' t:M{i} '/></w:operation>"))}}
          </w:portType>
          <w:binding name="OtherBinding" type="t:Other"/>
          <w:binding name="B" type="t:T"/>
          <w:service name="S"><w:port name="P" binding="t:B"><s:address location="x"/></w:port></w:service>
        </w:definitions>
        """);
}
