using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

public sealed class IntervalSeriesTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public void Build_ReadingsInAnyOrder_AreSortedWithTheLastOfEachInstant() => Gen.Select(
        Gen.Int[0, 40], Gen.OneOf(Gen.Int[-100, 100].Select(n => n / 1000m), UsageGenerators.Decimals)).Array[0, 60].Sample(
        drawn =>
        {
            var builder = Builder();
            var expected = new SortedDictionary<int, decimal>();
            foreach (var (index, value) in drawn)
            {
                builder.Add(At(index), value, ReadType.Actual);
                expected[index] = value;
            }

            var series = builder.Build();

            Assert.Equal(expected.Select(pair => (At(pair.Key), pair.Value)), series.Select(reading => (reading.End, reading.Quantity)));
            Assert.Equal(series.ToList(), Enumerable.Range(0, series.Count).Select(index => series[index]));
        },
        iter: 500);

    // In order otherwise: nothing but the second one tells that there is something to drop.
    [Fact]
    public void Build_SameInstantTwiceInARow_KeepsItOnce()
    {
        var at = new DateTimeOffset(2025, 1, 1, 0, 15, 0, TimeSpan.FromHours(-6));
        var builder = new IntervalSeriesBuilder(null, UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        builder.Add(at, 1m, ReadType.Actual);
        builder.Add(at.ToUniversalTime(), 1m, ReadType.Actual);
        builder.Add(at.AddMinutes(15), 2m, ReadType.Actual);

        Assert.Equal([1m, 2m], builder.Build().Select(reading => reading.Quantity));
    }

    [Fact]
    public void Build_SameInstantTwice_CountsOtherValuesAsConflicts()
    {
        var builder = Builder();
        builder.Add(At(1), 1m, ReadType.Actual);
        builder.Add(At(1), 1.0m, ReadType.Actual);
        builder.Add(At(1), 2m, ReadType.Actual);
        builder.Add(At(0), 2m, ReadType.Actual);

        Assert.Equal((2, 1), (builder.Build().Count, builder.Build().Conflicts));
    }

    [Fact]
    public void AddScaled_SameValues_MakesTheSameSeries() => Gen.Select(Gen.Long, Gen.Byte[0, 18]).Array[0, 20].Sample(
        drawn =>
        {
            var (scaled, plain) = (Builder(), Builder());
            for (var i = 0; i < drawn.Length; i++)
            {
                var (number, places) = drawn[i];
                scaled.AddScaled(At(i), number, places, ReadType.Actual);
                var power = 1m;
                for (var place = 0; place < places; place++)
                {
                    power *= 10;
                }

                plain.Add(At(i), number / power, ReadType.Actual);
            }

            Assert.Equal(plain.Build().Select(reading => reading.Quantity), scaled.Build().Select(reading => reading.Quantity));
        },
        iter: 1000);

    [Fact]
    public void Sum_AnyReadings_IsExact() => Gen.Int[-2_000_000, 2_000_000].Array[0, 200].Sample(
        numbers =>
        {
            var builder = Builder();
            for (var i = 0; i < numbers.Length; i++)
            {
                builder.Add(At(i), numbers[i] / 1000m, ReadType.Actual);
            }

            Assert.Equal(numbers.Sum(number => (long)number) / 1000m, builder.Build().Sum());
        });

    [Fact]
    public void Sum_ValuesThatFillSixtyFourBits_DoesNotWrapAround()
    {
        var builder = Builder();
        builder.AddScaled(At(0), long.MaxValue, 3, ReadType.Actual);
        builder.AddScaled(At(1), long.MaxValue, 3, ReadType.Actual);

        Assert.Equal(2m * long.MaxValue / 1000m, builder.Build().Sum());
    }

    [Theory]
    [InlineData("2025-03-09", 92)]
    [InlineData("2025-11-02", 100)]
    [InlineData("2025-07-01", 96)]
    public void ByDay_WholeYear_HasEveryQuarterHourOfTheDay(string date, int quarters)
    {
        var series = RealisticLoad.Series(missing: 0);

        var day = Assert.Single(series.ByDay(), day => day.Period.Start == DateOnly.Parse(date));

        Assert.Equal((quarters, quarters, true), (day.Readings, day.ExpectedReadings, day.IsComplete));
    }

    [Fact]
    public void ByDayAndByMonth_YearWithGaps_AddUpToTheWhole()
    {
        var series = RealisticLoad.Series(missing: 0.01);
        var (days, months) = (series.ByDay(), series.ByMonth());

        Assert.Equal((365, 12), (days.Count, months.Count));
        Assert.Equal(series.Sum(), days.Sum(day => day.Sum));
        Assert.Equal(series.Sum(), months.Sum(month => month.Sum));
        Assert.Equal(35_040, days.Sum(day => day.ExpectedReadings));
        Assert.Equal(35_040, months.Sum(month => month.ExpectedReadings));
        Assert.Equal(series.Count, months.Sum(month => month.Readings));
        Assert.Equal(series.EstimatedCount, days.Sum(day => day.EstimatedReadings));
        Assert.Equal(35_040 - series.Count, series.Gaps.Sum(gap => gap.MissingReadings));
        Assert.All(
            months,
            month => Assert.Equal(month.Sum, days.Where(day => day.Period.Start.Month == month.Period.Start.Month).Sum(day => day.Sum)));
    }

    // The clocks go back on the first day of a month, as in 2026: elsewhere such a month got a day of its own (home-assistant 114721).
    [Fact]
    public void ByMonth_ClockChangeOnTheFirst_KeepsBothMonthsWhole()
    {
        var builder = Builder();
        var start = CentralTime.StartOf(new DateOnly(2026, 10, 1));
        for (var i = 1; i <= ((31 + 30) * 96) + 4; i++)
        {
            builder.Add(start.AddMinutes(15 * i), 1m, ReadType.Actual);
        }

        var series = builder.Build();

        Assert.Equal(
            [(new DateOnly(2026, 10, 1), 31 * 96), (new DateOnly(2026, 11, 1), (30 * 96) + 4)],
            series.ByMonth().Select(month => (month.Period.Start, month.Readings)));
        Assert.All(series.ByMonth(), month => Assert.Equal(month.ExpectedReadings, month.Readings));
        Assert.Equal(100, series.ByDay().Single(day => day.Period.Start == new DateOnly(2026, 11, 1)).Readings);
    }

    [Fact]
    public void ByDay_ReadTypeThatIsNotKnown_IsCountedOnItsDay()
    {
        var builder = Builder();
        var second = CentralTime.StartOf(new DateOnly(2025, 5, 2));
        builder.Add(second.AddMinutes(-15), 1m, ReadType.Actual);
        builder.Add(second, 1m, ReadType.Estimated);
        builder.Add(second.AddMinutes(15), 1m, new ReadType("Other"));
        builder.Add(second.AddMinutes(30), 1m, ReadType.Estimated);
        builder.Add(second.AddMinutes(45), 1m, ReadType.Actual);

        Assert.Equal(
            [(2, 1, 0), (3, 1, 1)],
            builder.Build().ByDay().Select(day => (day.Readings, day.EstimatedReadings, day.UnknownReadings)));
    }

    [Fact]
    public void ByDay_IntervalThatEndsAtMidnight_BelongsToTheDayBefore()
    {
        var builder = Builder();
        builder.Add(CentralTime.StartOf(new DateOnly(2025, 5, 2)), 1m, ReadType.Actual);

        Assert.Equal(new DateOnly(2025, 5, 1), Assert.Single(builder.Build().ByDay()).Period.Start);
    }

    [Fact]
    public void ByDay_ReadingsSentInUtc_FallOnCentralDays()
    {
        var builder = Builder();
        builder.Add(new DateTimeOffset(2025, 7, 2, 4, 45, 0, TimeSpan.Zero), 1m, ReadType.Actual);
        builder.Add(new DateTimeOffset(2025, 7, 2, 5, 15, 0, TimeSpan.Zero), 2m, ReadType.Actual);

        Assert.Equal(
            [(new DateOnly(2025, 7, 1), 1m), (new DateOnly(2025, 7, 2), 2m)],
            builder.Build().ByDay().Select(day => (day.Period.Start, day.Sum)));
    }

    [Fact]
    public void Gaps_MissingQuarters_SayFromWhenToWhen()
    {
        var builder = Builder();
        foreach (var index in new[] { 0, 1, 4, 5 })
        {
            builder.Add(At(index), 1m, ReadType.Actual);
        }

        Assert.Equal(new IntervalGap { Start = At(1), End = At(3), MissingReadings = 2 }, Assert.Single(builder.Build().Gaps));
    }

    [Fact]
    public void Gaps_ClockChange_IsNone() => Assert.Empty(RealisticLoad.Series(missing: 0).Gaps);

    [Fact]
    public void Peak_Kilowatts_OfKilowattHoursIsFourTimesTheQuarter()
    {
        var builder = Builder();
        builder.Add(At(0), 1m, ReadType.Actual);
        builder.Add(At(1), 2.5m, ReadType.Actual);
        builder.Add(At(2), 2.5m, ReadType.Actual);

        Assert.Equal(new UsagePeak { Kilowatts = 10m, Start = At(0), End = At(1) }, builder.Build().Peak());
    }

    [Fact]
    public void ToKilowattHours_Kilowatts_IsTheSumTimesAQuarter()
    {
        var builder = new IntervalSeriesBuilder(null, UsageChannel.EnergyDelivered, UsageUnit.Kilowatt, Quarter);
        builder.Add(At(0), 1.001m, ReadType.Actual);
        builder.Add(At(1), 2m, ReadType.Estimated);
        var series = builder.Build();

        Assert.Equal((3.001m, 0.75025m, 1), (series.Sum(), series.ToKilowattHours(), series.EstimatedCount));
    }

    [Fact]
    public void ToKilowattHours_ReactiveUnit_IsNull()
    {
        var series = new IntervalSeriesBuilder(null, UsageChannel.ReactiveDelivered, UsageUnit.KilovarHour, Quarter).Build();

        Assert.Null(series.ToKilowattHours());
        Assert.Null(series.Peak());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Indexer_OutsideOfTheSeries_IsOutOfRange(int index)
    {
        var builder = Builder();
        builder.Add(At(0), 1m, ReadType.Actual);
        builder.Add(At(1), 1m, ReadType.Actual);

        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Build()[index]);
    }

    // Documented: of several that are as high, the first. Wide values are those of more digits than a long has.
    [Theory]
    [InlineData("4")]
    [InlineData("40000000000000000000.5")]
    public void Peak_TwoAsHigh_IsTheFirst(string high)
    {
        var value = decimal.Parse(high, System.Globalization.CultureInfo.InvariantCulture);
        var builder = Builder();
        builder.Add(At(0), 1m, ReadType.Actual);
        builder.Add(At(1), value, ReadType.Actual);
        builder.Add(At(2), value, ReadType.Actual);
        builder.Add(At(3), 2m, ReadType.Actual);

        Assert.Equal(At(1), builder.Build().Peak()!.End);
    }

    // The first interval that there can be begins at the first instant, under the offset that it came with.
    [Fact]
    public void Start_AtTheFirstInstant_KeepsTheOffset()
    {
        var offset = TimeSpan.FromHours(1);
        var first = IntervalClock.StartOf(new DateTimeOffset(Quarter.Ticks + offset.Ticks, offset), Quarter);

        Assert.Equal((DateTimeOffset.MinValue, offset), (first, first.Offset));
        Assert.Equal(DateTimeOffset.MinValue, IntervalClock.StartOf(new DateTimeOffset(Quarter.Ticks + offset.Ticks - 1, offset), Quarter));
    }

    [Fact]
    public void Series_FirstInstantThatThereIs_DoesNotThrow()
    {
        var builder = Builder();
        builder.Add(DateTimeOffset.MinValue, 1m, ReadType.Actual);
        builder.Add(DateTimeOffset.MaxValue, 1m, ReadType.Actual);
        var series = builder.Build();

        Assert.Equal(2, series.ByDay().Count);
        Assert.Equal(2, series.ByMonth().Count);
        Assert.Single(series.Gaps);
        Assert.NotNull(series.Start);
    }

    private static IntervalSeriesBuilder Builder() => new("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, Quarter);

    private static DateTimeOffset At(int index) => new DateTimeOffset(2025, 5, 1, 0, 15, 0, TimeSpan.FromHours(-5)).AddMinutes(15 * index);
}
