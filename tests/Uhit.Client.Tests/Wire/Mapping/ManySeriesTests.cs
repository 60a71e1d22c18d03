using System.Text;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Very many series of one ESI ID cost each as much as the first; the time limit is far above what that
/// takes, and far below what a search through all takes.</summary>
[Trait("Category", "Load")]
public class ManySeriesTests
{
    private const int Count = 100_000;

    public static TheoryData<string, string, string> Shapes => new()
    {
        { "meters in readings",
            "\"each\": \"t:A\", \"esiId\": \"@id\", \"series\": { \"intervalMinutes\": { \"const\": 15 }, \"readings\": { \"each\": "
                + "\"t:R\", \"meterNumber\": \"@m\", \"end\": \"@t\", \"quantity\": \"@v\", \"readType\": { \"const\": \"Actual\" } } }",
                "A/R" },
        { "rows",
            "\"each\": \"t:R\", \"join\": true, \"esiId\": \"@id\", \"series\": { \"meterNumber\": \"@m\", \"intervalMinutes\": { "
                + "\"const\": 15 }, \"readings\": { \"end\": \"@t\", \"quantity\": \"@v\", \"readType\": { \"const\": \"Actual\" } } }",
                "R" },
        { "joined",
            "\"each\": \"t:A\", \"esiId\": \"@id\", \"series\": { \"each\": \"t:S\", \"join\": true, \"meterNumber\": \"@m\", "
                + "\"intervalMinutes\": { \"const\": 15 }, \"readings\": { \"each\": \"t:R\", \"end\": \"@t\", \"quantity\": \"@v\", "
                + "\"readType\": { \"const\": \"Actual\" } } }", "A/S/R" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Series_OfOneEsiId_TakeTimeByTheirNumber(string shape, string usage, string path)
    {
        var xml = Xml(path);
        var sink = new CountingSink(new MessageLimits { MaxIntervalSeries = Count });
        await Task.Run(() => MappedMessage.Read(MappedMessage.Delivery(usage), xml, sink: sink), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(sink is { Histories: 1, Series: Count, Readings: 2 * Count }, shape);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Series_BeyondTheBound_AreRefused(string shape, string usage, string path)
    {
        var refused = Assert.Throws<WireFormatException>(() =>
            MappedMessage.Read(MappedMessage.Delivery(usage), Xml(path), sink: new CountingSink(MessageLimits.Default)));
        Assert.True(refused.Setting == "Callback:Limits:MaxIntervalSeries", shape);
    }

    // Each meter comes twice, the second time when all have come once.
    private static string Xml(string path)
    {
        var xml = new StringBuilder("<Data xmlns=\"urn:t\">").Append(path[0] == 'A' ? "<A id=\"10089010000000001\">" : string.Empty);
        foreach (var minute in new[] { 15, 30 })
        {
            for (var meter = 0; meter < Count; meter++)
            {
                var reading = $"<R id=\"10089010000000001\" m=\"{meter}\" t=\"2025-07-01T00:{minute}:00\" v=\"1\"/>";
                xml.Append(path == "A/S/R" ? $"<S m=\"{meter}\">{reading}</S>" : reading);
            }
        }

        return xml.Append(path[0] == 'A' ? "</A>" : string.Empty).Append("</Data>").ToString();
    }
}
