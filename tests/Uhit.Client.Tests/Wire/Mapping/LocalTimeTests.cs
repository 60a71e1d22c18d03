using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Times without an offset: the day of 100 quarter hours and the day of 92 must come out right, or not at all.</summary>
public class LocalTimeTests
{
    private static readonly SimulatedWireFormat Ends = MappedMessage.Readings("\"end\": \"@t\"");
    private static readonly SimulatedWireFormat Starts = MappedMessage.Readings("\"start\": \"@t\"");

    // The day of the autumn change as both habits of writing it have it: the last end before the
    // change as 2:00, or as the 1:00 that the clock shows.
    [Theory]
    [InlineData("01:45 02:00 01:15", "06:45 07:00 07:15")]
    [InlineData("01:45 01:00 01:15", "06:45 07:00 07:15")]
    [InlineData("00:45 01:00 01:15 01:30", "05:45 06:00 06:15 06:30")]
    [InlineData("01:30 01:45 02:00 02:15", "07:30 07:45 08:00 08:15")]
    [InlineData(
        "00:45 01:00 01:15 01:30 01:45 01:00 01:15 01:30 01:45 02:00 02:15",
        "05:45 06:00 06:15 06:30 06:45 07:00 07:15 07:30 07:45 08:00 08:15")]
    [InlineData(
        "00:45 01:00 01:15 01:30 01:45 02:00 01:15 01:30 01:45 02:00 02:15",
        "05:45 06:00 06:15 06:30 06:45 07:00 07:15 07:30 07:45 08:00 08:15")]
    [InlineData("00:45 01:00 01:30 01:15 02:00 02:15", "05:45 06:00 06:30 07:15 08:00 08:15")]
    [InlineData("00:45 01:00 02:15", "05:45 06:00 08:15")]
    [InlineData("00:45 01:00 01:00 01:15", "05:45 06:00 07:00 07:15")]
    [InlineData("00:45 01:00 02:00 02:15", "05:45 06:00 08:00 08:15")]
    public void Ends_OfTheAutumnDay_AreToldApartByTheirOrder(string local, string utc) => AssertEnds(Ends, "2025-11-02", local, utc);

    // An hour is missing, and nothing says which: whoever guesses puts an hour's energy in the wrong place.
    [Theory]
    [InlineData("00:45 01:00 01:15 01:30 01:45 02:00 02:15")]
    [InlineData("01:15 01:30")]
    [InlineData("00:30 01:15 01:30 02:30")]
    [InlineData("01:15 01:30 01:15 01:30 01:15")]
    [InlineData("02:15 01:15 01:30")]
    [InlineData("02:15 01:30 01:15")]
    [InlineData("01:30 01:15 00:30")]
    [InlineData("01:15 01:30 01:15 01:00")]
    [InlineData("01:00 02:00 03:00 03:00")]
    public void Ends_WhereNothingTellsTheHour_AreRefused(string local)
    {
        var refused = MappedMessage.Refused(Ends, Rows("2025-11-02", local));
        Assert.Equal("ambiguous-time", refused.Code);
        Assert.StartsWith("Data/A[1]", refused.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:45 01:00 01:15 01:30 01:45 01:00 01:15", "06:00 06:15 06:30 06:45 07:00 07:15 07:30")]
    [InlineData("01:45 02:00 01:15", "07:00 07:15 07:30")]
    public void Starts_OfTheAutumnDay_AreToldApartByTheirOrder(string local, string utc) => AssertEnds(Starts, "2025-11-02", local, utc);

    [Theory]
    [InlineData("01:45 02:00 03:15", "07:45 08:00 08:15")]
    [InlineData("01:45 03:00 03:15", "07:45 08:00 08:15")]
    public void Ends_OfTheSpringDay_AreTheSameInstantInBothHabits(string local, string utc) => AssertEnds(Ends, "2026-03-08", local, utc);

    [Fact]
    public void Ends_InTheHourThatDoesNotCome_AreRefused() =>
        Assert.Equal("no-such-time", MappedMessage.Refused(Ends, Rows("2026-03-08", "02:15")).Code);

    [Fact]
    public void Ends_InTheHourThatDoesNotCome_WithoutAValue_AreLeftOut() =>
        Assert.Equal("03-08T08:00=1 03-08T08:15=1", MappedMessage.Text(MappedMessage.Series(
            Ends, "<R t=\"2026-03-08T02:00:00\" v=\"1\"/><R t=\"2026-03-08T02:15:00\" v=\"\"/><R t=\"2026-03-08T03:15:00\" v=\"1\"/>")));

    [Fact]
    public void Reading_ThatComesTwiceWithOneValue_IsOne()
    {
        var series = MappedMessage.Series(
            Ends, "<R t=\"2026-03-08T01:45:00-06:00\" v=\"1.09\"/><R t=\"2026-03-08T01:45:00-06:00\" v=\"1.09\"/>"
                + "<R t=\"2026-03-08T03:00:00-05:00\" v=\"0.91\"/>");
        Assert.Equal(("03-08T07:45=1.09 03-08T08:00=0.91", 0), (MappedMessage.Text(series), series.Conflicts));
    }

    [Fact]
    public void Offset_WhereItIsWritten_IsKept()
    {
        var series = MappedMessage.Series(Ends, "<R t=\"2025-11-02T01:15:00-05:00\" v=\"1\"/><R t=\"2025-11-02T07:15:00Z\" v=\"2\"/>");
        Assert.Equal(["-05:00:00", "00:00:00"], series.Select(reading => reading.End.Offset.ToString()));
        Assert.Equal("11-02T06:15=1 11-02T07:15=2", MappedMessage.Text(series));
    }

    [Fact]
    public void Offset_OfALocalTime_IsThatOfTheZone() =>
        Assert.Equal(
            ["-05:00:00", "-06:00:00"],
            MappedMessage.Series(Ends, Rows("2025-11-02", "00:45 02:15")).Select(reading => reading.End.Offset.ToString()));

    [Theory]
    [InlineData("2025-11-02T01:15:00", "Y", "11-02T06:15=1")]
    [InlineData("2025-11-02T01:15:00", "N", "11-02T07:15=1")]
    [InlineData("2025-11-02T02:00:00", "Y", "11-02T07:00=1")]
    [InlineData("2025-11-02T01:00:00", "N", "11-02T07:00=1")]
    [InlineData("2025-07-01T01:15:00", "Y", "07-01T06:15=1")]
    [InlineData("2026-03-08T03:00:00", "N", "03-08T08:00=1")]
    [InlineData("2026-03-08T02:00:00", "Y", "03-08T08:00=1")]
    public void Mark_OfDaylightSavingTime_Decides(string time, string mark, string expected)
    {
        var format = MappedMessage.Readings("\"end\": { \"path\": \"@t\", \"dst\": { \"path\": \"@dst\", \"is\": \"Y\" } }");
        Assert.Equal(expected, MappedMessage.Text(MappedMessage.Series(format, $"<R t=\"{time}\" dst=\"{mark}\" v=\"1\"/>")));
    }

    [Theory]
    [InlineData("2025-07-01T01:15:00", "N")]
    [InlineData("2025-12-01T01:15:00", "Y")]
    public void Mark_ThatTheZoneContradicts_IsRefused(string time, string mark)
    {
        var format = MappedMessage.Readings("\"end\": { \"path\": \"@t\", \"dst\": { \"path\": \"@dst\", \"is\": \"Y\" } }");
        Assert.Equal("bad-value", MappedMessage.Refused(format, $"<R t=\"{time}\" dst=\"{mark}\" v=\"1\"/>").Code);
    }

    [Fact]
    public void Zone_OfStandardTimeAllYear_HasNoHourTwice()
    {
        var format = MappedMessage.Readings("\"end\": { \"path\": \"@t\", \"zone\": \"-06:00\" }");
        Assert.Equal("11-02T07:15=1 07-01T07:15=1".Split(' ').Order(), MappedMessage.Text(MappedMessage.Series(
            format, "<R t=\"2025-07-01T01:15:00\" v=\"1\"/><R t=\"2025-11-02T01:15:00\" v=\"1\"/>")).Split(' ').Order());
    }

    [Fact]
    public void Zone_OfOffsetsOnly_RefusesATimeWithoutOne()
    {
        var format = MappedMessage.Readings("\"end\": { \"path\": \"@t\", \"zone\": \"offset\" }");
        Assert.Equal("missing-offset", MappedMessage.Refused(format, Rows("2025-07-01", "00:15")).Code);
    }

    [Theory]
    [InlineData("MM/dd/yyyy HH:mm", "07/01/2025 24:00", "07-02T05:00=1")]
    [InlineData("yyyyMMddHHmm", "202507012400", "07-02T05:00=1")]
    [InlineData("d-MMM-yy h:mm tt", "1-Jul-25 12:15 AM", "07-01T05:15=1")]
    [InlineData("unixSeconds", "1751346900", "07-01T05:15=1")]
    [InlineData("yyyy-MM-dd'T'HH:mm:sszzz", "2025-07-01T00:15:00-05:00", "07-01T05:15=1")]
    public void Format_OfTheTime_IsRead(string format, string time, string expected) =>
        Assert.Equal(expected, MappedMessage.Text(MappedMessage.Series(
            MappedMessage.Readings($"\"end\": {{ \"path\": \"@t\", \"format\": \"{format}\" }}"), $"<R t=\"{time}\" v=\"1\"/>")));

    [Fact]
    public void DateAndTimeApart_ArePutTogether()
    {
        var format = MappedMessage.Readings("\"end\": { \"date\": { \"path\": \"@d\", \"format\": \"MM/dd/yyyy\" }, \"time\": \"@t\" }");
        Assert.Equal("07-01T05:15=1", MappedMessage.Text(MappedMessage.Series(format, "<R d=\"07/01/2025\" t=\"0:15\" v=\"1\"/>")));
    }

    [Fact]
    public void DayOfTheSeries_EndsWithTheMidnightBehindIt()
    {
        var format = MappedMessage.Readings(
            "\"end\": { \"time\": \"@t\" }", "\"each\": \"t:D\", \"date\": \"@d\", \"intervalMinutes\": { \"const\": 15 },");
        Assert.Equal(
            "07-01T05:15=1 07-02T05:00=2",
            MappedMessage.Text(MappedMessage.Series(format, "<D d=\"2025-07-01\"><R t=\"00:15\" v=\"1\"/><R t=\"00:00\" v=\"2\"/></D>")));
    }

    [Fact]
    public void NumberOfTheInterval_CountsFromMidnight_OnDaysOfEveryLength()
    {
        var format = MappedMessage.Readings(
            "\"end\": { \"number\": \"@n\" }", "\"each\": \"t:D\", \"date\": \"@d\", \"intervalMinutes\": { \"const\": 15 },");
        Assert.Equal(
            "11-02T05:15=1 11-03T06:00=2",
            MappedMessage.Text(MappedMessage.Series(format, "<D d=\"2025-11-02\"><R n=\"1\" v=\"1\"/><R n=\"100\" v=\"2\"/></D>")));
        Assert.Equal("03-09T05:00=2", MappedMessage.Text(MappedMessage.Series(format, "<D d=\"2026-03-08\"><R n=\"92\" v=\"2\"/></D>")));
        Assert.Equal("bad-value", MappedMessage.Refused(format, "<D d=\"2026-03-08\"><R n=\"0\" v=\"2\"/></D>").Code);
    }

    [Fact]
    public void Sequence_WithoutTimes_KeepsThePlaceOfAMissingValue()
    {
        var format = MappedMessage.Readings(
            "\"unit\": { \"const\": \"kWh\" }", "\"each\": \"t:D\", \"start\": \"@s\", \"intervalMinutes\": { \"const\": 15 },");
        Assert.Equal("07-02T04:30=1 07-02T05:00=3", MappedMessage.Text(MappedMessage.Series(
            format, "<D s=\"2025-07-01T23:15:00\"><R v=\"1\"/><R v=\"\"/><R v=\"3\"/></D>")));
    }

    [Fact]
    public void WholeAutumnDay_HasAllItsQuarterHours()
    {
        var labels = Enumerable.Range(1, 96).Select(i => TimeSpan.FromMinutes(15 * i)).ToList();
        labels.InsertRange(8, labels[4..8]);
        var rows = string.Concat(labels.Select((label, i) => $"<R t=\"{new DateTime(2025, 11, 2).Add(label):s}\" v=\"{i}\"/>"));
        var series = MappedMessage.Series(Ends, rows);
        Assert.Equal(100, series.Count);
        Assert.Equal(
            Enumerable.Range(1, 100).Select(i => new DateTime(2025, 11, 2, 5, 0, 0, DateTimeKind.Utc).AddMinutes(15 * i)),
            series.Select(reading => reading.End.UtcDateTime));
        Assert.Equal(Enumerable.Range(0, 100), series.Select(reading => (int)reading.Quantity));
    }

    private static void AssertEnds(SimulatedWireFormat format, string day, string local, string utc) =>
        Assert.Equal(
            utc, string.Join(' ', MappedMessage.Series(format, Rows(day, local)).Select(reading => $"{reading.End.UtcDateTime:HH:mm}")));

    private static string Rows(string day, string local) =>
        string.Concat(local.Split(' ').Select(time => $"<R t=\"{day}T{time}:00\" v=\"1\"/>"));
}
