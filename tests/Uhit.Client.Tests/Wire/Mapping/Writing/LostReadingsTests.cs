using Uhit.Client.Conformance.Wire;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>Where readings were lost, the simulator writes what the shape of the contract can say, and
/// nothing that the reader would refuse or shift.</summary>
public class LostReadingsTests
{
    private const string ByDay = "\"date\": \"@d\", \"readings\": { \"each\": \"R\", \"quantity\": \".\", \"readType\": \"@q\" }";
    private const string ByRun = "\"start\": \"@s\", \"readings\": { \"each\": \"R\", \"quantity\": \".\", \"readType\": \"@q\" }";
    private const string ByNumber =
        "\"date\": \"@d\", \"readings\": { \"each\": \"R\", \"end\": { \"number\": \"@n\" }, \"quantity\": \".\", \"readType\": \"@q\" }";

    // Three days from the day before a change of the clocks; the first loses hours 3 and 4, the others
    // nothing. Hours of the day that are left of each day.
    [Theory]
    [InlineData(ByDay, "2025-11-01", "", "1-25", "1-24")]
    [InlineData(ByDay, "2026-03-07", "", "1-23", "1-24")]
    [InlineData("\"shortDays\": true, " + ByDay, "2025-11-01", "1-2", "1-25", "1-24")]
    [InlineData(ByRun, "2025-11-01", "5-24", "1-25", "1-24")]
    [InlineData("\"shortDays\": true, " + ByRun, "2025-11-01", "1-2 5-24", "1-25", "1-24")]
    [InlineData(ByNumber, "2026-03-07", "1-2 5-24", "1-23", "1-24")]
    public void Written_WithLostReadings_IsRead(string series, string day, params string[] kept)
    {
        var first = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var sent = Hours(CentralTime.Zone, first, 3, (index, hour) => index > 0 || hour is < 3 or > 4);
        var expected = kept.SelectMany((hours, index) => hours.Length == 0 ? [] : hours.Split(' ').SelectMany(range =>
        {
            var bounds = range.Split('-').Select(int.Parse).ToArray();
            return Enumerable.Range(bounds[0], bounds[1] - bounds[0] + 1)
                .Select(hour => EndOf(CentralTime.Zone, first.AddDays(index), hour));
        }));
        Assert.Equal(expected, Exchanged(series, string.Empty, sent).Select(reading => reading.End.UtcDateTime));
    }

    [Theory]
    [InlineData("Etc/UTC")]
    [InlineData("-06:00")]
    [InlineData("Asia/Kolkata")]
    public void Days_AreThoseOfTheContractsZone(string name)
    {
        var zone = name.StartsWith('-')
            ? TimeZoneInfo.CreateCustomTimeZone(name, -TimeSpan.FromHours(6), name, name)
            : TimeZoneInfo.FindSystemTimeZoneById(name);
        var sent = Hours(zone, new DateOnly(2025, 7, 1), 2, (_, _) => true);
        Assert.Equal(48, Exchanged(ByDay, $"\"timeZone\": \"{name}\",", sent).Count);
        Assert.Equal(
            24, Exchanged(
                ByDay,
                $"\"timeZone\": \"{name}\",",
                Hours(zone, new DateOnly(2025, 7, 1), 2, (index, hour) => index > 0 || hour < 24)).Count);
    }

    [Fact]
    public void WhatIsSaid_IsWhatIsCounted()
    {
        var form = Assert.Single(Load(ByDay, string.Empty).WireFormat is MappedWireFormat format ? format.DeliveryForms : []).Form;
        var sent = Usage(Hours(CentralTime.Zone, new DateOnly(2025, 7, 1), 2, (index, hour) => index > 0 || hour != 7));
        Assert.Equal(24, Assert.Single(form.Carried(sent).IntervalSeries).Count);
    }

    private static IReadOnlyList<IntervalReading> Exchanged(string series, string top, IntervalSeries sent)
    {
        var contract = Load(series, top);
        Assert.Empty(contract.CheckSimulation().Select(problem => problem.ToString()));
        var exchange = new WireExchange(contract.WireFormat);
        var envelope = exchange.Delivery(FixedMessages.Header(), null, new DeliveryPart(DeliveryId.Parse("D"), 1, 1), Usage(sent));
        var read = new List<UsageHistory>();
        exchange.ReadCallback(() => new MemoryStream(envelope), new RecordingSink { Usage = read.Add });
        return [.. Assert.Single(read).IntervalSeries.SelectMany(one => one)];
    }

    private static MappedContract Load(string series, string top) => ContractFolder.Load(
        "{ \"id\": \"t\", \"soap\": \"1.1\", " + top + " \"namespaces\": { \"\": \"urn:t\" }, \"messages\": { \"delivery\": { \"action\": "
        + "\"a\", \"root\": \"D\", \"authenticationId\": \"@a\", \"requestId\": \"@r\", "
        + "\"answer\": { \"empty\": 200 }, \"usage\": { \"each\": \"A\", \"esiId\": \"@e\", \"series\": { \"each\": \"Day\", "
        + "\"meterNumber\": \"@m\", \"intervalMinutes\": \"@i\", " + series + " } } } } }");

    private static UsageHistory Usage(IntervalSeries series) =>
        new() { LineNumber = 0, EsiId = EsiId.Parse("10089010000000001"), IntervalSeries = [series] };

    private static IntervalSeries Hours(TimeZoneInfo zone, DateOnly first, int days, Func<int, int, bool> isKept)
    {
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromHours(1));
        for (var day = 0; day < days; day++)
        {
            for (var hour = 1; EndOf(zone, first.AddDays(day), hour) <= EndOf(zone, first.AddDays(day + 1), 0); hour++)
            {
                if (isKept(day, hour))
                {
                    series.Add(
                        TimeZoneInfo.ConvertTime(new DateTimeOffset(EndOf(zone, first.AddDays(day), hour)), zone),
                        (day * 100) + hour,
                        ReadType.Actual);
                }
            }
        }

        return series.Build();
    }

    private static DateTime EndOf(TimeZoneInfo zone, DateOnly day, int hour) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone).AddHours(hour);
}
