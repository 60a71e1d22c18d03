using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Uhit.Client.Export.Report;
using Uhit.Client.Export.Tests.Readers;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Tests;

/// <summary>The page that a consultant puts before her customer.</summary>
public sealed partial class UsageReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AYear_NeedsNothingElseAndIsSmall()
    {
        var page = await WriteAsync(null, Year());

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 50_000, 1_000_000);
        Assert.All(References().Matches(page), match => Assert.Matches("^(#|data:image/png;base64,)", match.Groups[1].Value));
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", string.Empty, StringComparison.Ordinal)
            .Replace("http-equiv", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    // A page that XML can read has no element left open, and no text that was not escaped.
    [Fact]
    public async Task Write_TextsOfOthers_AreTextAndNothingElse()
    {
        const string nasty = "</style><script>alert(1)</script>&\u202E\u0007";
        var history = Year() with
        {
            CustomerName = nasty,
            LoadProfile = nasty,
            NoData = new ReportedError { Code = "X", Description = nasty },
        };

        var page = await WriteAsync(new UsageReportOptions { Title = nasty }, history);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        var body = page[page.IndexOf("<main", StringComparison.Ordinal)..(page.IndexOf("</main>", StringComparison.Ordinal) + 7)];
        Assert.Contains("<script>alert(1)</script>&", XElement.Parse(body).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WithoutPersonalData_HasNoNameAndNoAddress()
    {
        var history = Year() with { CustomerName = "Synthetic Bakery" };

        Assert.Contains("Synthetic Bakery", await WriteAsync(null, history), StringComparison.Ordinal);
        var page = await WriteAsync(new UsageReportOptions { ShowPersonalData = false }, history);

        Assert.DoesNotContain("Synthetic Bakery", page, StringComparison.Ordinal);
        Assert.Contains(history.EsiId.Value, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Months_HaveTheSumsOfTheirReadings()
    {
        var series = Samples.Series("2025-10-30", "2025-12-02", isMissing: Samples.In("2025-11-20T12:00:00Z", 7));
        var page = await WriteAsync(null, Samples.History(1, series));

        foreach (var (month, name) in new[] { (10, "Oct 2025"), (11, "Nov 2025"), (12, "Dec 2025") })
        {
            var readings = series.Where(reading => CentralTime.DateOf(reading.End - Samples.Quarter).Month == month).ToList();
            var cells = CellsOf(page, name);
            Assert.Equal(readings.Sum(reading => reading.Quantity), decimal.Parse(cells[0], CultureInfo.InvariantCulture));
            Assert.Equal(readings.Count, int.Parse(cells[1], NumberStyles.Number, CultureInfo.InvariantCulture));
        }

        // November has an hour more, and lacks seven quarter hours.
        Assert.Equal(["2,877", "2,884"], CellsOf(page, "Nov 2025")[1..3]);
        Assert.Contains("1 gap in the readings", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OnlySomeDays_HasThoseAlone()
    {
        var series = Samples.Series("2025-10-30", "2025-11-05");
        var options = new UsageReportOptions { From = Samples.Day("2025-11-01"), To = Samples.Day("2025-11-02") };

        var page = await WriteAsync(options, Samples.History(1, series));

        Assert.Equal("196", CellsOf(page, "Nov 2025")[1]);
        Assert.DoesNotContain("Oct 2025", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_GenerationAndWhatIsNoEnergy_AreApartAndNamed()
    {
        var day = ("2025-07-01", "2025-07-01");
        var page = await WriteAsync(null, Samples.History(
            1,
            Samples.Series(day.Item1, day.Item2),
            Samples.Series(day.Item1, day.Item2, channel: UsageChannel.EnergyReceived),
            Samples.Series(day.Item1, day.Item2, channel: UsageChannel.ReactiveDelivered, unit: UsageUnit.KilovarHour),
            Samples.Series(day.Item1, day.Item2, unit: new UsageUnit("therm"))));

        Assert.Contains("Energy drawn from the grid", page, StringComparison.Ordinal);
        Assert.Contains("Energy given to the grid", page, StringComparison.Ordinal);
        Assert.Contains("ReactiveDelivered is not shown", page, StringComparison.Ordinal);
        Assert.Contains("in therm is not shown", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_MoreThanAreShown_TheTableHasAll()
    {
        UsageHistory[] all = [.. Enumerable.Range(1, 3).Select(i => Samples.History(i, Samples.Series("2025-07-01", "2025-07-02")))];

        var page = await WriteAsync(new UsageReportOptions { MaxDetailed = 2 }, all);

        Assert.Equal([true, true, false], all.Select(one => page.Contains($"<h2 id=\"e{one.EsiId.Value}", StringComparison.Ordinal)));
        Assert.All(all, one => Assert.Contains(one.EsiId.Value, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_NothingCame_SaysSo(bool hasHistory)
    {
        var page = hasHistory ? await WriteAsync(null, Samples.History(1)) : await WriteAsync(null);

        Assert.Contains(hasHistory ? "There are no readings" : "0 ESI IDs", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => UsageReport.WriteAsync(new[] { Year() }.ToAsyncEnumerable(), Stream.Null, null, stop.Token));
    }

    // 2 November 2025 has the hour from 1:00 twice, 8 March 2026 none from 2:00.
    [Theory]
    [InlineData("2025-11-02", 100, 8, 4)]
    [InlineData("2025-11-02", 100, 12, 8)]
    [InlineData("2025-11-02", 100, 7, 7)]
    [InlineData("2026-03-08", 92, 7, 7)]
    [InlineData("2026-03-08", 92, 8, 12)]
    [InlineData("2024-02-29", 96, 50, 50)]
    public void ClockOf_QuarterHour_IsWhatTheClockShows(string day, int quarters, int quarter, int clock)
    {
        var grid = LoadGrid.Of([Samples.Series(day, day)])!;

        Assert.Equal((1, quarters), (grid.Days, grid.OfDay(0).Length));
        Assert.Equal(clock, grid.ClockOf(0, quarter));
        var start = CentralTime.StartOf(Samples.Day(day)) + (quarter * Samples.Quarter);
        var onTheWall = TimeZoneInfo.ConvertTime(start, CentralTime.Zone).TimeOfDay;
        Assert.Equal(onTheWall, clock * Samples.Quarter);
        Assert.Equal((double)Samples.DigitsAt(start) / 1000 * 4, grid.OfDay(0)[quarter], 9);
    }

    // Two meters are added; a power is what it is; an hour is four quarter hours of its average; what is not covered is missing.
    [Fact]
    public void Of_SeriesOfSeveralKinds_IsTheirPowerAdded()
    {
        var grid = LoadGrid.Of(
        [
            Samples.One(1m, 60), Samples.One(8m, 15, UsageUnit.Kilowatt, meter: "M2"), Samples.One(1m, 5, meter: "M3"),
        ])!;

        Assert.Equal([9d, 1d, 1d, 1d], grid.OfDay(0)[..4].ToArray());
        Assert.Equal(92, grid.DoubtsOf(0).Missing);
        Assert.Equal((1d, 9d), grid.Range);
    }

    // Judged by a reader of PNG that is not ours: both passes of the autumn hour have their colours, left and right; in spring the hour is
    // clear.
    [Fact]
    public async Task HeatMap_ClockChanges_ShowEveryReading()
    {
        var autumn = await ColumnsOf(Samples.Series("2025-11-02", "2025-11-02"));
        var spring = await ColumnsOf(Samples.Series("2026-03-08", "2026-03-08", isMissing: Samples.In("2026-03-08T12:00:00Z", 1)));

        Assert.Equal((2, 2), (autumn.Length, spring.Length));
        Assert.All(autumn.SelectMany(column => column), colour => Assert.NotEqual("-", colour));
        Assert.Equal([4, 5, 6, 7], Enumerable.Range(0, 96).Where(row => autumn[0][row] != autumn[1][row]));
        Assert.Equal([8, 9, 10, 11], Enumerable.Range(0, 96).Where(row => spring[0][row] == "-"));
        Assert.Equal("e45757", spring[0][28]);
        Assert.Equal(spring[0], spring[1]);
    }

    [Fact]
    public async Task WriteSvg_EachPicture_IsAFileOfItsOwn()
    {
        var files = new Dictionary<string, string>();
        await UsageReport.WriteSvgAsync(
            new[] { Year() }.ToAsyncEnumerable(),
            (name, text, _) =>
            {
                files.Add(name, text);
                return Task.CompletedTask;
            },
            cancellationToken: Token);

        var id = Samples.EsiId(1).Value;
        Assert.Equal(
            [$"{id}-average-days.svg", $"{id}-heat-map.svg", $"{id}-load-duration.svg", $"{id}-months.svg"],
            files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files.Values, text => Assert.Equal("svg", XDocument.Parse(text).Root!.Name.LocalName));
    }

    [GeneratedRegex("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')\\s]*)")]
    private static partial Regex References();

    private static UsageHistory Year() => Samples.History(1, Samples.Series("2025-07-01", "2026-06-30"));

    private static async Task<string> WriteAsync(UsageReportOptions? options, params UsageHistory[] histories)
    {
        using var stream = new MemoryStream();
        Assert.Equal(histories.Length, await UsageReport.WriteAsync(histories.ToAsyncEnumerable(), stream, options, Token));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string[] CellsOf(string page, string row)
    {
        var start = page.IndexOf($">{row}</th>", StringComparison.Ordinal);
        Assert.True(start > 0, row);
        var end = page.IndexOf("</tr>", start, StringComparison.Ordinal);
        return [.. Cells().Matches(page[start..end]).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("<td>([^<]*)</td>")]
    private static partial Regex Cells();

    private static async Task<string[][]> ColumnsOf(IntervalSeries series)
    {
        var picture = Pictures.HeatMap(LoadGrid.Of([series])!, "x", "a test").ToFile();
        var image = Images().Match(picture).Groups[1].Value;
        var lines = await PythonReader.RunAsync("png.py", Convert.FromBase64String(image));
        return [.. lines[1..].Select(line => line.Split(' '))];
    }

    [GeneratedRegex("data:image/png;base64,([A-Za-z0-9+/=]*)")]
    private static partial Regex Images();
}
