using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Intervals that say their start and end and not their length, on the days of 23 and 25 hours.</summary>
public class IntervalLengthTests
{
    private static readonly SimulatedWireFormat Local = MappedMessage.Readings("\"start\": \"@s\", \"end\": \"@t\"", string.Empty);
    private static readonly SimulatedWireFormat Marked = MappedMessage.Readings(
        "\"start\": { \"path\": \"@s\", \"dst\": { \"path\": \"@x\", \"is\": \"Y\" } }, \"end\": { \"path\": \"@t\", \"dst\": { \"path\": "
            + "\"@y\", \"is\": \"Y\" } }", string.Empty);

    public static TheoryData<string, string> Changes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var minutes in new[] { 5, 15, 20, 30, 60 })
            {
                foreach (var day in new[] { "2025-11-02", "2026-03-08", "2025-07-01" })
                {
                    data.Add(day, $"{minutes} clock");
                    data.Add(day, $"{minutes} habit");
                }
            }

            return data;
        }
    }

    // Each interval of the whole day, written as clocks show it (the end before the autumn change as 1:00), or by
    // the end that it would have had without the change (2:00).
    [Theory]
    [MemberData(nameof(Changes))]
    public void WholeDay_OfEachLength_IsRight(string day, string way)
    {
        var minutes = int.Parse(way.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var rows = Rows(
            DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            minutes,
            way.EndsWith("habit", StringComparison.Ordinal),
            isMarked: false);
        AssertDay(MappedMessage.Series(Local, string.Concat(rows.Select(row => row.Xml))), minutes, rows);
    }

    [Theory]
    [InlineData("2025-11-02", 15)]
    [InlineData("2025-11-02", 60)]
    [InlineData("2026-03-08", 5)]
    public void WholeDay_WithMarks_IsRightInAnyOrder(string day, int minutes)
    {
        var rows = Rows(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), minutes, isHabit: false, isMarked: true);
        AssertDay(MappedMessage.Series(Marked, string.Concat(rows.AsEnumerable().Reverse().Select(row => row.Xml))), minutes, rows);
    }

    [Theory]
    [InlineData("2026-03-08T01:45:00/2026-03-08T03:00:00", "15: 03-08T08:00=1")]
    [InlineData("2026-03-08T01:00:00/2026-03-08T03:00:00", "60: 03-08T08:00=1")]
    [InlineData("2025-11-02T01:45:00/2025-11-02T01:00:00", "15: 11-02T07:00=1")]
    [InlineData("2025-11-02T00:45:00/2025-11-02T01:00:00", "15: 11-02T06:00=1")]
    [InlineData("2025-11-02T01:45:00/2025-11-02T02:15:00", "30: 11-02T08:15=1")]
    [InlineData("2025-11-02T00:00:00/2025-11-03T00:00:00", "1440: 11-03T06:00=1")]
    [InlineData("2026-03-08T00:00:00/2026-03-09T00:00:00", "1440: 03-09T05:00=1")]
    [InlineData("2025-11-02T00:00:00-05:00/2025-11-03T00:00:00-06:00", "1440: 11-03T06:00=1")]
    [InlineData("2025-11-02T05:00:00Z/2025-11-03T06:00:00Z", "1440: 11-03T06:00=1")]
    [InlineData("2025-11-02T06:45:00Z/2025-11-02T07:00:00Z", "15: 11-02T07:00=1")]
    [InlineData("2025-11-02T01:45:00-05:00/2025-11-02T01:00:00-06:00", "15: 11-02T07:00=1")]
    [InlineData("2025-07-01T00:00:00/2025-07-01T04:00:00", "240: 07-01T09:00=1")]
    [InlineData("2026-03-07T20:00:00/2026-03-08T00:00:00 2026-03-08T00:00:00/2026-03-08T04:00:00", "240: 03-08T06:00=1 03-08T09:00=1")]
    [InlineData("2026-03-08T00:00:00/2026-03-08T04:00:00 2026-03-08T04:00:00/2026-03-08T08:00:00", "240: 03-08T09:00=1 03-08T13:00=1")]
    [InlineData("2025-11-02T00:00:00/2025-11-02T04:00:00 2025-11-02T04:00:00/2025-11-02T08:00:00", "240: 11-02T10:00=1 11-02T14:00=1")]
    [InlineData(
        "2025-11-01T23:00:00/2025-11-02T01:00:00 2025-11-02T01:00:00/2025-11-02T02:00:00 2025-11-02T02:00:00/2025-11-02T04:00:00",
        "120: 11-02T06:00=1 11-02T08:00=1 11-02T10:00=1")]
    public void Interval_AcrossAChange_HasItsLength(string intervals, string expected) =>
        Assert.Equal(expected, Text(MappedMessage.Series(Local, Xml(intervals))));

    [Fact]
    public void Length_OfAnotherSeries_DecidesNothing()
    {
        var format = MappedMessage.Readings("\"start\": \"@s\", \"end\": \"@t\", \"meterNumber\": \"@m\"", string.Empty);
        string Row(string meter, string start, string end) => $"<R m=\"{meter}\" s=\"{start}:00\" t=\"{end}:00\" v=\"1\"/>";
        var all = Assert.Single(MappedMessage.Read(
            format,
            "<Data xmlns=\"urn:t\"><A "
            + $"id=\"10089010000000001\">{Row("hours", "2026-03-08T00:00", "2026-03-08T01:00")}"
            + $"{Row("quarters", "2026-03-08T01:30", "2026-03-08T01:45")}"
            + $"{Row("hours", "2026-03-08T01:00", "2026-03-08T03:00")}{Row("quarters", "2026-03-08T01:45", "2026-03-08T03:00")}</A>"
            + "</Data>").Histories).IntervalSeries;
        Assert.Equal(
            ["hours 60: 03-08T07:00=1 03-08T08:00=1", "quarters 15: 03-08T07:45=1 03-08T08:00=1"],
            all.Select(series => $"{series.MeterNumber} {Text(series)}"));
    }

    [Theory]
    [InlineData("2025-07-01T00:15:00/2025-07-01T00:15:00", "bad-interval")]
    [InlineData("2025-07-01T00:30:00/2025-07-01T00:15:00", "bad-interval")]
    [InlineData("2025-07-01T00:00:00/2025-07-02T00:15:00", "bad-interval")]
    [InlineData("2025-07-01T00:00:00/2025-07-01T00:00:30", "bad-interval")]
    [InlineData("2025-11-02T05:00:00Z/2025-11-03T07:00:00Z", "bad-interval")]
    [InlineData("2026-03-08T02:15:00/2026-03-08T03:00:00", "no-such-time")]
    [InlineData("2026-03-08T02:00:00/2026-03-08T03:00:00", "bad-interval")]
    [InlineData(
        "2026-03-08T01:00:00/2026-03-08T03:00:00 2026-03-08T03:00:00/2026-03-08T04:00:00 2026-03-08T02:00:00/2026-03-08T03:00:00",
        "bad-interval")]
    public void Interval_ThatIsNone_IsRefused(string interval, string code) =>
        Assert.Equal(code, MappedMessage.Refused(Local, Xml(interval)).Code);

    [Fact]
    public void TimesOfDay_OfTheDayOfTheSeries_HaveTheirLength()
    {
        var format = MappedMessage.Readings(
            "\"start\": { \"time\": \"@s\" }, \"end\": { \"time\": \"@t\" }", "\"each\": \"t:D\", \"date\": \"@d\",");
        Assert.Equal(
            "15: 11-02T07:00=1", Text(MappedMessage.Series(format, "<D d=\"2025-11-02\"><R s=\"01:45\" t=\"01:00\" v=\"1\"/></D>")));
        Assert.Equal(
            "15: 03-08T08:00=1", Text(MappedMessage.Series(format, "<D d=\"2026-03-08\"><R s=\"01:45\" t=\"03:00\" v=\"1\"/></D>")));
        Assert.Equal(
            "15: 07-02T05:00=1", Text(MappedMessage.Series(format, "<D d=\"2025-07-01\"><R s=\"23:45\" t=\"00:00\" v=\"1\"/></D>")));
        Assert.Equal("missing-element", MappedMessage.Refused(format, "<D><R s=\"23:45\" t=\"00:00\" v=\"1\"/></D>").Code);
    }

    [Theory]
    [InlineData("2025-11-02T00:45:00", "2025-11-02T01:00:00", "11-02T06:00=1")]
    [InlineData("2025-11-02T01:45:00", "2025-11-02T01:00:00", "11-02T07:00=1")]
    [InlineData("2025-11-02T06:30:00Z", "2025-11-02T01:45:00", "11-02T06:45=1")]
    public void Start_OfAnIntervalOfKnownLength_TellsTheHourOfItsEnd(string start, string end, string expected)
    {
        var format = MappedMessage.Readings("\"start\": \"@s\", \"end\": \"@t\"");
        Assert.Equal(expected, MappedMessage.Text(MappedMessage.Series(format, $"<R s=\"{start}\" t=\"{end}\" v=\"1\"/>")));
    }

    private static List<(string Xml, DateTime End)> Rows(DateOnly day, int minutes, bool isHabit, bool isMarked)
    {
        var zone = Uhit.Client.CentralTime.Zone;
        var rows = new List<(string, DateTime)>();
        var midnight = Uhit.Client.CentralTime.StartOf(day.AddDays(1)).UtcDateTime;
        for (var start = Uhit.Client.CentralTime.StartOf(day).UtcDateTime; start < midnight; start = start.AddMinutes(minutes))
        {
            var end = start.AddMinutes(minutes);
            var (from, to) = (TimeZoneInfo.ConvertTimeFromUtc(start, zone), TimeZoneInfo.ConvertTimeFromUtc(end, zone));
            var shown = isHabit && to.Hour == 1 && to.Minute == 0 && zone.IsDaylightSavingTime(start) && !zone.IsDaylightSavingTime(end)
                ? to.AddHours(1)
                : to;
            var marks = isMarked
                ? $" x=\"{(zone.IsDaylightSavingTime(start) ? "Y" : "N")}\" y=\"{(zone.IsDaylightSavingTime(end) ? "Y" : "N")}\""
                : string.Empty;
            rows.Add(($"<R s=\"{from:s}\" t=\"{shown:s}\"{marks} v=\"{rows.Count + 1}\"/>", end));
        }

        return rows;
    }

    private static void AssertDay(IntervalSeries series, int minutes, List<(string Xml, DateTime End)> rows)
    {
        Assert.Equal(minutes, series.Interval.TotalMinutes);
        Assert.Equal(rows.Select(row => row.End), series.Select(reading => reading.End.UtcDateTime));
        Assert.Equal(Enumerable.Range(1, rows.Count), series.Select(reading => (int)reading.Quantity));
    }

    private static string Text(IntervalSeries series) => $"{series.Interval.TotalMinutes}: {MappedMessage.Text(series)}";

    private static string Xml(string intervals) => string.Concat(
        intervals.Split(' ').Select(interval => interval.Split('/')).Select(times => $"<R s=\"{times[0]}\" t=\"{times[1]}\" v=\"1\"/>"));
}
