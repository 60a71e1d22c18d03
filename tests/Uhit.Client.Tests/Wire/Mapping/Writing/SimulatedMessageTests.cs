using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>What the simulator writes of contracts whose schemas demand more than the paths read, or have room for less.</summary>
public sealed class SimulatedMessageTests : IDisposable
{
    private const string Esi = "10089010000000001";

    private const string Contract = """
        {
          "id": "simulated", "namespaces": { "a": "urn:a", "h": "urn:h" }, "correlation": ["transactionId"],
          "codes": { "verdict": { "Y": "Validated", "N": "Failed" }, "taken": { "OK": "Accepted" } },
          "headers": [ { "template": "templates/header.xml", "on": ["request"] } ],
          "messages": {
            "request": {
              "template": "templates/request.xml",
              "answer": { "root": "a:Taken", "requestId": { "header": "h:Head/h:Echo" }, "transactionId": "a:Case", "receivedAt": "a:At", "status": { "path": "a:Code", "codes": "taken" } }
            },
            "validation": {
              "root": "a:Checked", "messageId": { "header": "h:Head/h:Echo", "required": true }, "transactionId": "a:Case",
              "lines": { "each": "a:Line", "esiId": "@esi", "status": { "path": "@code", "codes": "verdict" }, "reasons": { "each": "a:Why/a:Code", "code": "." } },
              "answer": { "empty": 202 }
            },
            "delivery": {
              "root": "a:Data", "messageId": { "header": "h:Head/h:Echo", "required": true }, "transactionId": "a:Case",
              "usage": {
                "each": "a:Account", "esiId": "@esi", "customerName": "a:Name",
                "bills": [
                  {
                    "each": "a:Bill", "when": { "path": "@kind", "is": "00" }, "startDate": "@from", "endDate": "@to", "usage": "a:Used[@unit='KH']/@amount",
                    "meteredDemand": "a:Demand[@unit='K1']/@amount", "meteredApparentDemand": "a:Demand[@unit='K4']/@amount",
                    "billedDemand": "a:Billed[@unit='K1']/@amount", "billedApparentDemand": "a:Billed[@unit='K4']/@amount"
                  },
                  { "each": "a:Bill", "when": { "path": "@kind", "is": "01" }, "startDate": "@from", "endDate": "@to", "usage": { "path": "a:Used[@unit='KH']/@amount", "scale": -1 } }
                ],
                "series": [
                  { "each": "a:Block", "when": { "path": "@unit", "is": "K1" }, "unit": { "const": "kWh" }, "intervalMinutes": { "const": 15 },
                    "readings": { "each": "a:Value", "start": "@start", "quantity": { "path": "@amount", "as": "averagePower" }, "readType": { "const": "Actual" } } },
                  { "each": "a:Block", "when": { "path": "@unit", "is": "KH" }, "unit": { "const": "kWh" }, "intervalMinutes": { "const": 15 },
                    "readings": { "each": "a:Value", "start": "@start", "quantity": "@amount", "readType": { "const": "Actual" } } },
                  { "each": "a:Block", "when": { "path": "@unit", "is": "K3" }, "channel": { "const": "ReactiveDelivered" }, "unit": { "const": "kVARh" }, "intervalMinutes": { "const": 15 },
                    "readings": { "each": "a:Value", "start": "@start", "quantity": "@amount", "readType": { "const": "Actual" } } }
                ]
              },
              "answer": { "empty": 202 }
            }
          }
        }
        """;

    private const string Addressed = """
        {
          "id": "addressed", "namespaces": { "a": "urn:a", "h": "urn:h" }, "correlation": ["correlationId"],
          "headers": [ { "template": "templates/header.xml", "on": ["request"] } ],
          "messages": {
            "request": { "template": "templates/request.xml", "answer": { "empty": 202 } },
            "validation": {
              "root": "a:Checked", "messageId": { "header": "h:MessageID", "required": true }, "correlationId": "a:Case",
              "lines": { "each": "a:Line", "esiId": "@esi", "status": "@code" }, "answer": { "empty": 202 }
            }
          }
        }
        """;

    private const string Blocks = """
        <uhit:message xmlns:uhit="urn:uhit:template" xmlns:h="urn:h" xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
          <h:Action s:mustUnderstand="1">urn:ask</h:Action>
          <h:MessageID>{messageId}</h:MessageID>
          <h:ReplyTo><h:Address>http://www.w3.org/2005/08/addressing/anonymous</h:Address></h:ReplyTo>
          <h:To>{authenticationId}</h:To>
        </uhit:message>
        """;

    private const string Checked = """
        <a:Checked xmlns:a="urn:a" xmlns:uhit="urn:uhit:template" uhit:occurs="1">
          <a:Case uhit:occurs="1">{sample:1}</a:Case>
          <a:Line uhit:occurs="LINES" esi="{sample:0}" code="{sample:Y}">
            <a:Why uhit:occurs="WHY">
              <a:Code uhit:occurs="1..*">{sample:A000}</a:Code>
              <a:Text uhit:occurs="1">{sample:text}</a:Text>
            </a:Why>
          </a:Line>
        </a:Checked>
        """;

    private const string Data = """
        <a:Data xmlns:a="urn:a" xmlns:uhit="urn:uhit:template" uhit:occurs="1">
          <a:Case uhit:occurs="1">{sample:1}</a:Case>
          <a:Account uhit:occurs="1..50" esi="{sample:0}">
            <a:Name uhit:occurs="1">{sample:somebody}</a:Name>
            <a:Bill uhit:occurs="0..*" kind="{sample:00}" from="{sample:2026-01-01}" to="{sample:2026-01-01}">
              <a:Used uhit:occurs="1" amount="{sample:1.0}" unit="{sample:KH}"/>
              <a:Demand uhit:occurs="0..1" amount="{sample:1.0}" unit="{sample:KH}"/>
              <a:Billed uhit:occurs="0..2" amount="{sample:1.0}" unit="{sample:KH}"/>
              <a:Note uhit:occurs="0..1">{sample:text}</a:Note>
            </a:Bill>
            <a:Block uhit:occurs="1..*" unit="{sample:KH}">
              <a:Value uhit:occurs="1..*" start="{sample:2026-01-01T00:00:00Z}" amount="{sample:1.0}"/>
            </a:Block>
          </a:Account>
        </a:Data>
        """;

    private static readonly XNamespace A = "urn:a";
    private static readonly XNamespace H = "urn:h";

    private static readonly MessageHeader Header = new()
    {
        AuthenticationId = AuthenticationId.Parse("000000000"),
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("M-1"),
        SentAt = new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(-6)),
    };

    private readonly ContractFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteValidation_SchemaDemandsAReasonAndThereIsNone_OneStandsInAndTheLineIsValidated()
    {
        var format = Format();

        var written = Validation(format, Line(ValidationStatus.Validated));

        Assert.Equal(["A000"], written.Descendants(A + "Code").Select(code => code.Value));
        Assert.Equal("text", written.Descendants(A + "Text").Single().Value);
        var read = MappedMessage.Read(
            format,
            written.ToString(),
            UhitOperation.NotifyValidation,
            """<e:Header><h:Head xmlns:h="urn:h"><h:Echo>M-1</h:Echo></h:Head></e:Header>""");
        Assert.Equal(ValidationStatus.Validated, Assert.Single(read.Validations).Status);
    }

    [Fact]
    public void WriteValidation_SchemaDemandsNoReason_NothingStandsIn() =>
        Assert.Empty(Validation(Format(why: "0..*"), Line(ValidationStatus.Validated)).Descendants(A + "Why"));

    [Fact]
    public void WriteValidation_WithReasons_HasThemAlone() => Assert.Equal(
        ["E1", "E2"], Validation(Format(), Line(ValidationStatus.Failed, "E1", "E2")).Descendants(A + "Code").Select(code => code.Value));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1..25", 25)]
    [InlineData("0..*", int.MaxValue)]
    public void GetMaxCallbackLines_IsWhatTheSchemaHasRoomFor(string occurs, int most)
    {
        var format = Format(lines: occurs);

        Assert.Equal(most, format.GetMaxCallbackLines(UhitOperation.NotifyValidation));
        Assert.Equal(50, format.GetMaxCallbackLines(UhitOperation.DeliverHistoricalUsage));
    }

    [Fact]
    public void WriteDelivery_PathsToldApartByAnAttribute_TakeTheSchemasElementsAndNoMoreThanItHasRoomFor()
    {
        var bill = Assert.Single(Delivery(Format(), Usage(new BillingPeriod
        {
            StartDate = new DateOnly(2026, 1, 1),
            EndDate = new DateOnly(2026, 2, 1),
            Usage = 7,
            MeteredDemand = 3,
            MeteredApparentDemand = 4,
            BilledDemand = 5,
            BilledApparentDemand = 6,
        })).Descendants(A + "Bill"));

        // Bills that are cancelled are the same in other words: what is written once comes once.
        Assert.Equal("00", (string?)bill.Attribute("kind"));
        Assert.Equal(["Used KH 7", "Demand K1 3", "Billed K1 5", "Billed K4 6"], bill.Elements().Select(Text));
    }

    [Fact]
    public void WriteDelivery_FirstOfTwoThatShareAPlaceIsMissing_TheOtherHasIt()
    {
        var bill = new BillingPeriod
        {
            StartDate = new DateOnly(2026, 1, 1),
            EndDate = new DateOnly(2026, 2, 1),
            Usage = 7,
            MeteredApparentDemand = 4,
        };

        Assert.Equal(
            ["Used KH 7", "Demand K4 4"], Delivery(Format(), Usage(bill)).Descendants(A + "Bill").Single().Elements().Select(Text));
    }

    [Fact]
    public void WriteDelivery_SeriesThatTwoPartsRead_IsWrittenOnceAndAnotherPartMayBeMissing()
    {
        var block = Assert.Single(
            Delivery(Format(), Usage() with { IntervalSeries = [Series(UsageUnit.KilowattHour, 2)] }).Descendants(A + "Block"));

        Assert.Equal("K1", (string?)block.Attribute("unit"));
        Assert.Equal("8", (string?)Assert.Single(block.Elements()).Attribute("amount"));
    }

    [Fact]
    public void WriteDelivery_TextThatTheSchemaDemandsIsMissing_StandsIn() =>
        Assert.Equal("somebody", Delivery(Format(), Usage() with { IntervalSeries = [Series(UsageUnit.KilowattHour, 2)] })
            .Descendants(A + "Name").Single().Value);

    [Fact]
    public void Carried_PowerWhereTheContractHasEnergyOnly_IsItsEnergy()
    {
        var (form, _) = Assert.Single(((MappedWireFormat)Format()).DeliveryForms);
        var power = Series(UsageUnit.Kilowatt, 2.001m);

        var carried = Assert.Single(form.Carried(Usage() with { IntervalSeries = [power] }).IntervalSeries);

        Assert.Equal(UsageUnit.KilowattHour, carried.Unit);
        Assert.Equal(0.50025m, carried.Sum());
        Assert.Equal(power.ToKilowattHours(), carried.ToKilowattHours());
    }

    [Fact]
    public void WriteHeaders_Callback_IsTheBlockThatWeSendWithTheNumbersOfTheCallback()
    {
        var head = Assert.Single(SoapHeaders.Of(
            Format(), new WireHeaderContext { Operation = UhitOperation.NotifyValidation, IsAnswer = false, Header = Header }));

        Assert.Equal(H + "Head", head.Name);
        Assert.Equal("Us", head.Element(H + "From")?.Value);
        Assert.Equal("M-1", Assert.Single(head.Elements(H + "Echo")).Value);
    }

    [Fact]
    public void WriteHeaders_AnswerToARequest_HasTheNumbersThatAreReadThere()
    {
        var head = Assert.Single(SoapHeaders.Of(
            Format(), new WireHeaderContext { Operation = UhitOperation.RequestHistoricalUsage, IsAnswer = true, Header = Header }));

        Assert.Equal("R-1", Assert.Single(head.Elements(H + "Echo")).Value);
    }

    // The simulator checks that our blocks are there, and a callback is read by them: WS-Addressing's are like any other.
    [Theory]
    [InlineData("urn:h")]
    [InlineData("http://www.w3.org/2005/08/addressing")]
    [InlineData("http://schemas.xmlsoap.org/ws/2004/08/addressing")]
    public void HeaderBlocks_OfAnyNamespace_AreFoundByTheSimulatorAndRead(string ns)
    {
        var format = Load(
            Addressed.Replace("urn:h", ns, StringComparison.Ordinal),
            head: Blocks.Replace("urn:h", ns, StringComparison.Ordinal)).WireFormat;
        var message = new InquiryMessage(Header, Uhit.Client.Wire.Mapping.Writing.SampleItems.Inquiry(new DateOnly(2026, 1, 5)));

        Read(
            format,
            Envelope(format, UhitOperation.RequestHistoricalUsage, writer => format.WriteInquiry(writer, message)),
            format.ReadInquiry);

        Assert.Throws<SoapMessageException>(() => Read(
            format,
            SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, [], writer => format.WriteInquiry(writer, message)).ToArray(),
            format.ReadInquiry));
        var sink = new Uhit.Client.Conformance.Wire.RecordingSink();
        sink.Begin(UhitOperation.NotifyValidation, [UhitOperation.NotifyValidation]);
        var callback = Envelope(
            format,
            UhitOperation.NotifyValidation,
            writer => format.WriteValidation(writer, Header, null, [Line(ValidationStatus.Validated)]));
        Assert.Contains("M-1", Encoding.UTF8.GetString(callback), StringComparison.Ordinal);
        Read(format, callback, body =>
        {
            format.ReadCallback(UhitOperation.NotifyValidation, body, sink);
            return true;
        });
        Assert.Equal(ValidationStatus.Validated, Assert.Single(sink.Validations).Status);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("\"partNumber\": \"@part\", \"partCount\": \"@count\",", 1)]
    public void WriteDelivery_SeveralParts_AreDeliveriesOfTheirOwnWhereNoNumberTellsThemApart(string number, int expected)
    {
        var format = ContractFolder.Load($$"""
            {
              "id": "parts", "namespaces": { "t": "urn:t" },
              "messages": { "delivery": { "root": "t:Data", "requestId": "@r", "deliveryId": "@d", {{number}} "usage": { "each": "t:A", "esiId": "@id", "bills": { "each": "t:B", "startDate": "@f", "endDate": "@t", "usage": "@v" } } } }
            }
            """).WireFormat;

        var ids = Enumerable.Range(1, 2)
            .SelectMany(part => Enumerable.Repeat(part, 2))
            .Select(part => (string?)Written(writer => format.WriteDelivery(
                writer, Header, null, new DeliveryPart(DeliveryId.Parse("D-1"), part, 2),
                [new UsageHistory { LineNumber = 1, EsiId = EsiId.Parse("10089010000000001") }])).Attribute("d")).ToList();

        Assert.Equal("D-1", ids[0]);
        Assert.Equal(expected, ids.Distinct().Count());
        Assert.Equal((ids[0], ids[2]), (ids[1], ids[3]));
    }

    [Fact]
    public void CheckSimulation_AllCanBeWritten_FindsNothing() =>
        Assert.Empty(Load().CheckSimulation().Select(problem => problem.ToString()));

    [Fact]
    public void CheckSimulation_NumbersAsGuids_FindsNothing()
    {
        _folder.Write("templates/request.xml", """<t:Ask xmlns:t="urn:t" number="{requestId:guid}"/>""");
        _folder.Write(MappedContract.FileName, """
            {
              "id": "guids", "namespaces": { "t": "urn:t" },
              "messages": { "request": { "template": "templates/request.xml", "answer": { "root": "t:Taken", "requestId": "@number", "status": { "const": "Accepted" } } } }
            }
            """);

        Assert.Empty(MappedContract.Load(_folder.Path).CheckSimulation().Select(problem => problem.ToString()));
    }

    [Fact]
    public void CheckSimulation_MessageThatCannotBeWritten_WarnsOfItsPlace()
    {
        var problem = Assert.Single(
            Load(Contract.Replace(
                """{ "Y": "Validated", "N": "Failed" }""",
                """{ "N": "Failed", "*": "Failed" }""",
                StringComparison.Ordinal)).CheckSimulation());

        Assert.True(problem.IsWarning);
        Assert.Equal("$.messages.validation", problem.JsonPath);
        Assert.Contains("bad-value at Checked/Line", problem.Message, StringComparison.Ordinal);
    }

    private static string Text(XElement element) =>
        $"{element.Name.LocalName} {(string?)element.Attribute("unit")} {(string?)element.Attribute("amount")}";

    private static LineValidation Line(ValidationStatus status, params string[] reasons) => new()
    {
        LineNumber = 1,
        EsiId = EsiId.Parse(Esi),
        Status = status,
        Reasons = [.. reasons.Select(code => new ReportedError { Code = code, Description = code })],
    };

    private static UsageHistory Usage(params BillingPeriod[] bills) =>
        new() { LineNumber = 1, EsiId = EsiId.Parse(Esi), BillingPeriods = bills };

    private static IntervalSeries Series(UsageUnit unit, decimal quantity)
    {
        var builder = new IntervalSeriesBuilder("1", UsageChannel.EnergyDelivered, unit, TimeSpan.FromMinutes(15));
        builder.Add(new DateTimeOffset(2026, 1, 5, 0, 15, 0, TimeSpan.FromHours(-6)), quantity, ReadType.Actual);
        return builder.Build();
    }

    private static XElement Validation(SimulatedWireFormat format, LineValidation line) =>
        Written(writer => format.WriteValidation(writer, Header, TransactionId.Parse("C-1"), [line]));

    private static XElement Delivery(SimulatedWireFormat format, UsageHistory usage) =>
        Written(writer =>
            format.WriteDelivery(writer, Header, TransactionId.Parse("C-1"), new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1), [usage]));

    private static byte[] Envelope(SimulatedWireFormat format, UhitOperation operation, Action<XmlWriter> write) =>
        SoapEnvelopeWriter.ToBytes(
            SoapVersion.Soap11,
            SoapHeaders.Of(format, new WireHeaderContext { Operation = operation, IsAnswer = false, Header = Header }),
            write).ToArray();

    private static void Read<T>(SimulatedWireFormat format, byte[] envelope, Func<WireBody, T> read)
    {
        using var body = SoapEnvelope.Open(
            () => new MemoryStream(envelope), Uhit.Client.Wire.MessageLimits.Default, new SoapHeaders(format, []), CancellationToken.None);
        read(body);
        body.ReadToEnd();
    }

    private static XElement Written(Action<XmlWriter> write)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(
            text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment }))
        {
            write(writer);
        }

        return XElement.Parse(text.ToString());
    }

    private SimulatedWireFormat Format(string lines = "1", string why = "1..*") => Load(lines: lines, why: why).WireFormat;

    private MappedContract Load(
        string contract = Contract, string lines = "1", string why = "1..*",
        string head = """<h:Head xmlns:h="urn:h"><h:From>Us</h:From><h:Echo>{requestId}</h:Echo></h:Head>""")
    {
        _folder.Write(MappedContract.FileName, contract);
        _folder.Write("templates/header.xml", head);
        _folder.Write(
            "templates/request.xml",
            """<a:Ask xmlns:a="urn:a" xmlns:uhit="urn:uhit:template"><a:Line uhit:each="line">{esiId}</a:Line></a:Ask>""");
        _folder.Write(
            "templates/checked.xml",
            Checked.Replace("LINES", lines, StringComparison.Ordinal).Replace("WHY", why, StringComparison.Ordinal));
        _folder.Write("templates/data.xml", Data);
        return MappedContract.Load(_folder.Path);
    }
}
