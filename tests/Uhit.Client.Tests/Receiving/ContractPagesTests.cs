using System.Text;
using System.Xml.Linq;
using Uhit.Client.Receiving;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

public sealed class ContractPagesTests
{
    [Theory]
    [InlineData("?wsdl")]
    [InlineData("?WSDL")]
    [InlineData("wsdl")]
    public async Task Handle_Wsdl_ShowsThePublicAddress(string query)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);

        var response = await fixture.Receiver.HandleAsync(fixture.Request("GET", query), TestContext.Current.CancellationToken);

        Assert.Equal((200, "text/xml; charset=utf-8"), (response.StatusCode, response.ContentType));
        var wsdl = Document(response);
        Assert.Equal("definitions", wsdl.Root!.Name.LocalName);
        Assert.Equal("https://receiver.example/uhit/callback", (string?)Single(wsdl, "address").Attribute("location"));
        Assert.Equal(
            "https://receiver.example/uhit/callback?xsd=usage-history.xsd", (string?)Single(wsdl, "import").Attribute("schemaLocation"));
    }

    [Fact]
    public async Task Handle_Xsd_ShowsTheSchema()
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var response = await fixture.Receiver.HandleAsync(
            fixture.Request("GET", "?xsd=usage-history.xsd"), TestContext.Current.CancellationToken);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal("schema", Document(response).Root!.Name.LocalName);
    }

    // Callbacks with paths of their own: CNP learns each address from the WSDL.
    [Fact]
    public void Find_PortsOfCallbacksAtDifferentPaths_EachShowsItsOwn()
    {
        const string Wsdl = """
            <wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:t">
              <wsdl:message name="A"><wsdl:part name="p" element="t:Status"/></wsdl:message><wsdl:message name="B"><wsdl:part name="p" element="t:Data"/></wsdl:message>
              <wsdl:portType name="PA"><wsdl:operation name="A"><wsdl:input message="t:A"/></wsdl:operation></wsdl:portType>
              <wsdl:portType name="PB"><wsdl:operation name="B"><wsdl:input message="t:B"/></wsdl:operation></wsdl:portType>
              <wsdl:portType name="PC"><wsdl:operation name="A"><wsdl:input message="t:A"/></wsdl:operation><wsdl:operation name="B"><wsdl:input message="t:B"/></wsdl:operation></wsdl:portType>
              <wsdl:binding name="BA" type="t:PA"/><wsdl:binding name="BB" type="t:PB"/><wsdl:binding name="BC" type="t:PC"/>
              <wsdl:service name="S">
                <wsdl:port name="A" binding="t:BA"><soap:address location="http://x"/></wsdl:port><wsdl:port name="B" binding="t:BB"><soap:address location="http://x"/></wsdl:port>
                <wsdl:port name="C" binding="t:BC"><soap:address location="http://x"/></wsdl:port>
              </wsdl:service>
            </wsdl:definitions>
            """;
        var pages = new ContractPages(
            [new WireContractFile { Name = "a.wsdl", Content = Encoding.UTF8.GetBytes(Wsdl) }],
            new Uri("https://receiver.example/uhit/callback/"),
            name => (name.Name, name.Namespace) switch { ("Status", "urn:t") => "status", ("Data", "urn:t") => "data", _ => null });

        Assert.Equal(
            [
                "https://receiver.example/uhit/callback/status",
                "https://receiver.example/uhit/callback/data",
                "https://receiver.example/uhit/callback/",
            ],
            Document(pages.Find("?wsdl")!).Descendants()
                .Where(element => element.Name.LocalName == "address")
                .Select(element => (string?)element.Attribute("location")));
    }

    // A WSDL in several files: each reference to one of them leads to where it is shown, others stay as they are.
    [Fact]
    public void Find_ContractOfSeveralFiles_ReferencesLeadToThem()
    {
        const string First = """
            <w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema">
              <w:import namespace="urn:b" location="b c.wsdl"/><w:import namespace="urn:o" location="http://other.example/o.wsdl"/>
              <w:types><x:schema><x:include schemaLocation="s.xsd"/><x:include schemaLocation="S.xsd"/><x:import schemaLocation="http://other.example/o.xsd"/></x:schema></w:types>
            </w:definitions>
            """;
        var pages = new ContractPages(
            [
                new WireContractFile { Name = "a.wsdl", Content = Encoding.UTF8.GetBytes(First) },
                new WireContractFile { Name = "b c.wsdl", Content = "<b/>"u8.ToArray() },
                new WireContractFile { Name = "s.xsd", Content = "<s/>"u8.ToArray() },
            ],
            new Uri("https://receiver.example/cb?x=1"));

        Assert.Equal(
            [
                "https://receiver.example/cb?xsd=b%20c.wsdl", "http://other.example/o.wsdl",
                "https://receiver.example/cb?xsd=s.xsd", "S.xsd", "http://other.example/o.xsd",
            ],
            Document(pages.Find("?wsdl")!).Descendants()
                .Select(element => (string?)element.Attribute("location") ?? (string?)element.Attribute("schemaLocation"))
                .OfType<string>());
        Assert.Equal("b", Document(pages.Find("?XSD=b%20c.wsdl")!).Root!.Name.LocalName);
        Assert.Null(pages.Find("?page"));
        Assert.Null(pages.Find(string.Empty));
    }

    // CNP calls what the WSDL shows: an address at which nothing is taken loses its callbacks.
    [Theory]
    [InlineData("", "https://receiver.example/uhit/callback")]
    [InlineData("notices", "https://receiver.example/uhit/callback/notices")]
    public async Task Handle_WsdlOfAContractWithOnePath_ShowsWhereItsCallbacksAreTaken(string path, string expected)
    {
        using var fixture = await ReceiverFixture.CreateAsync(
            withInquiry: false, format: AlteredFormat.With(
                (nameof(SimulatedWireFormat.CallbackPaths), _ => new[] { path }),
                (nameof(SimulatedWireFormat.GetCallbackPath), _ => path)));

        var response = fixture.Receiver.GetContract("?wsdl")!;

        Assert.Equal(expected, (string?)Single(Document(response), "address").Attribute("location"));
    }

    [Theory]
    [InlineData("?xsd=other.xsd")]
    [InlineData("?xsd=../../etc/passwd")]
    [InlineData("?xsd=%2e%2e%2fappsettings.json")]
    public async Task Handle_UnknownFile_404(string query)
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        Assert.Equal(
            404, (await fixture.Receiver.HandleAsync(fixture.Request("GET", query), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Handle_WsdlForAStranger_403()
    {
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: false);
        var request = new CallbackRequest { Method = "GET", Query = "?wsdl", Body = Stream.Null, PeerCertificate = fixture.Stranger };
        Assert.Equal(403, (await fixture.Receiver.HandleAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public void Find_NoPublicUrl_ReferencesAreRelative()
    {
        var wsdl = Document(new ContractPages(ReferenceWireFormat.Instance.ContractFiles, publicUrl: null).Find("?wsdl")!);
        Assert.Equal("?xsd=usage-history.xsd", (string?)Single(wsdl, "import").Attribute("schemaLocation"));
        Assert.Equal("https://localhost:9443/uhit/callback", (string?)Single(wsdl, "address").Attribute("location"));
    }

    [Fact]
    public void Find_ContractThatMayNotBeShown_404() => Assert.Equal(404, new ContractPages([], publicUrl: null).Find("?wsdl")!.StatusCode);

    [Theory]
    [InlineData("get_" + nameof(SimulatedWireFormat.ContractFiles))]
    [InlineData(nameof(SimulatedWireFormat.GetCallbackPath))]
    public async Task Handle_FormatThatCannotTellItsContract_404ToldOnceAndCallbacksTaken(string member)
    {
        using var fixture = await ReceiverFixture.CreateAsync(
            withInquiry: false, format: FailingWireFormat.With(new InvalidOperationException("no contract"), member));

        Assert.Equal(405, (await GetAsync("")).StatusCode);
        Assert.Equal(405, (await GetAsync("?other")).StatusCode);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1248);
        foreach (var query in new[] { "?wsdl", "?xsd=usage-history.xsd", "?wsdl" })
        {
            var response = await GetAsync(query);
            Assert.Equal((404, "This contract is not shown.\n"), (response.StatusCode, Encoding.UTF8.GetString(response.Body.Span)));
        }

        var told = Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1248);
        Assert.Equal("no contract", told.Exception!.Message);
        Assert.Equal(200, (await fixture.SendAsync(CallbackMessages.Validation(CallbackMessages.Header("V-1")))).StatusCode);

        Task<CallbackResponse> GetAsync(string query) =>
            fixture.Receiver.HandleAsync(fixture.Request("GET", query), TestContext.Current.CancellationToken);
    }

    private static XDocument Document(CallbackResponse response)
    {
        using var reader = new StringReader(Encoding.UTF8.GetString(response.Body.Span));
        return XDocument.Load(reader);
    }

    private static XElement Single(XDocument document, string name) =>
        Assert.Single(document.Descendants(), element => element.Name.LocalName == name);
}
