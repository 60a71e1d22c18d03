using System.Text;
using System.Xml;
using System.Xml.Schema;
using Uhit.Client.Tests.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Writing.Schemas;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>A value of the user's that the schema of the contract has no room for is found before the inquiry is stored or sent.</summary>
public sealed class SchemaValueTests
{
    private const string Template = """
        <a:Ask xmlns:a="urn:a" xmlns:uhit="urn:uhit:template">
          <a:Line uhit:each="line" esi="{esiId}">
            <a:Street>{serviceAddress.line1}, {serviceAddress.city}</a:Street>
            <a:Kind uhit:codes="kind">{requestedUsage}</a:Kind>
            <a:Phone>{authorization.telephone}</a:Phone>
            <a:Title>{authorization.title}</a:Title>
          </a:Line>
        </a:Ask>
        """;

    private const string Contract = """
        {
          "id": "facets", "namespaces": { "a": "urn:a" }, "wsdl": { "inquiry": "schema/a.wsdl" }, "codes": { "kind": { "1": "Billing", "2": "Interval", "3": "BillingAndInterval" } },
          "messages": { "request": { "template": "templates/ask.xml", "answer": { "empty": 202 } } }
        }
        """;

    public static TheoryData<string, string, string, string, string> Facets => new()
    {
        { "Street", "<xs:maxLength value='12'/>", "TextTooLong", "ServiceAddress.Line1", "at most 12 characters" },
        { "Street", "<xs:minLength value='200'/>", "InvalidText", "ServiceAddress.Line1", "at least 200 characters" },
        { "Street", "<xs:length value='5'/>", "TextTooLong", "ServiceAddress.Line1", "5 characters" },
        { "Phone", "<xs:pattern value='[0-9]{10}'/>", "InvalidText", "Authorization.Telephone", "as the pattern [0-9]{10}" },
        { "esi", "<xs:pattern value='[0-9]{17}'/>", "InvalidText", "EsiId", "as the pattern [0-9]{17}" },
    };

    [Theory]
    [MemberData(nameof(Facets))]
    public void CheckInquiry_ValueBeyondAFacet_NamesFieldLineAndRemedy(string of, string facet, string code, string field, string words)
    {
        using var folder = Folder(of, facet);
        var inquiry = new UsageHistoryInquiry
        {
            Lines =
                [InquirySamples.Line(EsiId.Parse("1008901000000000000001")), InquirySamples.Line(EsiId.Parse("1008901000000000000002"))],
        };

        var errors = MappedContract.Load(folder.Path).WireFormat.CheckInquiry(inquiry);

        Assert.Equal([1, 2], errors.Select(error => error.LineNumber));
        Assert.Equal([$"Lines[0].{field}", $"Lines[1].{field}"], errors.Select(error => error.Field));
        Assert.All(errors, error =>
        {
            Assert.Equal(code, error.Code.Value);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.Contains("inquiry.checkValues", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(inquiry.Lines[0].ServiceAddress.Line1, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(inquiry.Lines[0].Authorization.Telephone, error.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("Street", "<xs:maxLength value='200'/>")]
    [InlineData("Kind", "<xs:enumeration value='3'/>")]
    public void CheckInquiry_ValueWithinItsFacets_IsTaken(string of, string facet)
    {
        using var folder = Folder(of, facet);

        Assert.Empty(MappedContract.Load(folder.Path).WireFormat
            .CheckInquiry(new UsageHistoryInquiry { Lines = [InquirySamples.Line(EsiId.Parse("1008901000000000000001"))] }));
    }

    // The tool tells it where the contract is made: the service may take what its schema does not say.
    [Theory]
    [InlineData("{requestedUsage}", "<xs:enumeration value='1'/>")]
    [InlineData("{period.start:MM/dd/yyyy}", "<xs:pattern value='[0-9-]+'/>")]
    [InlineData("{authorization.authorizedOn:MM/dd/yyyy}", "<xs:pattern value='[0-9-]+'/>")]
    [InlineData("{authorization.obtained}", "<xs:enumeration value='Y'/>")]
    [InlineData("{lineNumber}", "<xs:minLength value='5'/>")]
    [InlineData("{requestId}", "<xs:maxLength value='5'/>")]
    public void CheckInquiry_FormOfTheTemplateIsNotTheSchemas_IsTaken(string value, string facet)
    {
        using var folder = Folder("Street", facet);
        folder.Write(
            "templates/ask.xml", Template.Replace("{serviceAddress.line1}, {serviceAddress.city}", value, StringComparison.Ordinal));

        Assert.Empty(MappedContract.Load(folder.Path).WireFormat
            .CheckInquiry(new UsageHistoryInquiry { Lines = [InquirySamples.Line(EsiId.Parse("1008901000000000000001"))] }));
    }

    [Theory]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    public void CheckInquiry_ContractSwitchesTheCheckOff_TakesAll(string checks, int errors)
    {
        using var folder = Folder("Street", "<xs:maxLength value='1'/>");
        folder.Write(
            MappedContract.FileName,
            Contract.Replace("\"wsdl\"", $"\"inquiry\": {{ \"checkValues\": {checks} }}, \"wsdl\"", StringComparison.Ordinal));

        Assert.Equal(
            errors,
            MappedContract.Load(folder.Path).WireFormat
                .CheckInquiry(new UsageHistoryInquiry { Lines = [InquirySamples.Line(EsiId.Parse("1008901000000000000001"))] }).Count);
    }

    // The table of names that a set of schemas has is for one at a time.
    [Fact]
    public async Task Check_SeveralInquiriesAtOnce_UseTheSchemasInTurn()
    {
        using var folder = Folder("Street", "<xs:maxLength value='200'/>");
        var template = MappedContract.Load(folder.Path).Templates.FindRequest(UhitOperation.RequestHistoricalUsage)!;
        var names = new WatchedNames();
        var schemas = new XmlSchemaSet(names);
        using var schema = XmlReader.Create(
            new StringReader(
                "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:a'><xs:element name='Ask' type='xs:NCName'/>"
                    + "</xs:schema>"));
        schemas.Add(null, schema);
        schemas.Compile();
        using var ready = new Barrier(4);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Factory.StartNew(
            () =>
            {
                ready.SignalAndWait(TestContext.Current.CancellationToken);
                for (var i = 0; i < 200; i++)
                {
                    using var content = new MemoryStream(Encoding.UTF8.GetBytes($"<Ask xmlns='urn:a'>n{number}-{i}</Ask>"));
                    Assert.Empty(WrittenMessage.Check(template, content, schemas));
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(1, names.AtOnce);
    }

    // How the message is built is not the user's doing: the tool tells it where the contract is made, and nothing is held back for it.
    [Fact]
    public void CheckInquiry_MessageIsNotBuiltAsTheSchemaWants_IsTaken()
    {
        using var folder = Folder("Street", "<xs:maxLength value='200'/>");
        folder.Write("templates/ask.xml", Template.Replace("a:Kind", "a:Sort", StringComparison.Ordinal));

        Assert.Empty(MappedContract.Load(folder.Path).WireFormat
            .CheckInquiry(new UsageHistoryInquiry { Lines = [InquirySamples.Line(EsiId.Parse("1008901000000000000001"))] }));
    }

    // A type that a file without a namespace declares belongs to whoever includes it.
    [Fact]
    public void CheckInquiry_TypeIsInAnIncludedFileWithoutNamespace_IsHeldAgainstIt()
    {
        using var folder = Folder("Street", "<xs:maxLength value='200'/>", include: true);
        folder.Write(
            "schema/types.xsd",
            """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="Short"><xs:restriction base="Base"/></xs:simpleType><xs:simpleType name="Base"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType></xs:schema>""");

        var errors = MappedContract.Load(folder.Path).WireFormat
            .CheckInquiry(new UsageHistoryInquiry { Lines = [InquirySamples.Line(EsiId.Parse("1008901000000000000001"))] });

        Assert.Equal("Lines[0].Authorization.Telephone", Assert.Single(errors).Field);
    }

    [Fact]
    public void CheckInquiry_SchemaIsNone_TakesAll()
    {
        using var folder = Folder("Street", "<xs:maxLength value='1'/>");
        folder.Write(
            "schema/a.wsdl",
            File.ReadAllText(Path.Combine(folder.Path, "schema/a.wsdl")).Replace("xs:string", "xs:strange", StringComparison.Ordinal));

        Assert.Empty(MappedContract.Load(folder.Path).WireFormat
            .CheckInquiry(new UsageHistoryInquiry { Lines = [InquirySamples.Line(EsiId.Parse("1008901000000000000001"))] }));
    }

    private static ContractFolder Folder(string of, string facet, bool include = false)
    {
        string Type(string name) => name == of
            ? $"<xs:simpleType><xs:restriction base='xs:string'>{facet}</xs:restriction></xs:simpleType>"
            : "<xs:simpleType><xs:restriction base='xs:string'/></xs:simpleType>";
        var phone = include ? "<xs:element name='Phone' type='a:Short'/>" : $"<xs:element name='Phone'>{Type("Phone")}</xs:element>";
        var folder = new ContractFolder();
        folder.Write(MappedContract.FileName, Contract);
        folder.Write("templates/ask.xml", Template);
        folder.Write("schema/a.wsdl", $"""
            <wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:a="urn:a"><wsdl:types>
              <xs:schema targetNamespace="urn:a" elementFormDefault="qualified">{(include ? "<xs:include schemaLocation='types.xsd'/>" : string.Empty)}
                <xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="Line" maxOccurs="unbounded"><xs:complexType>
                  <xs:sequence><xs:element name="Street">{Type("Street")}</xs:element><xs:element name="Kind">{Type("Kind")}</xs:element>{phone}<xs:element name="Title" type="xs:string" minOccurs="0"/></xs:sequence>
                  <xs:attribute name="esi">{Type("esi")}</xs:attribute>
                </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
              </xs:schema></wsdl:types></wsdl:definitions>
            """);
        return folder;
    }

    /// <summary>Counts how many use it at the same time.</summary>
    private sealed class WatchedNames : NameTable
    {
        private readonly Lock _adding = new();
        private int _now;
        private int _atOnce;

        public int AtOnce => Volatile.Read(ref _atOnce);

        public override string Add(string key)
        {
            var now = Interlocked.Increment(ref _now);
            if (now > Volatile.Read(ref _atOnce))
            {
                Volatile.Write(ref _atOnce, now);
            }

            try
            {
                Thread.SpinWait(500);
                lock (_adding)
                {
                    return base.Add(key);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }
    }
}
