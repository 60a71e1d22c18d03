using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Folders;

namespace Uhit.Contracts.Tests.Folders;

public sealed class ContractAdditionTests
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    [Fact]
    public void Run_Contract_WritesOriginalsSchemasTemplatesAndContractJson()
    {
        using var contract = new ContractFolder();

        var addition = Add(contract);

        Assert.Equal(
            [
                "contract.json", "original/small.wsdl", "original/small.xsd", "schema/small.wsdl", "schema/small.xsd",
                "templates/Ask.request.xml", "templates/Ask.response.xml",
            ],
            Files(contract));
        Assert.Equal((2, 2, 2), (addition.Originals, addition.Schemas, addition.Templates));
        Assert.Equal(contract.Text("small.xsd"), contract.Text("cnp/original/small.xsd"));
        using var json = JsonDocument.Parse(contract.Text("cnp/contract.json"));
        Assert.Equal(("contract.schema.json", "cnp", "1.1", "urn:small"), (
            json.RootElement.GetProperty("$schema").GetString(), json.RootElement.GetProperty("id").GetString(),
            json.RootElement.GetProperty("soap").GetString(), json.RootElement.GetProperty("namespaces").GetProperty("c").GetString()));
        Assert.Empty(json.RootElement.GetProperty("messages").EnumerateObject());
    }

    [Fact]
    public void Run_TwoWsdls_GuessesStandApartAndSayWhoseTheWsdlsAre()
    {
        using var contract = new ContractFolder();
        var wsdls = Directory.GetFiles(Path.Combine(Client.Tests.Repository.Root, "src/Uhit.Client/Wire/Contract"), "*.wsdl");

        ContractAddition.Run(wsdls, contract.PathOf("cnp"), ReadingOptions.Default, new Refusals());

        using var json = JsonDocument.Parse(contract.Text("cnp/contract.json"));
        Assert.Equal(
            ("schema/usage-history-inquiry.wsdl", "schema/usage-history-callback.wsdl"),
            (
                json.RootElement.GetProperty("wsdl").GetProperty("inquiry").GetString(),
                json.RootElement.GetProperty("wsdl").GetProperty("callback").GetString()));
        Assert.Empty(json.RootElement.GetProperty("messages").EnumerateObject());
        Assert.Equal("c:EsiId", json.RootElement.GetProperty("guesses")
            .GetProperty("messages")
            .GetProperty("delivery")
            .GetProperty("usage")
            .GetProperty("esiId").GetString());
    }

    [Fact]
    public void Run_ConcreteWsdlThatImportsTheAbstract_IsTheOneThatIsNamed()
    {
        using var contract = new ContractFolder();
        var text = contract.Text("small.wsdl");
        var at = text.IndexOf("  <wsdl:binding", StringComparison.Ordinal);
        var head = text[..text.IndexOf("  <wsdl:types>", StringComparison.Ordinal)];
        contract.Add("abstract.wsdl", text[..at] + "</wsdl:definitions>").Add(
            "small.wsdl", $"{head}<wsdl:import namespace='urn:small:service' location='abstract.wsdl'/>\n{text[at..]}");

        Add(contract);

        using var json = JsonDocument.Parse(contract.Text("cnp/contract.json"));
        Assert.Equal("schema/small.wsdl", json.RootElement.GetProperty("wsdl").GetProperty("inquiry").GetString());
        Assert.Equal("schema/small.wsdl", json.RootElement.GetProperty("wsdl").GetProperty("callback").GetString());
    }

    [Fact]
    public void Run_LocationsOfEveryKind_BecomeFilesBesideAndTheMessagesStayTheSame()
    {
        using var contract = Tangled();
        var before = Describe(contract.Read().Model);

        var addition = Add(contract);

        Assert.Equal(before, Describe(addition.Contract));
        foreach (var file in Directory.GetFiles(contract.PathOf("cnp/schema")))
        {
            var root = XDocument.Parse(File.ReadAllText(file)).Root!;
            var locations = root.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "schemaLocation" or "location"
                && a.Parent!.Name.Namespace != "http://schemas.xmlsoap.org/wsdl/soap/").ToList();
            Assert.All(
                locations, l => Assert.True(File.Exists(contract.PathOf("cnp/schema/" + l.Value)), $"{Path.GetFileName(file)}: {l}"));
            // One import leads to each namespace: readers take the first and drop the others.
            Assert.Equal(
                root.Descendants(Xs + "import").Count(),
                root.Descendants(Xs + "import").Select(i => (string?)i.Attribute("namespace")).Distinct().Count());
        }
    }

    [Fact]
    public void Run_FlattenedAgain_IsTheSame()
    {
        using var contract = Tangled();
        Add(contract);
        var first = Schemas(contract, "cnp");
        var (documents, sources) = ContractReader.Load([.. Directory.GetFiles(contract.PathOf("cnp/schema"), "*.wsdl")], new Refusals());
        var again = FlatFolder.Make(documents, sources);
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), again.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in first)
        {
            Assert.Equal(text, again[name]);
        }
    }

    [Fact]
    public void Run_Again_KeepsWhatTheUserWroteAndRenewsTheSchemas()
    {
        using var contract = new ContractFolder();
        Add(contract);
        contract.Add("cnp/templates/Ask.request.xml", "<mine/>").Add("cnp/contract.json", "{}").Add("cnp/schema/stale.xsd", "<old/>");
        contract.Change("small.xsd", "name=\"Amount\"", "name=\"Quantity\"");

        var addition = Add(contract);

        Assert.Equal(("<mine/>", "{}"), (contract.Text("cnp/templates/Ask.request.xml"), contract.Text("cnp/contract.json")));
        Assert.Contains("Quantity", contract.Text("cnp/schema/small.xsd"), StringComparison.Ordinal);
        Assert.False(File.Exists(contract.PathOf("cnp/schema/stale.xsd")));
        Assert.Equal(["templates/Ask.request.xml", "contract.json"], addition.Kept);
        Assert.Equal(0, addition.Templates);
    }

    [Fact]
    public void Run_Refused_WritesNothing()
    {
        using var contract = new ContractFolder().Change("small.xsd", "type=\"xs:decimal\"", "type=\"Gone\"");
        Assert.Throws<ContractRefusedException>(() => Add(contract));
        Assert.False(Directory.Exists(contract.PathOf("cnp")));
    }

    [Fact]
    public void Run_OneOperationInTwoServices_NamesTheTemplatesByService()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.wsdl", "<wsdl:binding",
                "<wsdl:portType name='Other'><wsdl:operation name='Ask'><wsdl:input message='tns:AskOutput'/></wsdl:operation>"
                    + "</wsdl:portType><wsdl:binding name='O' type='tns:Other'>"
                    + "<soap:binding transport='http://schemas.xmlsoap.org/soap/http'/><wsdl:operation name='Ask'>"
                    + "<soap:operation soapAction=''/><wsdl:input><soap:body use='literal'/></wsdl:input></wsdl:operation></wsdl:binding>"
                    + "<wsdl:binding");
        Add(contract);
        Assert.Equal(
            ["Other.Ask.request.xml", "Small.Ask.request.xml", "Small.Ask.response.xml"],
            Directory.GetFiles(contract.PathOf("cnp/templates")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_HeaderBlock_HasATemplateOfItsOwn()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.wsdl",
                "<wsdl:input><soap:body use=\"literal\"/>",
                "<wsdl:input><soap:header message='tns:AskOutput' part='parameters' use='literal'/><soap:body use='literal'/>");
        Add(contract);
        Assert.Contains("<c:Answer ", contract.Text("cnp/templates/header.Answer.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service.svc?xsd=xsd0", ".xsd", "Service.svc-xsd-xsd0.xsd")]
    [InlineData("A b/ü.XSD", ".xsd", "A-b-ü.xsd")]
    [InlineData("..", ".xsd", "file.xsd")]
    public void FileNames_AreFitForAnySystem(string wanted, string ending, string expected) =>
        Assert.Equal(expected, new FlatFolder.FileNameBook().Take(wanted, ending));

    [Fact]
    public void FileNames_ThatDifferInCaseOnly_GetANumber()
    {
        var book = new FlatFolder.FileNameBook();
        Assert.Equal(["a.xsd", "A-2.xsd", "a-3.xsd"], [book.Take("a.xsd", ".xsd"), book.Take("A.xsd", ".xsd"), book.Take("a", ".xsd")]);
    }

    /// <summary>Queries of a server, inline schemas, two files of one namespace, one that is there twice, an
    /// include without a namespace, an imported WSDL.</summary>
    private static ContractFolder Tangled()
    {
        var contract = new ContractFolder()
            .Change("small.wsdl", "<xs:schema><xs:import namespace=\"urn:small\" schemaLocation=\"small.xsd\"/></xs:schema>", """
                <xs:schema><xs:import namespace="urn:small" schemaLocation="http://cnp.example/S.svc?xsd=xsd0"/><xs:import namespace="urn:inline"/></xs:schema>
                <xs:schema targetNamespace="urn:inline"><xs:import namespace="urn:small"/><xs:simpleType name="Kind"><xs:restriction base="xs:token"/></xs:simpleType></xs:schema>
                """)
            .Change("small.xsd", "<xs:element name=\"Ask\">", """
                <xs:import namespace="urn:inline"/><xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
                <xs:include schemaLocation="sub/codes.xsd"/><xs:include schemaLocation="none.xsd"/><xs:include schemaLocation="none-copy.xsd"/><xs:element name="Ask">
                """)
            .Change("small.xsd", "type=\"xs:decimal\"", "type=\"i:Kind\" xmlns:i=\"urn:inline\"")
            .Change("small.xsd", "type=\"xs:dateTime\"", "type=\"Code\"")
            .Change("small.xsd", "name=\"Name\" type=\"xs:string\"", "name=\"Name\" type=\"Short\"")
            .Change(
                "small.xsd",
                "</xs:sequence>\n  </xs:complexType>\n  <xs:complexType name=\"Row\">",
                "</xs:sequence><xs:attribute ref=\"xml:lang\"/></xs:complexType>\n  <xs:complexType name=\"Row\">")
            .Rename("small.xsd", "S.svc@xsd=xsd0")
            .Add(
                "sub/codes.xsd",
                """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:small"><xs:simpleType name="Code"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>""")
            .Add(
                "none.xsd",
                """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="Short"><xs:restriction base="Base"/></xs:simpleType><xs:simpleType name="Base"><xs:restriction base="xs:string"/></xs:simpleType></xs:schema>""");
        return contract.Add("none-copy.xsd", contract.Text("none.xsd"));
    }

    private static ContractAddition Add(ContractFolder contract) =>
        ContractAddition.Run([contract.PathOf("small.wsdl")], contract.PathOf("cnp"), ReadingOptions.Default, new Refusals());

    private static IEnumerable<string> Files(ContractFolder contract) =>
        Directory.GetFiles(contract.PathOf("cnp"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(contract.PathOf("cnp"), f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static SortedDictionary<string, string> Schemas(ContractFolder contract, string folder) =>
        new(Directory.GetFiles(contract.PathOf(folder + "/schema")).ToDictionary(
            f => Path.GetFileName(f), File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Describe(ContractModel model) => string.Join('\n',
        model.Services.SelectMany(s => s.Operations.Select(o => $"{s.Name} {s.Address} {o.Name} {o.Action} {string.Join(' ', o.Elements)}"))
            .Concat(model.Schemas.GlobalElements.Names.Cast<XmlQualifiedName>()
                .Concat(model.Schemas.GlobalTypes.Names.Cast<XmlQualifiedName>())
                .Select(n => n.ToString())
                .Order(StringComparer.Ordinal)));
}
