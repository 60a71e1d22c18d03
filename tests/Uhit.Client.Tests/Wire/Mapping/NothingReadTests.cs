using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>A message with data of which no condition of the contract takes any is refused, never taken as a delivery of nothing.</summary>
public class NothingReadTests
{
    private const string Id = "10089010000000001";

    private const string Rows = """
        "payload": { "path": "t:File", "encoding": "text", "format": "csv", "columns": ["KIND", "ESIID", "F", "T", "V"] },
        "join": true, "when": { "path": "@KIND", "is": "B" }, "esiId": "@ESIID", "bills": { "startDate": "@F", "endDate": "@T", "usage": "@V" }
        """;

    private const string Elements = """
        "each": "t:A", "esiId": "@id", "when": { "path": "@k", "isNot": "X" },
        "noData": { "when": { "path": "t:None", "exists": true }, "code": { "path": "t:None" } },
        "bills": { "each": "t:B", "when": { "path": "t:K", "is": "B" }, "startDate": "@f", "endDate": "@t", "usage": "@v" },
        "series": {
          "each": "t:S", "when": { "path": "t:K", "is": "S" }, "intervalMinutes": { "const": 15 },
          "readings": { "each": "t:R", "end": "@t", "quantity": "@v", "readType": { "const": "Actual" } }
        }
        """;

    private const string Verdicts = """
        {
          "id": "t-1", "namespaces": { "t": "urn:t" },
          "messages": { "validation": { "root": "t:Data", "lines": { "each": "t:L", "when": { "path": "t:K", "is": "L" }, "esiId": "@id", "status": "@s", "reasons": { "each": "t:E", "code": "." } } } }
        }
        """;

    [Theory]
    [InlineData($"I,{Id},2025-01-01,2025-02-01,1")]
    [InlineData("KIND,ESIID,F,T,V\nI")]
    public void Rows_OfWhichNoneCounts_AreRefused(string csv) => Refused("Data/File/*[1]", Rows, $"<File>{csv}</File>");

    [Theory]
    [InlineData("\u00a0\n", 0)]
    [InlineData($"KIND,ESIID,F,T,V\nB,{Id},2025-01-01,2025-02-01,1\nI", 1)]
    public void Rows_OfWhichSomeCount_OrNoneAtAll_AreTaken(string csv, int count) =>
        Assert.Equal(count, Read(MappedMessage.Delivery(Rows), $"<File>{csv}</File>").Histories.Count);

    [Theory]
    [InlineData($"<A id=\"{Id}\" k=\"X\"/>", "Data/A[1]")]
    [InlineData($"<A id=\"{Id}\"><B f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"><K>?</K></B></A>", "Data/A[1]/B[1]")]
    [InlineData($"<A id=\"{Id}\"><S><R t=\"2025-07-01T00:15:00\" v=\"1\"/><K>?</K></S></A><A id=\"{Id}\"/>", "Data/A[1]/S[1]")]
    public void Elements_OfWhichNoneCounts_AreRefused(string content, string path) => Refused(path, Elements, content);

    [Theory]
    [InlineData("", 0)]
    [InlineData($"<A id=\"{Id}\"/>", 1)]
    [InlineData($"<A id=\"{Id}\"><None>N</None></A><A k=\"X\"/>", 1)]
    [InlineData($"<A id=\"{Id}\"><B><K>?</K></B><S><R t=\"2025-07-01T00:15:00\" v=\"\"/><K>S</K></S></A>", 1)]
    [InlineData(
        $"<A id=\"{Id}\"><S><R t=\"2025-07-01T00:15:00\" v=\"1\"/><K>?</K></S><B f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"><K>B</K></B>"
            + "</A>", 1)]
    public void Elements_OfWhichSomeCount_OrNoneAtAll_AreTaken(string content, int count) =>
        Assert.Equal(count, Read(MappedMessage.Delivery(Elements), content).Histories.Count);

    // A path with a slip of the pen leads to nothing: the data stand there all the same.
    [Theory]
    [InlineData($"<Account id=\"{Id}\"><B f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"><K>B</K></B></Account>", "Data/Account")]
    [InlineData($"<Note>x</Note><Account id=\"{Id}\"/>", "Data/Account")]
    [InlineData($"<List><A id=\"{Id}\"/></List>", "Data/List")]
    [InlineData($"<List> <!-- --> <A/></List>", "Data/List")]
    public void Elements_ThatNoPathLeadsTo_AreRefused(string content, string path) => Refused(path, Elements, content);

    [Theory]
    [InlineData("<Note>x</Note><Empty/><Other xmlns=\"urn:o\"> </Other>", 0)]
    [InlineData($"<A id=\"{Id}\"><Note>x</Note></A>", 1)]
    [InlineData($"<A id=\"{Id}\"><AddedLater a=\"1\"><X/></AddedLater></A>", 1)]
    [InlineData($"<A id=\"{Id}\"><None>N</None><Contact><Name>x</Name></Contact></A>", 1)]
    [InlineData($"<Sender><Name>x</Name></Sender><A id=\"{Id}\"><B f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"><K>B</K></B></A>", 1)]
    public void Elements_ThatNoPathLeadsTo_BesideDataOrWithout_AreTaken(string content, int count) =>
        Assert.Equal(count, Read(MappedMessage.Delivery(Elements), content).Histories.Count);

    [Fact]
    public void SeriesOfTheAccountItself_WhoseConditionDoesNotHold_IsNoLoss()
    {
        var format = MappedMessage.Delivery("""
            "each": "t:A", "esiId": "@id",
            "series": { "when": { "path": "@k", "is": "S" }, "intervalMinutes": { "const": 15 }, "readings": { "each": "t:R", "end": "@t", "quantity": "@v", "readType": { "const": "Actual" } } }
            """);
        Assert.Single(Read(format, $"<A id=\"{Id}\"/>").Histories);
    }

    [Fact]
    public void Verdicts_OfWhichNoneCounts_AreRefused()
    {
        var format = ContractFolder.Load(Verdicts).WireFormat;
        var refused = Assert.Throws<WireFormatException>(() =>
            Read(format, $"<L id=\"{Id}\" s=\"Failed\"><E>1</E><K>?</K></L>", UhitOperation.NotifyValidation));
        Assert.Equal(("nothing-read", "Data/L[1]"), (refused.Code, refused.Path));
        Assert.Single(Read(format, $"<L><K>?</K></L><L id=\"{Id}\" s=\"Failed\"><K>L</K></L>", UhitOperation.NotifyValidation).Validations);
    }

    private static void Refused(string path, string usage, string content)
    {
        var refused = Assert.Throws<WireFormatException>(() => Read(MappedMessage.Delivery(usage), content));
        Assert.Equal(("nothing-read", path), (refused.Code, refused.Path));
    }

    private static RecordingSink Read(
        SimulatedWireFormat format, string content, UhitOperation operation = UhitOperation.DeliverHistoricalUsage) =>
        MappedMessage.Read(format, $"<Data xmlns=\"urn:t\">{content}</Data>", operation);
}
