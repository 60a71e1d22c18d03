using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Rows that are put together by their ESI ID come in any order: by ESI ID, by time, or as it happened.</summary>
public class RowOrderTests
{
    private static readonly SimulatedWireFormat Rows = MappedMessage.Delivery("""
        "payload": { "path": "t:F", "encoding": "text", "format": "csv", "columns": ["id", "m", "t", "v"] }, "join": true, "esiId": "@id",
        "series": { "meterNumber": "@m", "intervalMinutes": { "const": 15 }, "readings": { "end": "@t", "quantity": "@v", "readType": { "const": "Actual" } } }
        """);

    [Theory]
    [InlineData("1a1 1a2 1b1 2a1 2a2 3a1")]
    [InlineData("1a1 2a1 3a1 1b1 1a2 2a2")]
    [InlineData("3a1 2a2 1b1 2a1 1a2 1a1")]
    public void Rows_InAnyOrder_AreOneUsageOfEachEsiId(string rows)
    {
        var histories = Read(rows.Split(' ')).OrderBy(history => history.EsiId.Value, StringComparer.Ordinal).ToList();
        Assert.Equal(
            ["1 a: 07-01T05:15=1 07-01T05:30=2; b: 07-01T05:15=1", "2 a: 07-01T05:15=1 07-01T05:30=2", "3 a: 07-01T05:15=1"],
            histories.Select(history =>
                history.EsiId.Value[^1] + " " + string.Join("; ", history.IntervalSeries
                    .OrderBy(series => series.MeterNumber, StringComparer.Ordinal)
                    .Select(series => $"{series.MeterNumber}: {MappedMessage.Text(series)}"))));
    }

    // By time on the day of the autumn change: what tells the hour is the order of each ESI ID's own rows.
    [Fact]
    public void Rows_ByTime_HaveTheAutumnHourTwice()
    {
        var times = new[] { "00:45", "01:00", "01:15", "01:30", "01:45", "01:00", "01:15", "01:30", "01:45", "02:00", "02:15" };
        var csv = string.Join('\n', times.SelectMany((time, i) => new[] { 1, 2 }.Select(id => $"{Id(id)},m,2025-11-02T{time}:00,{i}")));
        Assert.All(Read(csv), history => Assert.Equal(
            Enumerable.Range(0, 11).Select(i => new DateTime(2025, 11, 2, 5, 45, 0, DateTimeKind.Utc).AddMinutes(15 * i)),
            Assert.Single(history.IntervalSeries).Select(reading => reading.End.UtcDateTime)));
    }

    // Each counts 200, and 100 for its series, beside its readings, and 1,300 are allowed: four are open,
    // and the fifth completes the one that waited longest.
    [Theory]
    [InlineData("1a1 2a1 3a1 4a1 1a2", null)]
    [InlineData("1a1 2a1 3a1 4a1 5a1 6a1 1a2", "rows-apart")]
    [InlineData("1a1 2a1 3a1 4a1 1a2 5a1 6a1 1b1", null)]
    [InlineData("1a1 1a2 2a1 2a2 3a1 3a2 4a1 4a2 5a1 5a2 6a1 6a2 7a1 7a2 8a1 8a2", null)]
    public void Rows_FurtherApartThanTheBound_AreRefused(string rows, string? code)
    {
        var limits = new MessageLimits { MaxReadings = 1300 };
        var refused = Record.Exception(() => MappedMessage.Read(Rows, Body(Csv(rows.Split(' '))), sink: new LimitedSink(limits)));
        Assert.Equal(code, (refused as WireFormatException)?.Code);
        Assert.True(refused is null or WireFormatException, refused?.ToString());
        if (refused is WireFormatException { Path: var path })
        {
            Assert.StartsWith("Data/F/*[7]", path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rows_OfVeryManyEsiIds_ByEsiId_AreToldAsTheyAreComplete()
    {
        var sink = new CountingSink(new MessageLimits { MaxReadings = 2000 });
        MappedMessage.Read(
            Rows,
            Body(
                string.Join(
                    '\n', Enumerable.Range(0, 600).SelectMany(id =>
                        new[] { 15, 30 }.Select(minute => $"{10_089_010_000_000_000 + id},m,2025-07-01T00:{minute}:00,1")))), sink: sink);
        Assert.Equal((600, 1200), (sink.Histories, sink.Readings));
    }

    // A series of one reading takes a hundred times the memory of that reading, so what many of them hold must be
    // told long before there are as many readings as may be.
    [Theory]
    [InlineData(40, 1, null)]
    [InlineData(40, 20, "rows-apart")]
    [InlineData(1, 100, null)]
    [InlineData(1, 200, "rows-apart")]
    public void Rows_OfManySeriesOfOneReading_CountAsTheMemoryOfTheSeries(int ids, int meters, string? code)
    {
        var csv = string.Join('\n', Enumerable.Range(0, ids)
            .SelectMany(id => Enumerable.Range(0, meters).Select(meter => Row(id, meter)))
            .Append(Row(ids, 0))
            .Append(Row(0, 0)));
        var refused =
            Record.Exception(() => MappedMessage.Read(Rows, Body(csv), sink: new LimitedSink(new MessageLimits { MaxReadings = 15_000 })));
        Assert.Equal(code, (refused as WireFormatException)?.Code);

        static string Row(int id, int meter) => $"{10_089_010_000_000_000 + id},m{meter},2025-07-01T00:15:00,1";
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(500, "rows-apart")]
    public void Rows_OfManyBills_CountAsTheMemoryOfTheBills(int bills, string? code)
    {
        var format = MappedMessage.Delivery("""
            "each": "t:B", "join": true, "esiId": "@id", "bills": { "startDate": "@s", "endDate": "@e", "usage": { "const": "1" } }
            """);
        var start = new DateOnly(1990, 1, 1);
        var rows = string.Concat(Enumerable.Range(0, bills).Select(i => Row(1, i)).Append(Row(2, 0)).Append(Row(1, bills)));
        var refused = Record.Exception(() => MappedMessage.Read(
            format, $"<Data xmlns=\"urn:t\">{rows}</Data>", sink: new LimitedSink(new MessageLimits { MaxReadings = 10_000 })));
        Assert.Equal(code, (refused as WireFormatException)?.Code);

        string Row(int id, int day) => $"<B id=\"{Id(id)}\" s=\"{start.AddDays(day):O}\" e=\"{start.AddDays(day + 1):O}\"/>";
    }

    private static string Id(int id) => $"1008901000000000{id}";

    private static string Csv(IEnumerable<string> rows) =>
        string.Join('\n', rows.Select(row => $"{Id(row[0] - '0')},{row[1]},2025-07-01T00:{15 * (row[2] - '0')}:00,{row[2]}"));

    private static string Body(string csv) => $"<Data xmlns=\"urn:t\"><F>{csv}</F></Data>";

    private static IReadOnlyList<UsageHistory> Read(IEnumerable<string> rows) => Read(Csv(rows));

    private static IReadOnlyList<UsageHistory> Read(string csv) => MappedMessage.Read(Rows, Body(csv)).Histories;
}
