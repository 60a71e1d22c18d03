using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Usage;

namespace Uhit.Cli.Tests.Usage;

/// <summary>The figures and the picture of a load are those of the library, also for what the simulator does not send.</summary>
public sealed class UsageFiguresTests
{
    private static readonly DateTimeOffset Start = CentralTime.StartOf(new DateOnly(2025, 5, 1));

    [Fact]
    public void Of_TwoMeters_PeakIsThatOfBothTogether()
    {
        var summary = UsageSummary.Of(Usage(
            Series("M1", UsageUnit.Kilowatt, 15, index => index == 0 ? 10 : 1),
            Series("M2", UsageUnit.Kilowatt, 15, index => index == 1 ? 12 : 3)));

        Assert.Equal((13m, Start.AddMinutes(15)), (summary.PeakKw!.Value, summary.PeakAt!.Value));
    }

    // Readings of what goes to the grid are counted with the others: where there are any, their energy is shown too.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Figures_EnergyToTheGrid_HasAColumnWhereThereIsAny(bool isReceived)
    {
        var own = Series("M1", UsageUnit.KilowattHour, 15, _ => 1);
        var usage = isReceived
            ? Usage(own, Series("M1", UsageUnit.KilowattHour, 15, _ => 0.125m, channel: UsageChannel.EnergyReceived))
            : Usage(own);
        using var writer = new StringWriter();
        var output = new ToolOutput(json: false, new ToolConsole(writer));

        output.Draw(
            SummaryTable.Figures(output, [new UsageResult(1, "1008901000000000000001", "Delivered", [], UsageSummary.Of(usage), null)]));

        Assert.Equal(isReceived, writer.ToString().Contains("kWh to grid", StringComparison.Ordinal));
        Assert.Contains(isReceived ? "12" : "96", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReportedWords_NoWordsButTheCode_SaysItOnce()
    {
        Assert.Equal("A76", ErrorItem.Words(new ReportedError { Code = "A76", Description = "A76" }));
        Assert.Equal("A76 not found", ErrorItem.Words(new ReportedError { Code = "A76", Description = "not found" }));
    }

    [Fact]
    public void Of_SameTimeInKilowattsAndKilowattHours_CountsOnce()
    {
        var usage = Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1), Series("M1", UsageUnit.KilowattHour, 15, _ => 0.25m));
        var shape = new LoadShape();
        shape.Add(LoadShape.SeriesOf(usage));

        Assert.Equal(24m, UsageSummary.Of(usage).IntervalKwh);
        Assert.Equal(24, Assert.Single(shape.Months).Value!.Value, 9);
        Assert.All(shape.AverageHours(), kw => Assert.Equal(1, kw, 6));
    }

    [Fact]
    public void Of_ReadTypeThatIsNotKnown_IsCountedApartAndSaid()
    {
        var summary = UsageSummary.Of(Usage(Series(
            "M1", UsageUnit.Kilowatt, 15, _ => 1,
            index => index < 24 ? new ReadType("Guess") : index < 36 ? ReadType.Estimated : ReadType.Actual)));

        Assert.Equal((12, 24, 12.5m), (summary.EstimatedReadings, summary.UnknownReadings, summary.EstimatedPercent));
        Assert.Equal(["The read type 'Guess' is not known: 24 readings are neither actual nor estimated."], UsageRemarks.Of(summary));
    }

    [Fact]
    public void Of_CodesThatNobodyKnows_AreNamedWithoutAFigure()
    {
        var bill = new BillingPeriod
        {
            StartDate = new DateOnly(2025, 5, 1),
            EndDate = new DateOnly(2025, 6, 1),
            Usage = 1,
            MeterType = new MeterType("Quantum"),
            ReadType = new ReadType("Prorated"),
        };
        var summary = UsageSummary.Of(Usage(
            Series("M1", new UsageUnit("MWh"), 15, _ => 1),
            Series("M1", UsageUnit.KilowattHour, 15, _ => 1, channel: new UsageChannel("Net"))) with
        {
            BillingPeriods = [bill],
        });
        var line = UsageLine.Of("R", new UsageResult(1, "1008901000000000000001", "Delivered", [], summary, null));

        Assert.Equal((192, null, 0m, 1m), (line.Readings, line.Kwh, line.ReceivedKwh, line.BillingKwh));
        Assert.Equal(
            [new("unit", "MWh"), new("channel", "Net"), new("readType", "Prorated"), new UnknownCode("meterType", "Quantum")],
            line.UnknownCodes!);
        Assert.Equal(4, line.Remarks!.Count);
    }

    [Fact]
    public void Of_IntervalsThatIntersect_AreInNoFigureAndSaid()
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(60));
        for (var i = 1; i <= 96; i++)
        {
            builder.Add(Start.AddMinutes(15 * i), 0.25m, ReadType.Actual);
        }

        var usage = Usage(builder.Build());
        var summary = UsageSummary.Of(usage);
        var shape = new LoadShape();
        shape.Add(LoadShape.SeriesOf(usage));

        Assert.Equal((96, 96L, null, null), (summary.Readings, summary.OverlappingReadings, summary.IntervalKwh, summary.PeakKw));
        Assert.StartsWith("96 readings overlap others", Assert.Single(UsageRemarks.Of(summary)), StringComparison.Ordinal);
        Assert.True(shape.IsEmpty);
    }

    [Fact]
    public void Of_QuantitiesBeyondADecimal_HasNoFigureAndSaysSo()
    {
        var usage = Usage(Series("M1", UsageUnit.KilowattHour, 60, _ => decimal.MaxValue));
        var summary = UsageSummary.Of(usage);
        var shape = new LoadShape();
        shape.Add(LoadShape.SeriesOf(usage));
        var total = TotalLine.Of(
            "R", [LineOf(summary), LineOf(summary with { IntervalKwh = decimal.MaxValue }), LineOf(summary with { IntervalKwh = 1 })]);

        Assert.Equal((null, null), (summary.IntervalKwh, total.Kwh));
        Assert.Contains("beyond", Assert.Single(UsageRemarks.Of(summary)), StringComparison.Ordinal);
        Assert.False(shape.IsEmpty);
    }

    [Fact]
    public void Of_SomeFiguresNotKnown_IsTheSumOfTheOthers()
    {
        var known = UsageSummary.Of(Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1)));

        Assert.Equal(24m, TotalLine.Of("R", [LineOf(known), LineOf(known with { IntervalKwh = null })]).Kwh);
        Assert.Equal(
            0m, TotalLine.Of("R", [UsageLine.Of("R", new UsageResult(1, "1008901000000000000001", "Failed", [], null, null))]).Kwh);
    }

    [Fact]
    public void Together_SameRemarkOfManyLines_IsThereOnce()
    {
        var summary = UsageSummary.Of(Usage(Series("M1", new UsageUnit("V"), 15, _ => 1)));
        var results = Enumerable.Range(1, 500)
            .Select(line => new UsageResult(line, "1008901000000000000001", "Delivered", [], summary, null));

        Assert.Equal(
            ["Lines 1, 2, 3, 4, 5 and 495 others: The unit 'V' is not known: such readings are in no figure."],
            UsageRemarks.Together(results));
    }

    [Fact]
    public void Together_ManyRemarks_AreTheFirstAndACount()
    {
        var results = Enumerable.Range(1, 30).Select(line => new UsageResult(
            line, "1008901000000000000001", "Delivered", [], UsageSummary.Of(Usage(Series("M1", new UsageUnit($"U{line}"), 15, _ => 1))),
            null));
        var remarks = UsageRemarks.Together(results);

        Assert.Equal((21, "10 more remarks: --json has them."), (remarks.Count, remarks[^1]));
    }

    [Fact]
    public void DifferingPeriods_OfEsiIds_AreToldOnlyWhereTheyDiffer()
    {
        var day = LoadShape.SeriesOf(Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1)));
        var twoDays = LoadShape.SeriesOf(Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1, count: 200)));
        var shape = new LoadShape();
        shape.Add(day);
        shape.Add(day);
        Assert.Null(shape.DifferingPeriods);

        shape.Add(twoDays);
        Assert.Equal(
            [
                new(new(2025, 5, 1), new(2025, 5, 1)),
                new(new(2025, 5, 1), new(2025, 5, 1)),
                new UsagePeriod(new(2025, 5, 1), new(2025, 5, 3)),
            ], shape.DifferingPeriods!);
    }

    [Fact]
    public void Of_BillsBesideIntervals_KeepsThemApart()
    {
        var bill = new BillingPeriod
        {
            StartDate = new DateOnly(2025, 5, 1),
            EndDate = new DateOnly(2025, 6, 1),
            Usage = 700.5m,
            MeteredDemand = 9,
        };
        var both = UsageSummary.Of(Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1)) with { BillingPeriods = [bill] });
        var billed = UsageSummary.Of(Usage() with { BillingPeriods = [bill] });

        Assert.Equal((24m, 700.5m, 1m), (both.IntervalKwh, both.BillingKwh, both.PeakKw));
        Assert.Equal((0m, 700.5m, null), (billed.IntervalKwh, billed.BillingKwh, billed.PeakKw));
    }

    [Fact]
    public void AverageHours_HourlyReadings_AreAsHighAsTheLoad()
    {
        var shape = new LoadShape();
        shape.Add(LoadShape.SeriesOf(Usage(Series("M1", UsageUnit.KilowattHour, 60, index => index))));

        Assert.Equal([.. Enumerable.Range(0, 24).Select(hour => (double)hour)], shape.AverageHours());
    }

    private static UsageHistory Usage(params IntervalSeries[] series) =>
        new() { LineNumber = 1, EsiId = EsiId.Parse("1008901000000000000001"), IntervalSeries = series };

    private static UsageLine LineOf(UsageSummary summary) =>
        UsageLine.Of("R", new UsageResult(1, "1008901000000000000001", "Delivered", [], summary, null));

    private static IntervalSeries Series(
        string meter, UsageUnit unit, int minutes, Func<int, decimal> value, Func<int, ReadType>? readType = null,
        UsageChannel? channel = null, int? count = null)
    {
        var builder = new IntervalSeriesBuilder(meter, channel ?? UsageChannel.EnergyDelivered, unit, TimeSpan.FromMinutes(minutes));
        for (var i = 0; i < (count ?? 1440 / minutes); i++)
        {
            builder.Add(Start.AddMinutes(minutes * (i + 1)), value(i), readType?.Invoke(i) ?? ReadType.Actual);
        }

        return builder.Build();
    }
}
