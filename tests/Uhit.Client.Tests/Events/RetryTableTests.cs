using System.Globalization;
using System.Text.RegularExpressions;
using Uhit.Client.Events;

namespace Uhit.Client.Tests.Events;

/// <summary>How often and when a handler that fails is tried again: what the docs say is what the options do.</summary>
public sealed partial class RetryTableTests(ITestOutputHelper output)
{
    private static readonly DispatcherSettings Defaults = new() { Client = "test" };

    [Fact]
    public void Defaults_AreTheTableInTheDocs()
    {
        var rows = Rows();

        Assert.Equal(Enumerable.Range(1, 8), rows.Select(row => row.Attempt));
        Assert.Equal(Defaults.RetryDelays, rows.Take(7).Select(row => row.Delay!.Value));
        Assert.Null(rows[^1].Delay);
        Assert.Equal(Defaults.RetryDelays, Enumerable.Range(1, 7).Select(failures => Defaults.RetryDelay(failures, 0.5)!.Value));
        Assert.Null(Defaults.RetryDelay(8, 0.5));
        Assert.Equal(Horizon(0.5), rows[^1].Since);
        Assert.All(rows, row => Assert.Equal(
            Defaults.RetryDelays.Take(row.Attempt - 1).Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay), row.Since));
    }

    [Fact]
    public void RetryDelay_TenThousandDraws_StayWithinTenPercent()
    {
        const int Seed = 20260302;
        var random = new Random(Seed);
        var horizons = new List<TimeSpan>();
        for (var i = 0; i < 10_000; i++)
        {
            var delays = Enumerable.Range(1, 7).Select(failures => Defaults.RetryDelay(failures, random.NextDouble())!.Value).ToList();
            Assert.All(delays.Zip(Defaults.RetryDelays), pair => Assert.InRange(pair.First / pair.Second, 0.9, 1.1));
            horizons.Add(delays.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay));
        }

        output.WriteLine(
            $"seed {Seed}: from the first attempt to the last {horizons.Min():g} to {horizons.Max():g}, without jitter {Horizon(0.5):g}");
        Assert.True(horizons.Max() - horizons.Min() > TimeSpan.FromHours(2), "The delays must differ.");
        Assert.InRange(horizons.Min(), Horizon(0), Horizon(1));
        Assert.InRange(horizons.Max(), Horizon(0), Horizon(1));
    }

    [Fact]
    public void RetryDelay_NoDelays_IsGivenUpAtOnce() =>
        Assert.Null(new DispatcherSettings { Client = "test", RetryDelays = [] }.RetryDelay(1, 0.5));

    [Fact]
    public void RetryDelay_NoJitter_IsTheTable() => Assert.All(
        [0, 0.5, 1], draw => Assert.Equal(
            TimeSpan.FromSeconds(5), new DispatcherSettings { Client = "test", Callback = new() { RetryJitter = 0 } }.RetryDelay(1, draw)));

    private static TimeSpan Horizon(double draw) =>
        Enumerable.Range(1, 7).Aggregate(TimeSpan.Zero, (sum, failures) => sum + Defaults.RetryDelay(failures, draw)!.Value);

    private static List<(int Attempt, TimeSpan Since, TimeSpan? Delay)> Rows()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "events.md"));
        return [.. Row().Matches(page).Select(row => (
            int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), Duration(row.Groups[2].Value),
            row.Groups[3].Value == "dead letter" ? (TimeSpan?)null : Duration(row.Groups[3].Value)))];
    }

    private static TimeSpan Duration(string text) =>
        Part().Matches(text).Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "min" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromHours(1),
        } * int.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\| (\d) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("([0-9]+) (s|min|h)")]
    private static partial Regex Part();
}
