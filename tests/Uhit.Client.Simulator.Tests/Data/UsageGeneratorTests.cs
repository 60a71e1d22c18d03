using Uhit.Client.Simulator.Data;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Tests.Data;

public sealed class UsageGeneratorTests
{
    private static readonly DateOnly LongAfter = new(2030, 1, 1);
    private static readonly UsagePeriod Year2025 = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));

    private readonly UsageGenerator _generator = new(7);

    [Theory]
    [InlineData(2025, 35_040)]
    [InlineData(2028, 35_136)]
    public void Create_YearWithoutGaps_HasEveryQuarterHour(int year, int expected)
    {
        var generator = new UsageGenerator(7) { Gaps = false };
        var period = new UsagePeriod(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

        var series = generator.Create(Lines.Of(1, period), 1, LongAfter).IntervalSeries[0];

        Assert.Equal(expected, series.Count);
        Assert.Equal(CentralTime.StartOf(period.Start), series.Start);
        Assert.Equal(CentralTime.StartOf(period.End.AddDays(1)), series.End);
        Assert.All(series.Zip(series.Skip(1)), pair => Assert.Equal(series.Interval, pair.Second.End - pair.First.End));
    }

    [Theory]
    [InlineData("2026-03-08", 92)]
    [InlineData("2026-11-01", 100)]
    public void Create_ClockChange_HasTheQuarterHoursOfTheDay(string date, int expected)
    {
        var day = DateOnly.Parse(date);
        for (var number = 1; number <= 20; number++)
        {
            var series =
                _generator.Create(Lines.Of(number, new UsagePeriod(day.AddDays(-2), day.AddDays(2))), 1, LongAfter).IntervalSeries[0];
            var ofDay = series.Where(reading => CentralTime.DateOf(reading.End - series.Interval) == day).ToArray();
            Assert.Equal(expected, ofDay.Length);
        }
    }

    [Fact]
    public void Create_AutumnClockChange_TellsTheRepeatedHourByItsOffset()
    {
        var day = new DateOnly(2026, 11, 1);
        var series = _generator.Create(Lines.Of(1, new UsagePeriod(day, day.AddDays(2))), 1, LongAfter).IntervalSeries[0];

        var twoOClock = series.Where(reading =>
            reading.End.Date == day.ToDateTime(TimeOnly.MinValue) && reading.End.TimeOfDay == TimeSpan.FromHours(2)).ToArray();

        Assert.Equal([TimeSpan.FromHours(-5), TimeSpan.FromHours(-6)], twoOClock.Select(reading => reading.End.Offset));
        Assert.Equal(TimeSpan.FromHours(1), twoOClock[1].End - twoOClock[0].End);
    }

    [Fact]
    public void Create_SpringClockChange_SkipsTheHourThatDoesNotExist()
    {
        var day = new DateOnly(2026, 3, 8);
        var series = _generator.Create(Lines.Of(1, new UsagePeriod(day, day.AddDays(2))), 1, LongAfter).IntervalSeries[0];

        var labels = series.Take(12).Select(reading => reading.End.ToString("HH:mmzzz")).ToArray();

        Assert.Equal("02:00-06:00", labels[7]);
        Assert.Equal("03:15-05:00", labels[8]);
    }

    [Fact]
    public void Create_SameSeedTwice_GivesTheSame()
    {
        var line = Lines.Of(3, Year2025);

        var first = _generator.Create(line, 1, LongAfter);
        var second = new UsageGenerator(7).Create(line, 1, LongAfter);

        Assert.Equal(first.BillingPeriods, second.BillingPeriods);
        Assert.Equal(first.IntervalSeries[0].ToArray(), second.IntervalSeries[0].ToArray());
    }

    [Fact]
    public void Create_OtherSeedOrOtherEsiId_GivesOthers()
    {
        var one = Quantities(_generator, 3);

        Assert.NotEqual(one, Quantities(new UsageGenerator(8), 3));
        Assert.NotEqual(one, Quantities(_generator, 4));
    }

    [Fact]
    public void Create_OverlappingPeriods_Agree()
    {
        var whole = _generator.Create(Lines.Of(3, Year2025), 1, LongAfter);
        var june = new UsagePeriod(new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 30));

        var part = _generator.Create(Lines.Of(3, june), 1, LongAfter);

        var expected = whole.IntervalSeries[0]
            .Where(r => r.End > CentralTime.StartOf(june.Start) && r.End <= CentralTime.StartOf(june.End.AddDays(1)));
        Assert.Equal(expected, part.IntervalSeries[0]);
        Assert.All(part.BillingPeriods, bill => Assert.Contains(bill, whole.BillingPeriods));
    }

    [Fact]
    public void Create_WithoutGaps_BillsAreTheExactSumsOfTheirIntervals()
    {
        var generator = new UsageGenerator(7) { Gaps = false };
        for (var number = 1; number <= 12; number++)
        {
            var usage = generator.Create(Lines.Of(number, Year2025), 1, LongAfter);
            var inside = usage.BillingPeriods.Where(bill => bill.StartDate >= Year2025.Start).ToArray();
            Assert.InRange(inside.Length, 10, 12);
            Assert.All(inside, bill => Assert.Equal(Kwh(usage.IntervalSeries[0], bill), bill.Usage));
            Assert.All(
                inside.Where(bill => bill.MeteredDemand is not null),
                bill => Assert.Equal(PeakKilowatts(usage.IntervalSeries[0], bill), bill.MeteredDemand));
        }
    }

    [Fact]
    public void Create_WithGaps_RegisterCountsWhatTheIntervalsLost()
    {
        var usage = _generator.Create(Lines.Of(1, Year2025), 1, LongAfter);
        var complete = new UsageGenerator(7) { Gaps = false }.Create(Lines.Of(1, Year2025), 1, LongAfter);

        Assert.Equal(complete.BillingPeriods, usage.BillingPeriods);
        Assert.Contains(usage.BillingPeriods, bill => Kwh(usage.IntervalSeries[0], bill) < bill.Usage);
        Assert.InRange(complete.IntervalSeries[0].Count - usage.IntervalSeries[0].Count, 8, 6 * 28);
    }

    [Fact]
    public void Create_BillingPeriods_FollowEachOtherAboutMonthly()
    {
        for (var number = 1; number <= 20; number++)
        {
            var bills = _generator.Create(Lines.Of(number, Year2025, RequestedUsage.Billing), 1, LongAfter).BillingPeriods;

            Assert.Equal(12, bills.Count);
            Assert.All(bills, bill => Assert.InRange(bill.Period!.Value.Days, 27, 33));
            Assert.All(bills.Zip(bills.Skip(1)), pair => Assert.Equal(pair.First.EndDate, pair.Second.StartDate));
            Assert.All(bills, bill => Assert.InRange(bill.EndDate, Year2025.Start.AddDays(1), Year2025.End.AddDays(1)));
        }
    }

    [Fact]
    public void Create_ThreeDays_StillHasTheLastBill()
    {
        var period = new UsagePeriod(new DateOnly(2025, 6, 20), new DateOnly(2025, 6, 22));

        for (var number = 1; number <= 20; number++)
        {
            var usage = _generator.Create(Lines.Of(number, period), 1, LongAfter);
            Assert.Single(usage.BillingPeriods);
            Assert.True(usage.BillingPeriods[0].EndDate <= period.End.AddDays(1));
        }
    }

    [Fact]
    public void Create_PeriodUpToToday_HasNothingOfToday()
    {
        var today = new DateOnly(2025, 12, 30);

        var usage = _generator.Create(Lines.Of(1, Year2025), 1, today);

        Assert.Equal(CentralTime.StartOf(today), usage.IntervalSeries[0].End);
        Assert.All(usage.BillingPeriods, bill => Assert.True(bill.EndDate <= today));
    }

    [Theory]
    [InlineData(RequestedUsage.Billing)]
    [InlineData(RequestedUsage.Interval)]
    [InlineData(RequestedUsage.BillingAndInterval)]
    public void Create_RequestedUsage_IsWhatIsGiven(RequestedUsage usage) =>
        Assert.Equal(usage, _generator.Create(Lines.Of(1, Year2025, usage), 1, LongAfter).Received);

    [Fact]
    public void Create_Year_HasRunsOfEstimatedReads()
    {
        var estimated =
            _generator.Create(Lines.Of(1, Year2025), 1, LongAfter).IntervalSeries[0].Count(r => r.ReadType == ReadType.Estimated);

        Assert.InRange(estimated, 14 * 8, 17 * 32);
        Assert.DoesNotContain(
            new UsageGenerator(7) { Estimates = false }.Create(Lines.Of(1, Year2025), 1, LongAfter).IntervalSeries[0],
            r => r.ReadType != ReadType.Actual);
    }

    [Fact]
    public void Create_SolarPremise_HasASecondChannelThatIsZeroAtNight()
    {
        var number = Enumerable.Range(1, 200).First(n => _generator.HasSolar(Lines.EsiIdOf(n)));

        var usage = _generator.Create(Lines.Of(number, Year2025), 1, LongAfter);

        Assert.Equal([UsageChannel.EnergyDelivered, UsageChannel.EnergyReceived], usage.IntervalSeries.Select(series => series.Channel));
        Assert.Contains("PV_", usage.LoadProfile);
        Assert.All(usage.IntervalSeries[1].Where(r => r.End.Hour is >= 1 and < 5), r => Assert.Equal(0, r.Quantity));
        Assert.True(usage.IntervalSeries[1].Sum(r => r.Quantity) > 500);
    }

    [Fact]
    public void Create_Household_PeaksInSummerEvenings()
    {
        var number = Enumerable.Range(1, 200)
            .First(n => _generator.KindOf(Lines.EsiIdOf(n)) == CustomerKind.Residential && !_generator.HasSolar(Lines.EsiIdOf(n)));
        var series = _generator.Create(Lines.Of(number, Year2025), 1, LongAfter).IntervalSeries[0];

        var byMonth = series.GroupBy(r => r.End.Month).ToDictionary(g => g.Key, g => g.Average(r => r.Quantity));
        var byHour = series.GroupBy(r => r.End.Hour).ToDictionary(g => g.Key, g => g.Average(r => r.Quantity));

        Assert.True(byMonth[8] > 1.5m * byMonth[3], $"August {byMonth[8]}, March {byMonth[3]}");
        Assert.True(byHour[19] > 1.5m * byHour[4], $"19 h {byHour[19]}, 4 h {byHour[4]}");
        Assert.InRange(series.Sum(r => r.Quantity), 4_000m, 40_000m);
        Assert.All(series, r => Assert.Equal(3, r.Quantity.Scale));
    }

    [Fact]
    public void KindOf_ManyEsiIds_KnowsEveryKind() =>
        Assert.Equal(
            Enum.GetValues<CustomerKind>(), Enumerable.Range(1, 100).Select(n => _generator.KindOf(Lines.EsiIdOf(n))).Distinct().Order());

    private static decimal[] Quantities(UsageGenerator generator, int number) =>
        [.. generator.Create(
            Lines.Of(number, new UsagePeriod(new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 5))),
            1,
            LongAfter).IntervalSeries[0].Select(r => r.Quantity)];

    private static IEnumerable<IntervalReading> Within(IntervalSeries series, BillingPeriod bill) =>
        series.Where(r => r.End > CentralTime.StartOf(bill.StartDate) && r.End <= CentralTime.StartOf(bill.EndDate));

    private static decimal Kwh(IntervalSeries series, BillingPeriod bill) =>
        Within(series, bill).Sum(r => r.Quantity) * (series.Unit == UsageUnit.Kilowatt ? 0.25m : 1m);

    private static decimal PeakKilowatts(IntervalSeries series, BillingPeriod bill) =>
        Within(series, bill).Max(r => r.Quantity) * (series.Unit == UsageUnit.Kilowatt ? 1m : 4m);
}
