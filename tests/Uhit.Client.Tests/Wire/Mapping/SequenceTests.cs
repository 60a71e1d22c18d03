using System.Globalization;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Readings without times: one more or one less than the day has, and all that follow would stand in the wrong place.</summary>
public class SequenceTests
{
    private const string ByDate = "\"each\": \"t:D\", \"date\": \"@d\", \"intervalMinutes\": \"@i\",";
    private const string ByStart = "\"each\": \"t:D\", \"start\": \"@s\", \"intervalMinutes\": \"@i\",";

    public static TheoryData<string, int, int, bool> Days => new()
    {
        { "2025-07-01", 15, 96, true },
        { "2025-07-01", 15, 81, false },
        { "2025-07-01", 15, 95, false },
        { "2025-07-01", 15, 97, false },
        { "2025-07-01", 15, 192, false },
        { "2026-03-08", 15, 92, true },
        { "2026-03-08", 15, 96, false },
        { "2026-03-08", 15, 91, false },
        { "2025-11-02", 15, 100, true },
        { "2025-11-02", 15, 96, false },
        { "2025-11-02", 15, 101, false },
        { "2025-11-02", 60, 25, true },
        { "2025-11-02", 60, 24, false },
        { "2026-03-08", 60, 23, true },
        { "2026-03-08", 60, 24, false },
        { "2026-03-08", 30, 46, true },
        { "2026-03-08", 5, 276, true },
        { "2025-07-01", 5, 288, true },
        { "2025-11-02", 5, 288, false },
        { "2025-07-01", 1440, 1, true },
        { "2025-11-02", 1440, 1, true },
        { "2026-03-08", 1440, 1, true },
        { "2026-03-08", 1440, 2, false },
        { "2025-07-01", 7, 205, false },
        { "2025-07-01", 30, 47, false },
        { "2025-07-01", 30, 48, true },
        { "2025-07-01", 15, 288, false },
        { "2024-11-03", 60, 25, true },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void Day_WithoutTimes_IsTakenWithItsOwnCountOnly(string day, int minutes, int count, bool isTaken)
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", ByDate);
        var element = Day($"d=\"{day}\"", minutes, count);
        if (isTaken)
        {
            var series = MappedMessage.Series(format, element);
            var next = CentralTime.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(1));
            Assert.Equal((count, next.UtcDateTime), (series.Count, series[^1].End.UtcDateTime));
            Assert.Equal(count, (int)series[^1].Quantity);
        }
        else
        {
            var refused = MappedMessage.Refused(format, element);
            Assert.Equal(("bad-interval-count", "Data/A[1]/D[1]"), (refused.Code, refused.Path));
        }
    }

    [Theory]
    [InlineData("2025-07-01T00:00:00", 96, true)]
    [InlineData("2025-07-01T12:00:00", 48, true)]
    [InlineData("2025-07-01T00:00:00", 81, false)]
    [InlineData("2025-11-01T00:00:00", 196, true)]
    [InlineData("2025-11-01T00:00:00", 192, false)]
    [InlineData("2026-03-08T06:00:00Z", 92, true)]
    [InlineData("2026-03-08T06:00:00Z", 96, false)]
    [InlineData("2025-07-01T09:00:00", 1, true)]
    [InlineData("2025-07-01T09:00:00", 2, false)]
    public void Run_WithoutTimes_EndsAtMidnight(string start, int count, bool isTaken)
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", ByStart);
        var element = Day($"s=\"{start}\"", 15, count);
        if (isTaken)
        {
            Assert.Equal(count, MappedMessage.Series(format, element).Count);
        }
        else
        {
            Assert.Equal("bad-interval-count", MappedMessage.Refused(format, element).Code);
        }
    }

    [Theory]
    [InlineData("Etc/UTC", "2025-07-01T00:00:00Z", 96, true)]
    [InlineData("Etc/UTC", "2025-07-01T05:00:00Z", 96, false)]
    [InlineData("-06:00", "2025-07-01T06:00:00Z", 96, true)]
    [InlineData("America/Denver", "2026-03-08T00:00:00", 92, true)]
    public void Run_WithoutTimes_EndsAtMidnightOfTheContractsZone(string zone, string start, int count, bool isTaken)
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", ByStart, $"\"timeZone\": \"{zone}\",");
        var element = Day($"s=\"{start}\"", 15, count);
        Assert.Equal(
            isTaken ? null : "bad-interval-count",
            Record.Exception(() => MappedMessage.Series(format, element)) is WireFormatException refused ? refused.Code : null);
    }

    [Fact]
    public void Day_WithAGap_CountsItsPlace()
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", ByDate);
        var rows = Enumerable.Range(1, 96).Select(i => i == 40 ? "<R v=\"\"/>" : $"<R v=\"{i}\"/>");
        var series = MappedMessage.Series(format, $"<D d=\"2025-07-01\" i=\"15\">{string.Concat(rows)}</D>");
        Assert.Equal((95, 41m), (series.Count, series[39].Quantity));
        Assert.Equal(new DateTime(2025, 7, 1, 15, 15, 0, DateTimeKind.Utc), series[39].End.UtcDateTime);
    }

    [Theory]
    [InlineData(81, null)]
    [InlineData(96, null)]
    [InlineData(97, "bad-interval-count")]
    public void Day_WhereShortDaysAreAllowed_HasItsFirstReadings(int count, string? code)
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", "\"shortDays\": true," + ByDate);
        var refused = Record.Exception(() => Assert.Equal(
            "07-01T05:15=1", MappedMessage.Text(MappedMessage.Series(format, Day("d=\"2025-07-01\"", 15, count))).Split(' ')[0]));
        Assert.Equal(code, (refused as WireFormatException)?.Code);
        Assert.True(refused is null or WireFormatException, refused?.ToString());
    }

    [Fact]
    public void Day_OfSeveralChannels_IsCountedForEach()
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", ByDate);
        string Rows(string meter, int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"<R m=\"{meter}\" v=\"{i}\"/>"));
        var both = MappedMessage.Read(
            format, $"<Data xmlns=\"urn:t\"><A id=\"10089010000000001\"><D d=\"2025-07-01\" i=\"60\">{Rows("1", 24)}{Rows("2", 24)}</D></A>"
                + "</Data>");
        Assert.Equal([24, 24], Assert.Single(both.Histories).IntervalSeries.Select(series => series.Count));
        Assert.Equal(
            "bad-interval-count", MappedMessage.Refused(format, $"<D d=\"2025-07-01\" i=\"60\">{Rows("1", 24)}{Rows("2", 23)}</D>").Code);
    }

    [Fact]
    public void Days_OfOneSeries_AreCountedOneByOne()
    {
        var format = MappedMessage.Readings("\"meterNumber\": \"@m\"", "\"join\": true," + ByDate);
        Assert.Equal(48, MappedMessage.Series(format, Day("d=\"2025-07-01\"", 60, 24) + Day("d=\"2025-07-02\"", 60, 24)).Count);
        var refused = MappedMessage.Refused(format, Day("d=\"2025-07-01\"", 60, 25) + Day("d=\"2025-07-02\"", 60, 23));
        Assert.Equal(("bad-interval-count", "Data/A[1]/D[1]"), (refused.Code, refused.Path));
    }

    [Theory]
    [InlineData("2025-07-01", 15, 96, null)]
    [InlineData("2025-07-01", 15, 97, "bad-value")]
    [InlineData("2025-07-01", 15, 0, "bad-value")]
    [InlineData("2026-03-08", 15, 93, "bad-value")]
    [InlineData("2025-11-02", 15, 100, null)]
    [InlineData("2025-11-02", 15, 101, "bad-value")]
    [InlineData("2024-11-03", 60, 25, null)]
    [InlineData("2025-07-01", 60, 25, "bad-value")]
    [InlineData("2025-11-02", 1440, 1, null)]
    [InlineData("2025-11-02", 1440, 2, "bad-value")]
    public void Number_BeyondItsDay_IsRefused(string day, int minutes, int number, string? code)
    {
        var format = MappedMessage.Readings("\"end\": { \"number\": \"@n\" }", ByDate);
        var element = $"<D d=\"{day}\" i=\"{minutes}\"><R n=\"{number}\" v=\"2\"/></D>";
        if (code is not null)
        {
            Assert.Equal(code, MappedMessage.Refused(format, element).Code);
            return;
        }

        var end = Assert.Single(MappedMessage.Series(format, element)).End;
        Assert.Equal(CentralTime.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(1)).UtcDateTime, end.UtcDateTime);
    }

    private static string Day(string attributes, int minutes, int count) =>
        $"<D {attributes} i=\"{minutes}\">{string.Concat(Enumerable.Range(1, count).Select(i => $"<R v=\"{i}\"/>"))}</D>";
}
