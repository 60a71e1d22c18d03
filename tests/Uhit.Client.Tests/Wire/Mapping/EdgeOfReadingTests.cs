using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>What reading decides at its edges: one more, one less, the other way round.</summary>
public class EdgeOfReadingTests
{
    private const string ByDate = "\"each\": \"t:D\", \"date\": \"@d\", \"intervalMinutes\": { \"const\": 15 },";

    [Fact]
    public void Start_AtTheFirstMidnight_IsThatOfItsDay()
    {
        var alone = MappedMessage.Readings("\"start\": { \"time\": \"@s\" }", ByDate);
        Assert.Equal("07-01T05:15=1", MappedMessage.Text(MappedMessage.Series(alone, "<D d=\"2025-07-01\"><R s=\"00:00\" v=\"1\"/></D>")));
        var both = MappedMessage.Readings(
            "\"start\": { \"time\": \"@s\" }, \"end\": { \"time\": \"@t\" }", "\"each\": \"t:D\", \"date\": \"@d\",");
        Assert.Equal(
            "07-01T05:15=1",
            MappedMessage.Text(MappedMessage.Series(both, "<D d=\"2025-07-01\"><R s=\"00:00\" t=\"00:15\" v=\"1\"/></D>")));
    }

    [Fact]
    public void End_ThatAStartContradicts_IsNotPutByOrder()
    {
        var format = MappedMessage.Readings("\"start\": \"@s\", \"end\": \"@t\"");
        Assert.Equal(
            "ambiguous-time", MappedMessage.Refused(
                format, "<R t=\"2025-11-02T01:15:00\" v=\"1\"/><R s=\"2025-11-02T00:45:00\" t=\"2025-11-02T01:00:00\" v=\"2\"/>").Code);
    }

    [Fact]
    public void Length_OfAReading_GoesBeforeThatOfItsSeries()
    {
        var format = MappedMessage.Readings("\"end\": \"@t\", \"intervalMinutes\": \"@len\"");
        var all =
            Assert.Single(
                MappedMessage.Read(format, "<Data xmlns=\"urn:t\"><A id=\"10089010000000001\"><R t=\"2025-07-01T00:15:00\" v=\"1\"/>"
                    + "<R t=\"2025-07-01T01:15:00\" len=\"60\" v=\"2\"/></A></Data>").Histories).IntervalSeries;
        Assert.Equal([15, 60], all.Select(series => (int)series.Interval.TotalMinutes));
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("1440", null)]
    [InlineData("PT24H", null)]
    [InlineData("0", "bad-interval")]
    [InlineData("1441", "bad-interval")]
    [InlineData("-15", "bad-interval")]
    [InlineData("PT0M", "bad-interval")]
    [InlineData("PT90S", "bad-value")]
    [InlineData("15.5", "bad-value")]
    public void Length_OfAnInterval_IsFromAMinuteToADay(string length, string? code)
    {
        var format = MappedMessage.Readings("\"end\": \"@t\"", "\"each\": \"t:S\", \"intervalMinutes\": \"@len\",");
        Assert.Equal(
            code,
            (Record.Exception(() => MappedMessage.Series(
                format, $"<S len=\"{length}\"><R t=\"2025-07-01T00:00:00\" v=\"1\"/></S>")) as WireFormatException)?.Code);
    }

    [Fact]
    public void SeriesOfRows_ThatSaysItsMeterBehindItsReadings_IsOfThatMeter()
    {
        var format = MappedMessage.Delivery("""
            "each": "t:A", "join": true, "esiId": "@id",
            "series": { "meterNumber": "t:M", "intervalMinutes": { "const": 15 }, "readings": { "each": "t:R", "end": "@t", "quantity": "@v", "readType": { "const": "Actual" } } }
            """);
        const string Message = "<Data xmlns=\"urn:t\"><A id=\"10089010000000001\">{0}</A></Data>";
        string Of(string content) => Message.Replace("{0}", content, StringComparison.Ordinal);
        IntervalSeries SeriesOf(string content) =>
            Assert.Single(Assert.Single(MappedMessage.Read(format, Of(content)).Histories).IntervalSeries);
        var (first, second) = ("<R t=\"2025-07-01T00:15:00\" v=\"1\"/>", "<R t=\"2025-07-01T00:30:00\" v=\"2\"/>");
        Assert.All(new[] { "<M>1</M>" + first + second, first + "<M>1</M>" + second, first + second + "<M>1</M>" }, content =>
            Assert.Equal(("1", "07-01T05:15=1 07-01T05:30=2"), (SeriesOf(content).MeterNumber, MappedMessage.Text(SeriesOf(content)))));
        Assert.Equal(
            2,
            Assert.Single(MappedMessage.Read(
                format, Of(first + "<M>1</M></A><A id=\"10089010000000001\">" + second + "<M>2</M>")).Histories).IntervalSeries.Count);
    }

    [Fact]
    public void Reading_WithoutAValue_NeedsNoTime() =>
        Assert.Equal(
            "07-01T05:15=1", MappedMessage.Text(
                MappedMessage.Series(MappedMessage.Readings("\"end\": \"@t\""), "<R v=\"\"/><R t=\"2025-07-01T00:15:00\" v=\"1\"/>")));

    [Theory]
    [InlineData(0, 2, "bad-part")]
    [InlineData(1, 2, null)]
    [InlineData(2, 2, null)]
    [InlineData(3, 2, "bad-part")]
    public void Part_IsOneOfThoseThatThereAre(int number, int count, string? code)
    {
        var format = MappedMessage.Delivery(
            "\"each\": \"t:A\", \"esiId\": \"@id\", \"bills\": { \"each\": \"t:B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": "
                + "\"@v\" }",
            "\"deliveryId\": \"@d\", \"partNumber\": \"@n\", \"partCount\": \"@c\",");
        Assert.Equal(
            code,
            (Record.Exception(() =>
                MappedMessage.Read(
                    format, $"<Data xmlns=\"urn:t\" d=\"D\" n=\"{number}\" c=\"{count}\"><A id=\"10089010000000001\"/>"
                        + "</Data>")) as WireFormatException)?.Code);
    }

    [Theory]
    [InlineData("", 31)]
    [InlineData(", \"inclusive\": true", 31)]
    [InlineData(", \"inclusive\": false", 30)]
    public void Period_EndsWithItsLastDay(string inclusive, int day)
    {
        var format = MappedMessage.Delivery(
            "\"each\": \"t:A\", \"esiId\": \"@id\", \"bills\": { \"each\": \"t:B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": "
                + "\"@v\" }",
            "\"period\": { \"start\": \"@f\", \"end\": { \"path\": \"@t\"" + inclusive + " } },");
        Assert.Equal(
            [(new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, day)), null)],
            MappedMessage.Read(
                format, "<Data xmlns=\"urn:t\" f=\"2025-01-01\" t=\"2025-01-31\"><A id=\"10089010000000001\"/></Data>").Periods);
    }

    // Were it left out, two messages that differ in nothing but these days would be taken for copies.
    [Fact]
    public void Period_InTheWrongOrder_IsToldInTheRightOne()
    {
        var format = MappedMessage.Delivery(
            "\"each\": \"t:A\", \"esiId\": \"@id\", \"bills\": { \"each\": \"t:B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": "
                + "\"@v\" }",
            "\"period\": { \"start\": \"@f\", \"end\": \"@t\" },");
        Assert.Equal(
            [(new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 31)), null)],
            MappedMessage.Read(
                format, "<Data xmlns=\"urn:t\" f=\"2025-01-31\" t=\"2025-01-01\"><A id=\"10089010000000001\"/></Data>").Periods);
    }
}
