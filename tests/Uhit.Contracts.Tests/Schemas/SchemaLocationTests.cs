using System.Text;
using System.Xml;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Tests.Schemas;

public sealed class SchemaLocationTests
{
    private const string Import = "<xs:import namespace=\"urn:small\" schemaLocation=\"small.xsd\"/>";

    [Theory]
    [InlineData("http://cnp.example/UsageService.svc?xsd=xsd0", "UsageService.svc?xsd=xsd0")]
    [InlineData("http://cnp.example/UsageService.svc?xsd=xsd0", "UsageService.svc@xsd=xsd0")]
    [InlineData("http://cnp.example/UsageService.svc?xsd=xsd0", "UsageService.svc_xsd=xsd0.xsd")]
    [InlineData("http://cnp.example/UsageService.svc?xsd=xsd0", "xsd0.xsd")]
    [InlineData("http://cnp.example/UsageService.svc?xsd=xsd0", "cnp-xsd0.xsd")]
    [InlineData("http://cnp.example/UsageService.svc?xsd=xsd0", "whatever.xsd")]
    [InlineData("?xsd=1", "service-1.xml")]
    [InlineData("https://cnp.example/schemas/Usage.xsd?version=3", "Usage.xsd")]
    [InlineData("../schemas/Small%20Usage.xsd", "Small Usage.xsd")]
    [InlineData("..\\schemas\\Usage.xsd", "Usage.xsd")]
    [InlineData("SMALL.XSD", "small.xsd")]
    [InlineData("http://cnp.example/Usage.xsd", "schemas/v1/Usage.xsd")]
    public void Read_LocationAsServersWriteIt_FindsTheFileThatWasSaved(string location, string saved)
    {
        using var contract = new ContractFolder().Change("small.wsdl", "\"small.xsd\"", $"\"{location}\"");
        Directory.CreateDirectory(Path.GetDirectoryName(contract.PathOf(saved))!);
        if (saved != "small.xsd")
        {
            contract.Rename("small.xsd", saved);
        }

        Assert.True(contract.Read().Model.Schemas.Contains("urn:small"));
    }

    [Fact]
    public void Read_SeveralFilesOfOneQuery_EachIsItsOwn()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", Import, "<xs:import namespace='urn:small' schemaLocation='http://x/S.svc?xsd=xsd0'/>"
                + "<xs:import namespace='urn:other' schemaLocation='http://x/S.svc?xsd=xsd1'/>")
            .Change("small.xsd", "name=\"Amount\" type=\"xs:decimal\"", "name=\"Amount\" type=\"o:Amount\" xmlns:o='urn:other'")
            .Rename("small.xsd", "S.svc@xsd=xsd0")
            .Add("S.svc@xsd=xsd1", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:other'>"
                + "<xs:simpleType name='Amount'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>");
        Assert.Contains(
            new XmlQualifiedName("Amount", "urn:other"), contract.Read().Model.Schemas.GlobalTypes.Names.Cast<XmlQualifiedName>());
    }

    [Fact]
    public void Read_FileOfTheNameButOfAnotherNamespace_IsNotTaken()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", "\"small.xsd\"", "\"http://cnp.example/Usage.xsd\"")
            .Rename("small.xsd", "Usage.xsd")
            .Change("Usage.xsd", "targetNamespace=\"urn:small\"", "targetNamespace=\"urn:other\"");
        Assert.Contains(
            "element 'Ask' of namespace 'urn:small' does not exist: its schema 'http://cnp.example/Usage.xsd' is not there (imported in "
                + "small.wsdl(6)); save it beside the WSDL", contract.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SchemaOverTheNetwork_IsNotFetched()
    {
        using var contract = new ContractFolder().Change("small.wsdl", "\"small.xsd\"", "\"http://127.0.0.1:9/gone.xsd\"");
        File.Delete(contract.PathOf("small.xsd"));
        Assert.Contains("save it beside the WSDL", contract.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ImportByNamespaceOnly_TakesTheFileOfThatNamespaceAndSaysSo()
    {
        using var contract = new ContractFolder().Change("small.wsdl", " schemaLocation=\"small.xsd\"", "");
        var (model, notes) = contract.Read();
        Assert.True(model.Schemas.Contains("urn:small"));
        Assert.Equal(["small.wsdl(6): xs:import 'urn:small': taken from small.xsd, by its namespace"], notes);
    }

    [Fact]
    public void Read_ImportThatNothingUses_IsInNobodysWay()
    {
        using var contract = new ContractFolder().Change(
            "small.xsd",
            "<xs:element name=\"Ask\">",
            "<xs:import namespace='urn:unknown' schemaLocation='gone.xsd'/><xs:element name=\"Ask\">");
        Assert.True(contract.Read().Model.Schemas.IsCompiled);
    }

    [Fact]
    public void Read_InlineSchemasThatImportEachOther_AreOneWhole()
    {
        using var contract = new ContractFolder().Change("small.wsdl", $"<xs:schema>{Import}</xs:schema>", """
            <xs:schema targetNamespace="urn:small" xmlns:o="urn:other" elementFormDefault="qualified"><xs:import namespace="urn:other"/>
              <xs:element name="Ask" type="o:AskType"/><xs:simpleType name="Id"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>
            <xs:schema targetNamespace="urn:small"><xs:element name="Answer" type="t:Id"/></xs:schema>
            <xs:schema targetNamespace="urn:other"><xs:complexType name="AskType"><xs:sequence><xs:element name="id" type="t:Id"/></xs:sequence></xs:complexType></xs:schema>
            """);
        var (model, notes) = contract.Read();
        Assert.Empty(notes);
        Assert.Empty(Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><id xmlns=''>7</id></Ask>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><id xmlns=''>x</id></Ask>"));
    }

    [Fact]
    public void Read_Include_OfTheSameNamespaceAndOfNone_AndInACircle()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd",
                "<xs:element name=\"Ask\">",
                "<xs:include schemaLocation='rows.xsd'/><xs:include schemaLocation='parts/ids.xsd'/><xs:element name=\"Ask\">")
            .Change("small.xsd", "<xs:complexType name=\"Row\">", "<xs:complexType name=\"Unused\">")
            .Change("small.xsd", "<xs:simpleType name=\"Id\">", "<xs:simpleType name=\"Unused2\">")
            .Add("rows.xsd", """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:small" xmlns:s="urn:small"><xs:include schemaLocation="small.xsd"/>
                  <xs:complexType name="Row"><xs:sequence><xs:element name="local" type="s:Id"/></xs:sequence></xs:complexType></xs:schema>
                """)
            .Add("parts/ids.xsd", """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="Id"><xs:restriction base="Deep"/></xs:simpleType>
                  <xs:simpleType name="Deep"><xs:union memberTypes="xs:int Deeper"/></xs:simpleType><xs:simpleType name="Deeper"><xs:restriction base="xs:date"/></xs:simpleType></xs:schema>
                """);

        var (model, _) = contract.Read();

        // What rows.xsd does not qualify stays unqualified, and what ids.xsd declares is in the namespace of who includes it.
        Assert.Empty(
            Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><Id>1</Id><Row><local xmlns=''>2026-01-01</local></Row></Ask>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><Id>1</Id><Row><local>2</local></Row></Ask>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<Ask xmlns='urn:small'><Id>x</Id></Ask>"));
    }

    [Fact]
    public void Read_OneChameleonInTwoNamespaces_IsInBoth()
    {
        const string other =
            """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"><xs:include schemaLocation="id.xsd"/></xs:schema>""";
        using var contract = new ContractFolder()
            .Change("small.xsd", "<xs:element name=\"Ask\">", "<xs:import namespace='urn:other' schemaLocation='other.xsd'/>"
                + "<xs:include schemaLocation='id.xsd'/><xs:element name=\"Ask\">")
            .Change("small.xsd", "name=\"Amount\" type=\"xs:decimal\"", "name=\"Amount\" type=\"o:Short\" xmlns:o='urn:other'")
            .Change("small.xsd", "name=\"At\" type=\"xs:dateTime\"", "name=\"At\" type=\"Short\"")
            .Add("other.xsd", other)
            .Add(
                "id.xsd",
                """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="Short"><xs:restriction base="xs:short"/></xs:simpleType></xs:schema>""");
        var (model, notes) = contract.Read();
        Assert.Empty(notes);
        var types = model.Schemas.GlobalTypes;
        Assert.True(
            types.Contains(new XmlQualifiedName("Short", "urn:small")) && types.Contains(new XmlQualifiedName("Short", "urn:other")));
    }

    [Fact]
    public void Read_OneSchemaUnderTwoNames_IsOne()
    {
        using var contract = new ContractFolder().Change(
            "small.wsdl", Import, Import + "<xs:import namespace='urn:small' schemaLocation='copy.xsd'/>");
        contract.Add("copy.xsd", contract.Text("small.xsd"));
        Assert.True(contract.Read().Model.Schemas.IsCompiled);
    }

    [Fact]
    public void Read_ImportsInACircle_End()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd",
                "<xs:element name=\"Ask\">",
                "<xs:import namespace='urn:other' schemaLocation='other.xsd'/><xs:element name=\"Ask\">")
            .Change("small.xsd", "name=\"Amount\" type=\"xs:decimal\"", "name=\"Amount\" type=\"o:T\" xmlns:o='urn:other'")
            .Add("other.xsd", """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other" xmlns:s="urn:small"><xs:import namespace="urn:small" schemaLocation="small.xsd"/>
                  <xs:complexType name="T"><xs:sequence><xs:element name="again" type="s:Row" minOccurs="0"/></xs:sequence></xs:complexType></xs:schema>
                """);
        Assert.True(contract.Read().Model.Schemas.IsCompiled);
    }

    [Theory]
    [InlineData("http://www.w3.org/XML/1998/namespace", "<xs:attribute ref='xml:lang'/>", "xml:lang='en'")]
    [InlineData("http://www.w3.org/2005/05/xmlmime", "<xs:attribute ref='w:contentType'/>", "w:contentType='text/csv'")]
    [InlineData("http://schemas.xmlsoap.org/soap/encoding/", "<xs:attribute ref='w:arrayType'/>", "w:arrayType='x'")]
    [InlineData("http://schemas.microsoft.com/2003/10/Serialization/", "<xs:attribute ref='w:Id'/>", "w:Id='i1'")]
    [InlineData("http://schemas.xmlsoap.org/soap/envelope/", "<xs:attribute ref='w:mustUnderstand'/>", "w:mustUnderstand='1'")]
    [InlineData("http://ws-i.org/profiles/basic/1.1/xsd", "<xs:attribute name='part' type='w:swaRef'/>", "part='cid:usage'")]
    [InlineData(
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd", "<xs:attribute ref='w:Id'/>", "w:Id='i1'")]
    public void Read_SchemaThatNobodyHas_IsBuiltIn(string ns, string attribute, string written)
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd",
                "<xs:element name=\"Ask\">",
                $"<xs:import namespace='{ns}' schemaLocation='http://127.0.0.1:9/gone.xsd'/><xs:element name=\"Ask\">")
            .Change(
                "small.xsd", "</xs:sequence>\n  </xs:complexType>\n  <xs:complexType name=\"Row\">",
                $"</xs:sequence>{attribute.Replace("/>", Declared(ns) + "/>", StringComparison.Ordinal)}</xs:complexType>\n  "
                    + "<xs:complexType name=\"Row\">");
        var (model, _) = contract.Read();
        Assert.Empty(Validation.Errors(model.Schemas, $"<Answer xmlns='urn:small'{Declared(ns)} {written}><Name>a</Name></Answer>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<Answer xmlns='urn:small' other='a'><Name>a</Name></Answer>"));
    }

    [Theory]
    [InlineData("http://www.w3.org/2005/08/addressing", "EndpointReference", "<w:Address>urn:a</w:Address>")]
    [InlineData("http://schemas.xmlsoap.org/ws/2004/08/addressing", "EndpointReference", "<w:Address>urn:a</w:Address>")]
    [InlineData("http://www.w3.org/2004/08/xop/include", "Include", "", "href='cid:usage'")]
    [InlineData(
        "http://schemas.xmlsoap.org/soap/envelope/", "Fault",
        "<faultcode xmlns=''>w:Server</faultcode><faultstring xmlns=''>s</faultstring>")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#", "Signature", "")]
    [InlineData(
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd", "Timestamp",
        "<w:Created>2026-03-01T00:00:00Z</w:Created>")]
    [InlineData("http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", "Security", "")]
    [InlineData(
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", "UsernameToken", "<w:Username>u</w:Username>")]
    [InlineData("http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", "Password", "p", "Type='urn:text'")]
    public void Read_ElementOfASchemaThatNobodyHas_IsBuiltIn(string ns, string element, string content, string attributes = "")
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", "<xs:element name=\"Ask\">", $"<xs:import namespace='{ns}'/><xs:element name=\"Ask\">")
            .Change("small.xsd", "<xs:element name=\"Name\" type=\"xs:string\"/>", $"<xs:element ref='w:{element}' xmlns:w='{ns}'/>");
        var (model, _) = contract.Read();
        Assert.Empty(Validation.Errors(
            model.Schemas, $"<Answer xmlns='urn:small' xmlns:w='{ns}'><w:{element} {attributes}>{content}</w:{element}></Answer>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, $"<Answer xmlns='urn:small' xmlns:w='{ns}'><w:Other/></Answer>"));
    }

    [Theory]
    [InlineData("wsdls", "xsds", true)]
    [InlineData("services", "Schemas-v1", true)]
    [InlineData("wsdl", "", true)]
    [InlineData("v2", "v1", false)]
    [InlineData("v2", "", false)]
    public void Read_SchemasInAFolderNextToTheWsdls_AreFoundAndToldIfItIsNamedForThem(string wsdls, string schemas, bool found)
    {
        using var contract = new ContractFolder();
        contract.Add($"{wsdls}/small.wsdl", contract.Text("small.wsdl")).Add(
            Path.Combine(schemas, "other.xsd"), contract.Text("small.xsd"));
        contract.Change("small.wsdl", "small.xsd", "other.xsd");
        File.Copy(contract.PathOf("small.wsdl"), contract.PathOf($"{wsdls}/small.wsdl"), overwrite: true);
        File.Delete(contract.PathOf("small.wsdl"));
        File.Delete(contract.PathOf("small.xsd"));
        var refusals = new Refusals();

        ContractModel? Read() => ContractReader.Read([contract.PathOf($"{wsdls}/small.wsdl")], ReadingOptions.Default, refusals);

        if (found)
        {
            Assert.True(Read()!.Schemas.Contains("urn:small"));
            Assert.StartsWith("small.wsdl(6): 'other.xsd' is taken from ", Assert.Single(refusals.Notes.Lines), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(
                "its schema 'other.xsd' is not there (imported in small.wsdl(6))",
                Assert.Throws<ContractRefusedException>(Read).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://x/S?xsd=Request.xsd", "Request.xsd", "AvailableRequest.xsd")]
    [InlineData("http://x/S?xsd=Request.xsd", "AvailableRequest.xsd", null)]
    [InlineData("http://x/v2/Common.xsd", "v2/Common.xsd", "v1/Common.xsd")]
    [InlineData("http://x/schemas/v2/Common.xsd", "schemas/v2/Common.xsd", "v2/Common.xsd")]
    [InlineData("../../Common.xsd?v=1", "Common.xsd", "v1/Common.xsd")]
    public void Read_SeveralFilesOfOneNamespace_TheOneNamedMostLikeTheLocationIsTaken(string location, string right, string? wrong)
    {
        using var contract = new ContractFolder().Change("small.wsdl", "\"small.xsd\"", $"\"{location}\"");
        contract.Add(right, contract.Text("small.xsd"));
        if (wrong is not null)
        {
            contract.Add(wrong, contract.Text("small.xsd").Replace("\"Ask\"", "\"Other\"", StringComparison.Ordinal));
        }

        File.Delete(contract.PathOf("small.xsd"));
        var (model, notes) = contract.Read();
        Assert.Contains(new XmlQualifiedName("Ask", "urn:small"), model.Schemas.GlobalElements.Names.Cast<XmlQualifiedName>());
        // Else all files of the namespace would have been taken, which is told.
        Assert.Empty(notes);
    }

    [Fact]
    public void Read_IncludeThatLeadsNowhere_IsNamedWithWhatItLacks()
    {
        using var contract = Including("rows.xsd");
        Assert.Contains(
            "element 'Ask': type=\"Row\": type 'Row' of namespace 'urn:small' does not exist: its schema 'rows.xsd' is not there (included "
                + "in small.xsd(3)); save it beside the WSDL",
            contract.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://x/S.asmx?schema=3", "targetNamespace='urn:small'", "parts.xsd", true)]
    [InlineData("http://x/rows.xsd", "", "rows.xsd", true)]
    [InlineData("http://x/rows.xsd", "targetNamespace='urn:other'", "rows.xsd", false)]
    public void Read_IncludeByAUrl_IsTheFileOfItsNamespace(string location, string target, string saved, bool found)
    {
        using var contract = Including(location).Add(saved, $"""
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {target}>
              <xs:complexType name="Row"><xs:sequence><xs:element name="At" type="xs:date"/></xs:sequence></xs:complexType></xs:schema>
            """);
        if (found)
        {
            Assert.Contains(
                new XmlQualifiedName("Row", "urn:small"), contract.Read().Model.Schemas.GlobalTypes.Names.Cast<XmlQualifiedName>());
        }
        else
        {
            Assert.Contains(
                "its schema 'http://x/rows.xsd' is not there (included in small.xsd(3))", contract.Refusal(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_IncludeOfAnotherNamespace_IsTold()
    {
        using var contract = Including("rows.xsd").Add("rows.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "
            + "targetNamespace='urn:other'><xs:simpleType name='Row'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>");
        var refusals = new Refusals();
        Assert.Throws<ContractRefusedException>(() =>
            ContractReader.Read([contract.PathOf("small.wsdl")], ReadingOptions.Default, refusals));
        Assert.Contains(
            "small.xsd(3): xs:include 'rows.xsd' is of namespace 'urn:other', not of 'urn:small'; it stays in its own",
            refusals.Notes.Lines);
    }

    private static ContractFolder Including(string location) => new ContractFolder()
        .Change("small.xsd", "<xs:element name=\"Ask\">", $"<xs:include schemaLocation='{location}'/><xs:element name=\"Ask\">")
        .Change("small.xsd", "<xs:complexType name=\"Row\">", "<xs:complexType name=\"Unused\">");

    private static string Declared(string ns) => ns.EndsWith("/namespace", StringComparison.Ordinal) ? string.Empty : $" xmlns:w='{ns}'";

    [Fact]
    public void Read_Redefine_IsRefusedWhereItIsReached()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.xsd", "<xs:element name=\"Ask\">",
                "<xs:redefine schemaLocation='rows.xsd'><xs:simpleType name='Id'><xs:restriction base='Id'><xs:maxLength value='4'/>"
                    + "</xs:restriction></xs:simpleType></xs:redefine><xs:element name=\"Ask\">")
            .Change("small.xsd", "<xs:simpleType name=\"Id\">", "<xs:simpleType name=\"Unused\">")
            .Add(
                "rows.xsd",
                """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:small"><xs:simpleType name="Id"><xs:restriction base="xs:token"/></xs:simpleType></xs:schema>""");
        Assert.Contains("simpleType 'Id': xs:redefine is not supported", contract.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("iso-8859-1", false)]
    [InlineData("windows-1252", false)]
    public void Read_AnyEncoding_IsRead(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(mark),
            "utf-16" => new UnicodeEncoding(false, mark),
            "utf-16BE" => new UnicodeEncoding(true, mark),
            _ => Encoding.GetEncoding(name),
        };
        using var contract = new ContractFolder();
        var text = contract
            .Text("small.xsd")
            .Replace("encoding=\"utf-8\"", $"encoding=\"{name.Replace("BE", "", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
            .Replace("<xs:maxLength value=\"8\"/>", "<xs:enumeration value=\"Zähler\"/>", StringComparison.Ordinal);
        contract.Add("small.xsd", text, encoding);
        Assert.Empty(Validation.Errors(contract.Read().Model.Schemas, "<Ask xmlns='urn:small'><Id>Zähler</Id></Ask>"));
    }

    [Theory]
    [InlineData("\n  ", "utf-8", "blank text before the XML declaration was skipped")]
    [InlineData("", "utf-16", "the encoding of the XML declaration is not the file's: it was read as UTF-8")]
    public void Read_SavedByHand_IsReadAndNoted(string before, string declared, string expected)
    {
        using var contract = new ContractFolder();
        contract.Add("small.xsd", before + contract.Text("small.xsd").Replace("\"utf-8\"", $"\"{declared}\"", StringComparison.Ordinal));
        Assert.Contains(expected, Assert.Single(contract.Read().Notes), StringComparison.Ordinal);
        // Lines stay those of the file.
        contract.Change("small.xsd", "type=\"xs:decimal\"", "type=\"Gone\"");
        Assert.Contains($"small.xsd({contract.LineOf("small.xsd", "Gone")}): ", contract.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DocumentTypeOfItsOwn_IsReadAndNothingOutsideIt()
    {
        using var contract = new ContractFolder().Add("secret.txt", "from outside")
            .Change("small.xsd", "<xs:schema", "<!DOCTYPE xs:schema PUBLIC '-//X//EN' 'http://127.0.0.1:9/x.dtd' [<!ENTITY small "
                + "'urn:small'><!ENTITY out SYSTEM 'secret.txt'>]>\n<xs:schema")
            .Change("small.xsd", "targetNamespace=\"urn:small\"", "targetNamespace=\"&small;\"");
        Assert.True(contract.Read().Model.Schemas.Contains("urn:small"));
    }

    [Fact]
    public void Read_EntitiesThatGrow_AreRefused()
    {
        var grow = string.Concat(
            Enumerable.Range(1, 9).Select(i => $"<!ENTITY e{i} '{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}'>"));
        using var contract = new ContractFolder()
            .Change("small.xsd", "<xs:schema", $"<!DOCTYPE x [<!ENTITY e0 'aaaaaaaaaa'>{grow}]>\n<xs:schema")
            .Change(
                "small.xsd",
                "<xs:element name=\"Ask\">",
                "<xs:annotation><xs:documentation>&e9;</xs:documentation></xs:annotation><xs:element name=\"Ask\">");
        Assert.Contains("small.xsd(", contract.Refusal(), StringComparison.Ordinal);
    }
}
