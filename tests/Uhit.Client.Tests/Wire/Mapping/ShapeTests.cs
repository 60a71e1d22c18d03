using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>The shapes that real contracts have.</summary>
public class ShapeTests
{
    private const string Notify = """
        {
          "id": "t-1", "namespaces": { "t": "urn:t", "h": "urn:h" }, "correlation": ["correlationId", "esiId"],
          "messages": {
            "validation": {
              "root": "t:Notify", "when": { "path": "t:Header/t:Noun", "is": "UsageValidation" }, "correlationId": "t:Header/t:CorrelationID",
              "lines": { "each": "t:Payload/t:Result", "esiId": "t:Esi", "status": "t:Code", "reasons": { "each": "t:Err", "code": "@code" } }
            },
            "delivery": {
              "root": "t:Notify", "when": [ { "path": "t:Header/t:Noun", "is": ["UsageData", "UsageHistory"] }, { "path": "t:Header/t:Verb", "isNot": "cancel" } ],
              "correlationId": "t:Header/t:CorrelationID", "sentAt": { "header": "h:Routing/h:Sent" },
              "usage": { "each": "t:Payload/t:Account", "esiId": "t:Esi", "bills": { "each": "t:Bill", "startDate": "@from", "endDate": { "path": "@to", "inclusive": true }, "usage": "@kwh" } }
            }
          }
        }
        """;

    [Fact]
    public void Notify_OfOneRoot_IsToldApartByItsNoun()
    {
        var format = ContractFolder.Load(Notify).WireFormat;
        Assert.Equal([UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage], format.FindOperations("Notify", "urn:t"));
        var verdicts = MappedMessage.Read(
            format,
            "<Notify xmlns=\"urn:t\"><Header><Noun>UsageValidation</Noun><CorrelationID>c-1</CorrelationID></Header>"
            + "<Payload><Result><Esi>10089010000000001</Esi><Code>Failed</Code><Err code=\"A76\"/></Result></Payload></Notify>",
            UhitOperation.NotifyValidation);
        Assert.Equal(UhitOperation.NotifyValidation, verdicts.Operation);
        Assert.Equal(["c-1"], verdicts.CorrelationIds);
        Assert.Equal("A76", Assert.Single(Assert.Single(verdicts.Validations).Reasons).Description);

        var data = MappedMessage.Read(
            format,
            "<Notify xmlns=\"urn:t\"><Header><Noun>UsageData</Noun><Verb>created</Verb></Header>"
            + "<Payload><Account><Bill from=\"2025-01-01\" to=\"2025-01-31\" kwh=\"1.50\"/><Esi>10089010000000001</Esi></Account></Payload>"
            + "</Notify>",
            UhitOperation.NotifyValidation,
            "<e:Header><h:Routing xmlns:h=\"urn:h\"><h:Sent>2025-02-01T00:00:00-06:00</h:Sent></h:Routing></e:Header>");
        Assert.Equal(UhitOperation.DeliverHistoricalUsage, data.Operation);
        Assert.Equal(new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.FromHours(-6)), data.Header!.SentAt);
        var bill = Assert.Single(Assert.Single(data.Histories).BillingPeriods);
        Assert.Equal(new DateOnly(2025, 2, 1), bill.EndDate);
        Assert.Equal("1.50", bill.Usage.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("<Header><Noun>Other</Noun></Header><Payload/>", "unexpected-content")]
    [InlineData(
        "<Payload><Account><Esi>10089010000000001</Esi></Account></Payload><Header><Noun>UsageData</Noun></Header>", "late-element")]
    [InlineData("<Header><Noun>UsageData</Noun><Verb>cancel</Verb></Header><Payload/>", "unexpected-content")]
    public void Notify_ThatIsNoneOfThem_IsRefused(string content, string code) => Assert.Equal(
        code,
        Assert.Throws<WireFormatException>(() => MappedMessage.Read(
            ContractFolder.Load(Notify).WireFormat, $"<Notify xmlns=\"urn:t\">{content}</Notify>", UhitOperation.NotifyValidation)).Code);

    [Fact]
    public void Callback_OfOneEsiId_IsTheMessageItself()
    {
        var format = MappedMessage.Delivery(
            "\"esiId\": \"t:Esi\", \"bills\": { \"each\": \"t:B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": \"@v\" }",
            "\"requestId\": \"t:Ref\",");
        var sink = MappedMessage.Read(
            format, "<Data xmlns=\"urn:t\"><B f=\"2025-01-01\" t=\"2025-02-01\" v=\"7\"/><Esi>10089010000000001</Esi><Ref>R1</Ref></Data>");
        Assert.Equal("R1", sink.Header!.RequestId.Value);
        Assert.Equal(7, Assert.Single(Assert.Single(sink.Histories).BillingPeriods).Usage);
    }

    [Fact]
    public void SeveralChannels_InOneRow_AreSeveralSeries()
    {
        var format = MappedMessage.Delivery("""
            "each": "t:A", "esiId": "@id",
            "series": [
              { "intervalMinutes": { "const": 15 }, "channel": { "const": "EnergyDelivered" }, "readings": { "each": "t:R", "end": "@t", "quantity": "@d", "readType": { "path": "@q", "codes": "q", "default": "Actual" } } },
              { "intervalMinutes": { "const": 15 }, "channel": { "const": "EnergyReceived" }, "readings": { "each": "t:R", "end": "@t", "quantity": "@r", "readType": { "path": "@q", "codes": "q", "default": "Actual" } } }
            ]
            """);
        var history = Assert.Single(MappedMessage.Read(
            format,
            "<Data xmlns=\"urn:t\"><A id=\"10089010000000001\"><R t=\"2025-07-01T00:15:00\" d=\"1\" r=\"2\" q=\"E\"/>"
                + "<R t=\"2025-07-01T00:30:00\" d=\"3\" r=\"\"/></A></Data>").Histories);
        Assert.Equal(["EnergyDelivered", "EnergyReceived"], history.IntervalSeries.Select(series => series.Channel.Value));
        Assert.Equal(["07-01T05:15=1 07-01T05:30=3", "07-01T05:15=2"], history.IntervalSeries.Select(MappedMessage.Text));
        Assert.Equal([ReadType.Estimated, ReadType.Actual], history.IntervalSeries[0].Select(reading => reading.ReadType));
    }

    [Fact]
    public void Rows_OfOneEsiId_ArePutTogether()
    {
        var format = MappedMessage.Delivery("""
            "each": "t:Row", "join": true, "esiId": "@id", "customerName": "@c",
            "series": { "meterNumber": "@m", "intervalMinutes": "@len", "readings": { "end": "@t", "quantity": "@v", "readType": { "const": "Actual" } } }
            """);
        var sink = MappedMessage.Read(
            format,
            """
            <Data xmlns="urn:t">
              <Row id="10089010000000001" m="1" len="15" t="2025-07-01T00:15:00" v="1"/>
              <Row id="10089010000000001" m="2" len="15" t="2025-07-01T00:15:00" v="2" c="X"/>
              <Row id="10089010000000001" m="1" len="PT15M" t="2025-07-01T00:30:00" v="3"/>
              <Row id="10089010000000002" m="1" len="15" t="2025-07-01T00:15:00" v="4"/>
            </Data>
            """);
        Assert.Equal(2, sink.Histories.Count);
        Assert.Equal("X", sink.Histories[0].CustomerName);
        Assert.Equal(
            ["1: 07-01T05:15=1 07-01T05:30=3", "2: 07-01T05:15=2"],
            sink.Histories[0].IntervalSeries.Select(series => $"{series.MeterNumber}: {MappedMessage.Text(series)}"));
        Assert.Equal("07-01T05:15=4", MappedMessage.Text(Assert.Single(sink.Histories[1].IntervalSeries)));
    }

    [Fact]
    public void SeriesFields_BehindTheReadings_AreWaitedFor()
    {
        var format = MappedMessage.Readings(
            "\"end\": \"@t\"", "\"each\": \"t:S\", \"intervalMinutes\": \"t:Len\", \"unit\": \"t:Unit\", \"meterNumber\": \"t:Meter\", "
                + "\"scale\": \"t:Scale\",");
        var series = MappedMessage.Series(
            format, "<S><R t=\"2025-07-01T00:15:00\" v=\"1500\"/><Len>15</Len><Unit>kW</Unit><Scale>0.001</Scale>"
                + "<R t=\"2025-07-01T00:30:00\" v=\"2\"/><Meter>M9</Meter></S>");
        Assert.Equal(("M9", "kW", 15d), (series.MeterNumber, series.Unit.Value, series.Interval.TotalMinutes));
        Assert.Equal("07-01T05:15=1.500 07-01T05:30=0.002", MappedMessage.Text(series));
    }

    [Fact]
    public void Length_FromStartAndEnd_PartsTheSeries()
    {
        var format = MappedMessage.Readings("\"start\": \"@s\", \"end\": \"@t\"", string.Empty);
        var history = Assert.Single(MappedMessage.Read(
            format,
            "<Data xmlns=\"urn:t\"><A id=\"10089010000000001\"><R s=\"2025-07-01T00:00:00\" t=\"2025-07-01T00:15:00\" v=\"1\"/>"
                + "<R s=\"2025-07-01T00:15:00\" t=\"2025-07-01T01:15:00\" v=\"2\"/></A></Data>").Histories);
        Assert.Equal([15, 60], history.IntervalSeries.Select(series => (int)series.Interval.TotalMinutes));
    }

    [Fact]
    public void Predicate_ChoosesTheElement()
    {
        var format = MappedMessage.Delivery("""
            "each": "t:A", "esiId": "t:P[@name='esi']/@value", "customerName": "t:P[@name='name']/@value",
            "bills": { "each": "t:B", "startDate": "@f", "endDate": "@t", "usage": "@v", "when": { "path": "@k", "is": "BILL" } }
            """);
        var history = Assert.Single(MappedMessage.Read(
            format,
            "<Data xmlns=\"urn:t\"><A><P name=\"name\" value=\"N\"/><P name=\"esi\" value=\"10089010000000001\"/><B k=\"X\" v=\"bad\"/>"
                + "<B k=\"BILL\" f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"/></A></Data>").Histories);
        Assert.Equal("N", history.CustomerName);
        Assert.Single(history.BillingPeriods);
    }

    [Fact]
    public void WidePath_HoldsForWhatANarrowOneNamesToo()
    {
        var format = MappedMessage.Delivery("""
            "each": "*", "esiId": "*/*:Esi", "customerName": "t:Head/t:Name",
            "bills": { "each": "t:B", "startDate": "@f", "endDate": "@t", "usage": "@v" }
            """);
        var history = Assert.Single(MappedMessage.Read(
            format, "<Data xmlns=\"urn:t\"><Anything><Head><Name>N</Name><o:Esi xmlns:o=\"urn:o\">10089010000000001</o:Esi></Head>"
                + "<B f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"/></Anything></Data>").Histories);
        Assert.Equal(("N", "10089010000000001", 1), (history.CustomerName, history.EsiId.Value, history.BillingPeriods.Count));
    }

    [Theory]
    [InlineData("\"quantity\": { \"path\": \"@v\", \"scale\": 0.001 }", "1234.5", "1.2345")]
    [InlineData("\"quantity\": { \"path\": \"@v\", \"powerOfTen\": { \"const\": -3 } }", "1234", "1.234")]
    [InlineData("\"quantity\": { \"path\": \"@v\", \"as\": \"averagePower\" }", "10.4", "2.600")]
    [InlineData("\"quantity\": { \"path\": \"@v\", \"codes\": \"n\" }", "one", "1")]
    public void Quantity_IsExact(string quantity, string text, string expected)
    {
        var format = Quantity(quantity);
        var value = Assert.Single(MappedMessage.Series(format, $"<R t=\"2025-07-01T00:15:00\" v=\"{text}\"/>")).Quantity;
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("\"quantity\": \"@v\"", "1,5", "bad-value")]
    [InlineData("\"quantity\": \"@v\"", "1E3", "bad-value")]
    [InlineData("\"quantity\": { \"path\": \"@v\", \"scale\": 0.0000000001 }", "1.00000000000000000001", "inexact-value")]
    [InlineData("\"quantity\": { \"path\": \"@v\", \"required\": true }", "", "missing-element")]
    public void Quantity_ThatIsNotExact_IsRefusedWithoutItsValue(string quantity, string text, string code)
    {
        var refused = MappedMessage.Refused(Quantity(quantity), $"<R t=\"2025-07-01T00:15:00\" v=\"{text}\"/>");
        Assert.Equal((code, "Data/A[1]/R[1]/v"), (refused.Code, refused.Path));
    }

    [Theory]
    [InlineData("N/A")]
    [InlineData("")]
    [InlineData("  ")]
    public void Quantity_ThatIsMissing_IsNoReading(string text)
    {
        var format = Quantity("\"quantity\": { \"path\": \"@v\", \"missing\": \"N/A\" }");
        Assert.Equal(
            "07-01T05:30=0", MappedMessage.Text(
                MappedMessage.Series(format, $"<R t=\"2025-07-01T00:15:00\" v=\"{text}\"/><R t=\"2025-07-01T00:30:00\" v=\"0\"/>")));
    }

    [Fact]
    public void Value_ThatComesTwice_MustBeTheSame()
    {
        var format = MappedMessage.Delivery("\"each\": \"t:A\", \"esiId\": \"t:Day/@esi\", \"bills\": { \"each\": \"t:Day\", "
            + "\"startDate\": \"@d\", \"endDate\": { \"path\": \"@d\", \"inclusive\": true }, \"usage\": \"@v\" }");
        const string Two = "<Data xmlns=\"urn:t\"><A><Day esi=\"10089010000000001\" d=\"2025-01-01\" v=\"1\"/>"
            + "<Day esi=\"1008901000000000{0}\" d=\"2025-01-02\" v=\"1\"/></A></Data>";
        Assert.Equal(
            2, Assert.Single(MappedMessage.Read(format, Two.Replace("{0}", "1", StringComparison.Ordinal)).Histories).BillingPeriods.Count);
        Assert.Equal(
            "duplicate-element",
            Assert.Throws<WireFormatException>(() => MappedMessage.Read(format, Two.Replace("{0}", "2", StringComparison.Ordinal))).Code);
    }

    [Fact]
    public void NoData_IsToldByItsCondition()
    {
        var format = MappedMessage.Delivery("""
            "each": "t:A", "esiId": "@id", "noData": { "when": { "path": "t:S", "is": "NONE" }, "code": "t:S" },
            "bills": { "each": "t:B", "startDate": "@f", "endDate": "@t", "usage": "@v" }
            """);
        var sink = MappedMessage.Read(
            format, "<Data xmlns=\"urn:t\"><A id=\"10089010000000001\"><S>NONE</S></A><A id=\"10089010000000002\"><S>OK</S></A></Data>");
        Assert.Equal(["NONE", null], sink.Histories.Select(history => history.NoData?.Code));
    }

    [Theory]
    [InlineData("MaxReadings", "Data/A[1]/R[3]")]
    [InlineData("MaxBillingPeriods", "Data/A[1]/B[3]")]
    [InlineData("MaxIntervalSeries", "Data/A[1]/D[3]")]
    public void Line_BeyondABound_IsRefusedBeforeItIsBuilt(string limit, string path)
    {
        var format = MappedMessage.Delivery("""
            "each": "t:A", "esiId": "@id", "bills": { "each": "t:B", "startDate": { "const": "2025-01-01" }, "endDate": { "const": "2025-01-02" }, "usage": { "const": 1 } },
            "series": [
              { "intervalMinutes": { "const": 15 }, "readings": { "each": "t:R", "end": "@t", "quantity": { "const": 1 }, "readType": { "const": "Actual" } } },
              { "each": "t:D", "date": "@d", "intervalMinutes": { "const": 15 }, "readings": { "each": "t:X", "quantity": ".", "readType": { "const": "Actual" } } }
            ]
            """);
        var limits = new MessageLimits { MaxReadings = 2, MaxBillingPeriods = 2, MaxIntervalSeries = 3 };
        var item = path.Contains('R') ? "<R t=\"2025-07-01T00:15:00\"/>" : path.Contains('B') ? "<B/>" : "<D d=\"2025-01-01\"/>";
        var data = $"<Data xmlns=\"urn:t\"><A id=\"10089010000000001\">{string.Concat(Enumerable.Repeat(item, 4))}</A></Data>";
        var refused = Assert.Throws<WireFormatException>(() => MappedMessage.Read(format, data, sink: new LimitedSink(limits)));
        Assert.Equal(("Callback:Limits:" + limit, path), (refused.Setting, refused.Path));
    }

    [Fact]
    public void UnknownElements_AreCounted_AndNilIsAbsent()
    {
        var format = MappedMessage.Readings("\"end\": \"@t\"");
        var sink = MappedMessage.Read(
            format,
            "<Data xmlns=\"urn:t\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><New><More/></New><A id=\"10089010000000001\">"
                + "<R i:nil=\"true\"/><New/><R t=\"2025-07-01T00:15:00\" v=\"1\"/></A></Data>");
        Assert.Equal(2, sink.UnknownElements);
        Assert.Single(Assert.Single(Assert.Single(sink.Histories).IntervalSeries));
    }

    private static SimulatedWireFormat Quantity(string quantity) => MappedMessage.Delivery(
        $$"""
        "each": "t:A", "esiId": "@id", "series": { "intervalMinutes": { "const": 15 }, "readings": { "each": "t:R", "end": "@t", "readType": { "const": "Actual" }, {{quantity}} } }
        """);
}
