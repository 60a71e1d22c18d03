using System.IO.Compression;
using System.Text;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Documents inside a message: by the same paths, streamed.</summary>
public class PayloadTests
{
    private const string Rows = """
        "payload": { "path": "t:File", "encoding": "base64", "compression": "gzip", "format": "csv" },
        "join": true, "esiId": "@ESIID",
        "series": {
          "date": { "path": "@USAGE_DATE", "format": "M/d/yyyy" }, "intervalMinutes": { "const": 15 }, "channel": { "path": "@CONSUMPTION_SURPLUSGENERATION", "codes": "channel" },
          "readings": { "end": { "time": "@USAGE_END_TIME" }, "quantity": "@USAGE_KWH", "readType": { "path": "@ESTIMATED_ACTUAL", "codes": "q" } }
        }
        """;

    private const string Channels = "\"codes\": { \"q\": { \"A\": \"Actual\", \"E\": \"Estimated\" }, \"channel\": { \"Consumption\": "
        + "\"EnergyDelivered\", \"Surplus Generation\": \"EnergyReceived\" } },";

    [Fact]
    public void Csv_OfASmartMeterFile_IsReadRowAfterRow()
    {
        const string Csv = """
            ESIID,USAGE_DATE,REVISION_DATE,USAGE_START_TIME,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL,CONSUMPTION_SURPLUSGENERATION
            '10089010000000001,07/01/2025,07/02/2025 07:37:17, 23:30, 23:45,0.859,A,Consumption
            '10089010000000001,07/01/2025,07/02/2025 07:37:17, 23:30, 23:45,0.1,A,"Surplus Generation"
            '10089010000000001,07/01/2025,07/02/2025 07:37:17, 23:45, 00:00,0.860,E,Consumption

            '10089010000000002,7/1/2025,07/02/2025 07:37:17, 0:00, 0:15,,,Consumption
            '10089010000000002,7/1/2025,07/02/2025 07:37:17, 0:15, 0:30,1,A,Consumption
            """;
        var sink = Read(Rows, Base64(Gzip(Csv)));
        Assert.Equal(2, sink.Histories.Count);
        Assert.Equal(
            ["EnergyDelivered 07-02T04:45=0.859 07-02T05:00=0.860", "EnergyReceived 07-02T04:45=0.1"],
            sink.Histories[0].IntervalSeries.Select(series => $"{series.Channel.Value} {MappedMessage.Text(series)}"));
        Assert.Equal("07-01T05:30=1", MappedMessage.Text(Assert.Single(sink.Histories[1].IntervalSeries)));
    }

    [Fact]
    public void Csv_WithoutNames_IsReadByThePlaceOfItsColumns()
    {
        const string Usage = """
            "payload": { "path": "t:File", "encoding": "text", "format": "csv", "separator": "|" , "columns": ["esi"] }, "join": true, "esiId": "@esi",
            "bills": { "startDate": "@2", "endDate": "@3", "usage": "@4" }
            """;
        var history = Assert.Single(
            Read(Usage, "<![CDATA[10089010000000001|2025-01-01|2025-02-01|5\n10089010000000001|2025-02-01|2025-03-01|6]]>").Histories);
        Assert.Equal([5m, 6m], history.BillingPeriods.Select(bill => bill.Usage));
    }

    [Fact]
    public void Xml_InsideXml_IsReadByTheSamePaths()
    {
        const string Usage = """
            "payload": { "path": "t:File" }, "each": "Report/Account", "esiId": "@id",
            "bills": { "each": "Bill", "startDate": "@f", "endDate": "@t", "usage": "." }
            """;
        var history = Assert.Single(
            Read(
                Usage, Base64(Encoding.UTF8.GetBytes(
                    "<Report><Account id='10089010000000001'><Bill f='2025-01-01' t='2025-02-01'>9</Bill></Account></Report>"))).Histories);
        Assert.Equal(9, Assert.Single(history.BillingPeriods).Usage);
    }

    [Theory]
    [InlineData("ESIID,USAGE_DATE\n\"open", "bad-row")]
    [InlineData("ESIID,USAGE_DATE,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL\n10089010000000001,07/01/2025,00:15,x,A", "bad-value")]
    [InlineData("USAGE_DATE,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL\n07/01/2025,00:15,1,A", "missing-column")]
    public void Csv_ThatIsWrong_IsRefusedWithItsPlace(string csv, string code)
    {
        var refused = Assert.Throws<WireFormatException>(() => Read(Rows, Base64(Gzip(csv))));
        Assert.Equal(code, refused.Code);
        Assert.StartsWith("Data/File", refused.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ESIID", "Data/File/*[1]/@ESIID")]
    [InlineData("USAGE_END_TIME", "Data/File/*[1]/@USAGE_END_TIME")]
    [InlineData("USAGE_KWH", "Data/File/*[1]/@USAGE_KWH")]
    [InlineData("ESTIMATED_ACTUAL", "Data/File/*[1]/@ESTIMATED_ACTUAL")]
    public void Column_ThatTheFileDoesNotHave_IsRefusedByItsName(string column, string path)
    {
        var csv = "ESIID,USAGE_DATE,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL\n10089010000000001,07/01/2025,00:15,1,A".Replace(
            column, "OTHER", StringComparison.Ordinal);
        var refused = Assert.Throws<WireFormatException>(() => Read(Rows, Base64(Gzip(csv))));
        Assert.Equal(("missing-column", path), (refused.Code, refused.Path));
    }

    [Fact]
    public void Column_OfAShortRow_IsAMissingValue()
    {
        var refused = Assert.Throws<WireFormatException>(() =>
            Read(Rows, Base64(Gzip("USAGE_DATE,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL,ESIID\n07/01/2025,00:15,1,A"))));
        Assert.Equal("missing-element", refused.Code);
    }

    [Theory]
    [InlineData("<File/>")]
    [InlineData("<File></File>")]
    [InlineData("<File>\n  </File>")]
    public void Payload_ThatIsEmpty_IsRefused(string file)
    {
        var format = MappedMessage.Delivery(Rows, codes: Channels);
        Assert.Equal(
            "payload-missing",
            Assert.Throws<WireFormatException>(() => MappedMessage.Read(format, $"<Data xmlns=\"urn:t\">{file}</Data>")).Code);
        Assert.Empty(MappedMessage.Read(format, $"<Data xmlns=\"urn:t\"><File>{Base64(Gzip("ESIID\n"))}</File></Data>").Histories);
    }

    [Fact]
    public void Reasons_OfTheRowItself_AreThereWhereTheirCodeIs()
    {
        const string Contract = """
            {
              "id": "t-1", "namespaces": { "t": "urn:t" },
              "messages": {
                "validation": {
                  "root": "t:Data",
                  "lines": {
                    "payload": { "path": "t:File", "encoding": "text", "format": "csv", "separator": ";" },
                    "esiId": "@ESIID", "status": "@RESULT", "reasons": { "code": "@REASON", "description": "@TEXT" }
                  }
                }
              }
            }
            """;
        var sink = MappedMessage.Read(
            ContractFolder.Load(Contract).WireFormat,
            "<Data xmlns=\"urn:t\"><File>ESIID;RESULT;TEXT;REASON\n10089010000000001;Validated;none; \n10089010000000002;Validated;fine\n"
                + "10089010000000003;Failed;;A76</File></Data>",
            UhitOperation.NotifyValidation);
        Assert.Equal(["", "", "A76"], sink.Validations.Select(line => string.Join(',', line.Reasons.Select(reason => reason.Code))));
    }

    private static RecordingSink Read(string usage, string file) =>
        MappedMessage.Read(MappedMessage.Delivery(usage, codes: Channels), $"<Data xmlns=\"urn:t\"><File>{file}</File></Data>");

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
