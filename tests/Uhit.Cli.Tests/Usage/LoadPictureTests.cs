using Uhit.Cli.Hosting;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Usage;

namespace Uhit.Cli.Tests.Usage;

/// <summary>The picture of a load says what is not known, instead of drawing it as nothing.</summary>
public sealed class LoadPictureTests
{
    private static readonly DateOnly Saturday = new(2025, 5, 3);

    [Fact]
    public void Show_OnlyAWeekend_SaysThatThereIsNoWeekday()
    {
        var picture = Picture(Shape(Saturday, 24, 1m));

        Assert.Contains("there is no average weekday: all data are of days of a weekend.", picture, StringComparison.Ordinal);
        Assert.Contains(
            "the average day of a weekend, by half hours (Central Prevailing Time)" + Environment.NewLine,
            picture,
            StringComparison.Ordinal);
        Assert.Contains("2025-05", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_SixHoursOfADay_MarksTheOthers()
    {
        var shape = Shape(Saturday.AddDays(2), 6, 1m);

        Assert.Equal(36, shape.AverageDay(weekend: false).Count(double.IsNaN));
        Assert.Contains("is a half hour without data", Picture(shape), StringComparison.Ordinal);
        Assert.Equal("██████··················", DayChart.Line(shape.AverageHours(), unicode: true));
        Assert.EndsWith(
            "|############" + new string('?', 36),
            DayChart.Draw(shape.AverageDay(weekend: false), 1, unicode: false)[5],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Show_MonthBeyondADecimal_HasAWordInsteadOfANumber() =>
        Assert.Contains("2025-05  beyond what can be shown", Picture(Shape(Saturday, 24, decimal.MaxValue)), StringComparison.Ordinal);

    [Fact]
    public void Show_MonthOfNegativeEnergy_HasNoBar() =>
        Assert.Contains("2025-05  -24", Picture(Shape(Saturday, 24, -1m)), StringComparison.Ordinal);

    [Fact]
    public void Show_EsiIdsOfOtherDays_SaysWhich()
    {
        var shape = Shape(Saturday, 24, 1m);
        Add(shape, Saturday, 48, 1m);
        Add(shape, Saturday, 24, 1m);

        Assert.Contains(
            "X: their data are not of the same days. 2 ESI IDs: 2025-05-03 to 2025-05-03; 1 ESI ID: 2025-05-03 to 2025-05-04.",
            Picture(shape), StringComparison.Ordinal);
        Assert.DoesNotContain("not of the same days", Picture(Shape(Saturday, 24, 1m)), StringComparison.Ordinal);
    }

    private static string Picture(LoadShape shape)
    {
        using var writer = new StringWriter();
        var output = new ToolOutput(json: false, new ToolConsole(writer));
        output.Console.Profile.Width = 1000;
        LoadPicture.Show(output, shape, "X");
        return writer.ToString();
    }

    private static LoadShape Shape(DateOnly day, int hours, decimal value)
    {
        var shape = new LoadShape();
        Add(shape, day, hours, value);
        return shape;
    }

    private static void Add(LoadShape shape, DateOnly day, int hours, decimal value)
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromHours(1));
        for (var i = 1; i <= hours; i++)
        {
            builder.Add(CentralTime.StartOf(day).AddHours(i), value, ReadType.Actual);
        }

        shape.Add([builder.Build()]);
    }
}
