using System.IO.Compression;
using System.Text;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Messages of one root whose payloads stand at one place: each is unpacked in its own way.</summary>
public class SharedPayloadTests
{
    private const string Id = "10089010000000001";

    // A verdict with the names of its columns, interval rows without them, bills in XML and gzip, and an
    // acknowledgement whose text stands where the others have a file.
    private const string Contract = $$"""
        {
          "id": "t-1", "namespaces": { "t": "urn:t" },
          "messages": {
            "validation": {
              "root": "t:Doc", "when": { "path": "t:Kind", "is": "V" },
              "lines": { "payload": { "path": "t:File", "encoding": "text", "format": "csv", "separator": ";" }, "esiId": "@ESIID", "status": "@RESULT" }
            },
            "delivery": [
              {
                "root": "t:Doc", "when": { "path": "t:Kind", "is": "I" },
                "usage": {
                  "payload": { "path": "t:File", "encoding": "text", "format": "csv", "columns": ["KIND", "ESIID", "END", "KWH"] },
                  "join": true, "when": { "path": "@KIND", "is": "I" }, "esiId": "@ESIID",
                  "series": { "intervalMinutes": { "const": 15 }, "readings": { "end": "@END", "quantity": "@KWH", "readType": { "const": "Actual" } } }
                }
              },
              {
                "root": "t:Doc", "when": { "path": "t:Kind", "is": "B" },
                "usage": {
                  "payload": { "path": "t:File", "compression": "gzip" }, "each": "Bills/Bill", "esiId": "@id",
                  "bills": { "startDate": "@f", "endDate": "@t", "usage": "." }
                }
              }
            ],
            "acknowledgement": {
              "root": "t:Doc", "when": { "path": "t:Kind", "is": "A" }, "correlationId": "t:File", "status": { "const": "Accepted" }
            }
          }
        }
        """;

    [Fact]
    public void Verdict_IsReadWithItsOwnColumns()
    {
        var sink = Read("V", $"ESIID;RESULT\n{Id};Validated");
        Assert.Equal((UhitOperation.NotifyValidation, "Validated"), (sink.Operation, Assert.Single(sink.Validations).Status.Value));
    }

    [Fact]
    public void Rows_WithoutNames_AreAllRead()
    {
        var sink = Read("I", $"I,{Id},2025-07-01T00:15:00,1\nX,{Id}\nI,{Id},2025-07-01T00:30:00,2");
        Assert.Equal(UhitOperation.DeliverHistoricalUsage, sink.Operation);
        Assert.Equal("07-01T05:15=1 07-01T05:30=2", MappedMessage.Text(Assert.Single(Assert.Single(sink.Histories).IntervalSeries)));
    }

    [Fact]
    public void Document_OfAnotherForm_IsUnpackedInItsOwnWay()
    {
        var sink = Read("B", Gzip($"<Bills><Bill id='{Id}' f='2025-01-01' t='2025-02-01'>7</Bill></Bills>"));
        Assert.Equal(7, Assert.Single(Assert.Single(sink.Histories).BillingPeriods).Usage);
    }

    [Fact]
    public void Text_OfAMessageWithoutPayload_IsRead() => Assert.Equal(["hello"], Read("A", "hello").CorrelationIds);

    [Fact]
    public void Payload_BeforeWhatTellsTheMessage_IsRefused()
    {
        var refused = Assert.Throws<WireFormatException>(() => ReadBody($"<File>I,{Id},2025-07-01T00:15:00,1</File><Kind>I</Kind>"));
        Assert.Equal(("late-element", "Doc/Kind"), (refused.Code, refused.Path));
    }

    [Fact]
    public void Payload_OfWideAndNarrowPaths_IsReadByBoth()
    {
        var json = Contract.Replace(
            "\"path\": \"t:File\", \"encoding\": \"text\", \"format\": \"csv\", \"columns\"",
            "\"path\": \"*:File\", \"encoding\": \"text\", \"format\": \"csv\", \"columns\"",
            StringComparison.Ordinal);
        Assert.NotEqual(Contract, json);
        var sink = MappedMessage.Read(
            ContractFolder.Load(json).WireFormat, $"<Doc xmlns=\"urn:t\"><Kind>I</Kind><File>I,{Id},2025-07-01T00:15:00,1</File></Doc>");
        Assert.Single(sink.Histories);
    }

    [Theory]
    [InlineData(
        "{ \"path\": \"t:Kind\", \"is\": \"V\" }", "{ \"path\": \"t:Kind\", \"exists\": false }", "$.messages.validation.when",
        "only at the end")]
    [InlineData(
        "{ \"path\": \"t:Kind\", \"is\": \"V\" }", "{ \"path\": \"t:File\", \"is\": \"V\" }", "$.messages.validation.when",
        "inside the payload")]
    [InlineData(
        "{ \"path\": \"t:Kind\", \"is\": \"V\" }",
        "[ { \"path\": \"t:Kind\", \"is\": \"V\" }, { \"path\": \"t:File/t:X/@v\", \"is\": \"V\" } ]",
        "$.messages.validation.when[1]",
        "inside the payload")]
    [InlineData(
        "\"quantity\": \"@KWH\"", "\"quantity\": \"@KHW\"", "$.messages.delivery[0].usage.series.readings.quantity",
        "Did you mean \"KWH\"?")]
    [InlineData(
        "{ \"path\": \"@KIND\", \"is\": \"I\" }", "{ \"path\": \"@KINDS\", \"is\": \"I\" }", "$.messages.delivery[0].usage.when",
        "no column")]
    [InlineData(
        "\"lines\": {",
        "\"lines\": [ { \"payload\": { \"path\": \"t:File\" }, \"each\": \"R\", \"esiId\": \"@i\", \"status\": \"@s\" }, {",
        "$.messages.validation.lines[1].payload",
        "another form")]
    public void Form_ThatIsNotKnownInTime_IsRefusedAtLoad(string right, string wrong, string path, string message)
    {
        var json = Contract.Replace(right, wrong, StringComparison.Ordinal);
        json = wrong.StartsWith("\"lines\": [", StringComparison.Ordinal)
            ? json.Replace("\"status\": \"@RESULT\" }", "\"status\": \"@RESULT\" } ]", StringComparison.Ordinal)
            : json;
        Assert.NotEqual(Contract, json);
        Assert.Null(ContractFolder.TryLoad(json, out var problems));
        var error = Assert.Single(problems, problem => !problem.IsWarning);
        Assert.Equal(path, error.JsonPath);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static RecordingSink Read(string kind, string file) => ReadBody($"<Kind>{kind}</Kind><File>{file}</File>");

    private static RecordingSink ReadBody(string content) =>
        MappedMessage.Read(
            ContractFolder.Load(Contract).WireFormat, $"<Doc xmlns=\"urn:t\">{content}</Doc>", UhitOperation.NotifyValidation);

    private static string Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(bytes.ToArray());
    }
}
