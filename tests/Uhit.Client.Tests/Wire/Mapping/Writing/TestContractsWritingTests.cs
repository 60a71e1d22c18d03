using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsCheck;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>The test contracts write what their schemas want, and CNP's side reads what we write.</summary>
public class TestContractsWritingTests
{
    private const int Iterations = 25;

    public static TheoryData<string> Names => ["ews", "enterprise"];

    [Theory]
    [MemberData(nameof(Names))]
    public void CheckSimulation_FindsNothing(string name) =>
        Assert.Empty(MappedContract.Load(Folder(name)).CheckSimulation().Select(problem => problem.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Inquiry_IsAsTheSchemaWantsItAndReadBack(string name)
    {
        var format = Format(name);
        WireGen.Inquiry().Sample(
            any =>
            {
                // To the second, which is what one of them says.
                var message =
                    any with
                    {
                        Header = any.Header with
                        {
                            SentAt = InCentralTime(any.Header.SentAt),
                            MessageId = name == "ews" ? any.Header.MessageId : null,
                        },
                    };
                var envelope = Write(format, writer => format.WriteInquiry(writer, message));
                Assert.Empty(SchemaErrors(name, envelope));
                using var body = SoapEnvelope.Open(envelope, MessageLimits.Default);
                Assert.Equal(DomainText.Of(message), DomainText.Of(Unguarded(name).ReadInquiry(body)));
                body.ReadToEnd();
            },
            iter: Iterations);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Callbacks_AreAsTheSchemaWantsThem(string name)
    {
        var format = Format(name);
        Gen.Select(WireGen.Header(), WireGen.Validation, Usage(name)).Sample(
            (header, validation, usage) =>
            {
                Assert.Empty(SchemaErrors(name, Write(format, writer => format.WriteValidation(writer, header, null, [validation]))));
                Assert.Empty(
                    SchemaErrors(name, Write(format, writer => format.WriteDelivery(writer, header, null, FixedMessages.Part, [usage]))));
            },
            iter: Iterations);
    }

    [Fact]
    public void Ews_AnswersAndNotices_AreAsTheSchemaWantsThem()
    {
        var format = Format("ews");
        Gen.Select(WireGen.Header(), WireGen.Acknowledgement()).Sample(
            (header, answer) =>
            {
                var receipt = Write(format, writer => format.WriteCallbackAnswer(writer, UhitOperation.DeliverHistoricalUsage, answer));
                Assert.Empty(SchemaErrors("ews", receipt));
                Assert.Empty(SchemaErrors("ews", Write(format, writer => format.WriteInquiryAnswer(writer, answer))));
                Assert.Empty(SchemaErrors("ews", Write(format, writer => format.WriteAcknowledgementNotice(writer, header, answer))));
                using var body = SoapEnvelope.Open(receipt, MessageLimits.Default);
                Assert.Equal(answer.Status, format.ReadCallbackAnswer(UhitOperation.DeliverHistoricalUsage, body).Status);
            },
            iter: Iterations);
    }

    [Fact]
    public void Ews_Delivery_IsGzipInBase64()
    {
        var format = Format("ews");
        var envelope = Write(format, writer => format.WriteDelivery(
            writer, FixedMessages.Header(), null, FixedMessages.Part, [FixedMessages.Autumn(), FixedMessages.Autumn()]));

        var inner = Payload(Body(envelope));

        XNamespace u = "urn:example:ews:usage";
        Assert.Equal(2, inner.Elements(u + "ServicePoint").Count());
        var block = inner.Descendants(u + "IntervalBlock").First();
        Assert.Equal(100, block.Elements(u + "r").Count());
        Assert.Equal("2025-11-02T05:00:00Z", block.Element(u + "r")!.Attribute("s")!.Value);
        Assert.Equal("125", block.Element(u + "r")!.Attribute("v")!.Value);
        Assert.Equal(
            envelope, Write(format, writer => format.WriteDelivery(
                writer, FixedMessages.Header(), null, FixedMessages.Part, [FixedMessages.Autumn(), FixedMessages.Autumn()])));
    }

    [Fact]
    public void Enterprise_Readings_AreKilowattsInLocalTimeWithTheirMark()
    {
        var format = Format("enterprise");
        var body = Body(Write(
            format, writer => format.WriteDelivery(writer, FixedMessages.Header(), null, FixedMessages.Part, [FixedMessages.Autumn()])));

        XNamespace e = "urn:example:enterprise:usage:3";
        var values = body.Descendants(e + "V").ToList();
        Assert.Equal("PT15M", body.Descendants(e + "Interval").Single().Value);
        Assert.Equal("KW", body.Descendants(e + "Uom").Single().Value);
        Assert.Equal(("202511020015", "Y", "0.5"), (values[0].Attribute("t")!.Value, values[0].Attribute("dst")!.Value, values[0].Value));
        Assert.Equal(
            ["Y", "N"],
            values.Where(value => value.Attribute("t")!.Value == "202511020115").Select(value => value.Attribute("dst")!.Value));
        Assert.DoesNotContain(body.Descendants(), element => element.Name.LocalName is "Profile" or "Nothing");
    }

    [Fact]
    public void Enterprise_SeveralLinesInOneCallback_AreRefused()
    {
        var format = Format("enterprise");

        Assert.Equal(1, format.GetMaxCallbackLines(UhitOperation.DeliverHistoricalUsage));
        Assert.Throws<WireFormatException>(() => Write(format, writer => format.WriteDelivery(
            writer, FixedMessages.Header(), null, FixedMessages.Part,
            [FixedMessages.Autumn(), FixedMessages.Autumn() with { EsiId = EsiId.Parse("1008901000000000000002") }])));
    }

    [Theory]
    [InlineData("right", true)]
    [InlineData("wrong", false)]
    public void Enterprise_Headers_AreReadByCnpsSideWithTheSameSecretOnly(string password, bool isTaken)
    {
        var ours = Format("enterprise", "right");
        var theirs = Format("enterprise", password);
        var context =
            new WireHeaderContext { Operation = UhitOperation.RequestHistoricalUsage, IsAnswer = false, Header = FixedMessages.Header() };
        var body = new HeaderBody(ours, context);

        if (isTaken)
        {
            Assert.Equal("R1", theirs.ReadInquiry(body).Header.RequestId.Value);
        }
        else
        {
            var refused = Assert.Throws<SoapMessageException>(() => theirs.ReadInquiry(body));
            Assert.DoesNotContain("right", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.Throws<SoapMessageException>(() => theirs.ReadInquiry(new HeaderBody(ours, context) { Blocks = [] }));
        Assert.Throws<SoapMessageException>(() =>
            theirs.ReadInquiry(new HeaderBody(ours, context) { Blocks = body.Blocks.Skip(1).ToList() }));
    }

    [Fact]
    public void Enterprise_Headers_SayWhoWhatAndTheMessage()
    {
        var format = Format("enterprise", "right");
        var blocks = new HeaderBody(
            format, new WireHeaderContext
            {
                Operation = UhitOperation.RequestHistoricalUsage,
                IsAnswer = false,
                Header = FixedMessages.Header(),
            }).Blocks;

        Assert.Equal(
            ["957877905", "USAGE", "urn:example:enterprise:usage:3/SubmitOrder", "M1"],
            blocks[1].Elements().Select(element => element.Value));
        Assert.Equal("true", (string?)blocks[0].Attribute(XName.Get("mustUnderstand", "http://www.w3.org/2003/05/soap-envelope")));
        Assert.DoesNotContain("right", string.Concat(blocks), StringComparison.Ordinal);
        Assert.Empty(new HeaderBody(format, new WireHeaderContext { Operation = UhitOperation.NotifyValidation, IsAnswer = true }).Blocks);
    }

    [Fact]
    public void Samples_OfAllTemplates_AreAsTheSchemaWantsThem()
    {
        var templates = MappedContract.Load(Folder("ews")).Templates.All;

        Assert.Equal(["request", "acknowledgement", "validation", "delivery"], templates.Select(template => template.Source?.Name));
        Assert.All(templates, template =>
        {
            Assert.Equal(
                template.Root.Name,
                XElement.Parse(System.Text.Encoding.UTF8.GetString(template.WriteSamples().First().Content)).Name.LocalName);
            Assert.Empty(Validate("ews", XElement.Parse(System.Text.Encoding.UTF8.GetString(template.WriteSamples().First().Content))));
        });
    }

    private static string Folder(string name) => Path.Combine(Repository.Root, "tests", "Contracts", name);

    private static SimulatedWireFormat Format(string name, string password = "p") =>
        (SimulatedWireFormat)MappedContract.Load(Folder(name)).WireFormat.WithSecrets(
            new WireSecrets([new("portal-password", password)]).Get);

    // The headers have tests of their own.
    private static SimulatedWireFormat Unguarded(string name)
    {
        var contract = MappedContract.Load(Folder(name));
        return new MappedWireFormat(contract.Model with { Headers = [] }, MappedTemplates.Load(contract.Model with { Headers = [] }, []));
    }

    private static byte[] Write(SimulatedWireFormat format, Action<XmlWriter> write) =>
        SoapEnvelopeWriter.ToBytes(format.SoapVersion, write);

    private static DateTimeOffset? InCentralTime(DateTimeOffset? time) => time is { } sent
        ? TimeZoneInfo.ConvertTime(sent.AddTicks(-(sent.Ticks % TimeSpan.TicksPerSecond)), CentralTime.Zone)
        : null;

    // What the contract has no room for is left out of the question: quantities that come out even, and one line.
    private static Gen<UsageHistory> Usage(string name) => WireGen.Usage.Select(usage => usage with
    {
        NoData = name == "ews" ? usage.NoData : null,
        IntervalSeries = [.. usage.IntervalSeries.Select(series => Even(series))],
        BillingPeriods = [.. usage.BillingPeriods.Select(bill => bill with { Usage = decimal.Round(bill.Usage, 3) })],
    });

    private static IntervalSeries Even(IntervalSeries series)
    {
        var even = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        foreach (var reading in series)
        {
            even.Add(reading.End, decimal.Round(reading.Quantity, 3), reading.ReadType);
        }

        return even.Build();
    }

    private static XElement Body(byte[] envelope) =>
        XElement.Parse(System.Text.Encoding.UTF8.GetString(envelope)).Elements()
            .Single(element => element.Name.LocalName == "Body").Elements().Single();

    private static XElement Payload(XElement body)
    {
        var bytes = Convert.FromBase64String(body.Descendants().Single(element => element.Name.LocalName == "Compressed").Value);
        using var unzipped = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return XElement.Load(unzipped);
    }

    private static List<string> SchemaErrors(string name, byte[] envelope)
    {
        var body = Body(envelope);
        var errors = Validate(name, body);
        return body.Descendants().Any(element => element.Name.LocalName == "Compressed")
            ? [.. errors, .. Validate(name, Payload(body))]
            : errors;
    }

    private static List<string> Validate(string name, XElement element)
    {
        var errors = new List<string>();
        var schemas = new XmlSchemaSet();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder(name), "schema"), "*.xsd"))
        {
            schemas.Add(null, file);
        }

        schemas.Compile();
        Assert.True(schemas.GlobalElements.Contains(new XmlQualifiedName(element.Name.LocalName, element.Name.NamespaceName)));
        new XDocument(element).Validate(schemas, (_, e) => errors.Add(e.Message));
        return errors;
    }

    /// <summary>An inquiry with the header blocks of a format.</summary>
    private sealed class HeaderBody : WireBody
    {
        private readonly XmlReader _reader;

        public HeaderBody(SimulatedWireFormat format, WireHeaderContext context)
        {
            var holder = new XElement("headers");
            using (var writer = holder.CreateWriter())
            {
                format.WriteHeaders(writer, context);
            }

            Blocks = [.. holder.Elements()];
            var envelope = SoapEnvelope.Open(
                SoapEnvelopeWriter.ToBytes(format.SoapVersion, writer => format.WriteInquiry(writer, FixedMessages.Inquiry())),
                MessageLimits.Default);
            _reader = envelope.Reader;
        }

        public IReadOnlyList<XElement> Blocks { get; init; }

        public override IReadOnlyList<XElement> Headers => Blocks;

        public override SoapVersion SoapVersion => SoapVersion.Soap12;

        public override XmlReader Reader => _reader;

        public override Stream OpenUtf8() => throw new NotSupportedException();
    }
}
