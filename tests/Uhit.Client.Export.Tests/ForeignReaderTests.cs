using System.Globalization;
using Uhit.Client.Export.Tests.Readers;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Tests;

/// <summary>Python's own library reads what is written, and finds the readings that it computed by itself, to the last digit.</summary>
public sealed class ForeignReaderTests
{
    private const string Gap = "gap=2025-11-02T05:00:00-06:00/9";
    private const string Estimated = "estimated=2025-11-02T01:00:00-05:00/8";

    public static TheoryData<string, string, string> Formats
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var format in new[] { "csv", "jsonl", "days" })
            {
                data.Add(format, "2025-11-01", "2025-11-03");
                data.Add(format, "2026-03-07", "2026-03-09");
                data.Add(format, "2028-02-28", "2028-03-01");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task WriteAsync_WholeDaysWithGenerationAndSixDecimals_AreReadEqual(string format, string first, string last)
    {
        var (file, report) = await Samples.WriteAsync(
            Of(format),
            Samples.History(
                1, Samples.Series(first, last, places: 6), Samples.Series(first, last, places: 2, channel: UsageChannel.EnergyReceived)));

        var delivered = await PythonReader.RunAsync("read.py", file, format, first, last, "6", "1");
        var received = await PythonReader.RunAsync("read.py", file, format, first, last, "2", "1", "channel=EnergyReceived");

        Assert.Equal(report.KilowattHoursDelivered, decimal.Parse(delivered[1], CultureInfo.InvariantCulture));
        Assert.Equal(report.KilowattHoursReceived, decimal.Parse(received[1], CultureInfo.InvariantCulture));
        Assert.Equal(report.Readings, 2 * int.Parse(delivered[0], CultureInfo.InvariantCulture));
        Assert.Equal(delivered[0], received[0]);
        Assert.True(report.IsComplete);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("days")]
    public async Task WriteAsync_PowerWithAGapAndAnEstimatedRun_IsReadAsEnergy(string format)
    {
        var series = Samples.Series(
            "2025-11-02", "2025-11-02", unit: UsageUnit.Kilowatt,
            isMissing: Samples.In("2025-11-02T05:00:00-06:00", 9),
            readType: at => Samples.In("2025-11-02T01:00:00-05:00", 8)(at) ? ReadType.Estimated : ReadType.Actual);

        var (file, report) = await Samples.WriteAsync(Of(format), Samples.History(1, series));
        var read = await PythonReader.RunAsync("read.py", file, format, "2025-11-02", "2025-11-02", "3", "0.25", Gap, Estimated);

        Assert.Equal("91", read[0]);
        Assert.Equal(report.KilowattHoursDelivered, decimal.Parse(read[1], CultureInfo.InvariantCulture));
        Assert.Equal((91, 9, 8), (report.Readings, report.MissingReadings, report.EstimatedReadings));
        var day = Assert.Single(report.ClockChanges);
        Assert.Equal((Samples.Day("2025-11-02"), 91, 100, 1), (day.Date, day.Readings, day.ExpectedReadings, day.Channels));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("days")]
    public async Task WriteAsync_TwoMetersOfOneEsiId_AreReadAsTheirSum(string format)
    {
        var meters = new[] { "M1", "M2" }.Select(meter => Samples.Series("2025-11-02", "2025-11-02", meter: meter));

        var (file, report) = await Samples.WriteAsync(Of(format), Samples.History(1, meters));
        var read = await PythonReader.RunAsync("read.py", file, format, "2025-11-02", "2025-11-02", "3", "2");

        Assert.Equal("100", read[0]);
        Assert.Equal((100, 100, 0), (report.Readings, report.SummedReadings, report.PartialReadings));
    }

    private static UsageExport Of(string format) => format switch
    {
        "csv" => new CsvExport(),
        "jsonl" => new JsonLinesExport(),
        _ => new JsonLinesExport { ByDay = true },
    };
}
