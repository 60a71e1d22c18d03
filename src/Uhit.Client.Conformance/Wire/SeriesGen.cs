using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Random series: over clock changes, with gaps, estimates, and codes that nobody knows.</summary>
internal static class SeriesGen
{
    private static readonly DateOnly[] Days = [new(2025, 11, 2), new(2026, 3, 8), new(2024, 2, 29), new(2025, 12, 31)];

    public static Gen<string> Quality { get; } = Gen.OneOf(Gen.Const("Actual"), Gen.Const("Actual"), Gen.Const("Estimated"), WireGen.Code);

    public static Gen<IntervalSeries> Series { get; } =
        from meter in WireGen.MaybeText
        from channel in Gen.OneOf(
            Gen.Const("EnergyDelivered"),
            Gen.Const("EnergyReceived"),
            Gen.Const("ReactiveDelivered"),
            Gen.Const("ReactiveReceived"),
            WireGen.Code)
        from unit in Gen.OneOf(Gen.Const("kWh"), Gen.Const("kW"), Gen.Const("kVARh"), Gen.Const("kVAR"), WireGen.Code)
        from minutes in Gen.OneOf(Gen.Const(5), Gen.Const(15), Gen.Const(30), Gen.Const(60))
        from day in Gen.Int[0, 3]
        from readings in Reading.Array[0, 120]
        select Make(meter, channel, unit, minutes, Days[day], readings);

    /// <summary>A year of 15-minute readings of one channel.</summary>
    public static UsageHistory Year(int line)
    {
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 1, 1));
        for (var i = 1; i <= 35_040; i++)
        {
            series.Add(
                TimeZoneInfo.ConvertTime(start.AddMinutes(15 * i), CentralTime.Zone),
                new decimal(100 + (i * 7919 % 3000), 0, 0, false, 3),
                i % 500 == 0 ? ReadType.Estimated : ReadType.Actual);
        }

        return new UsageHistory { LineNumber = line, EsiId = EsiId.Parse("1008901000000000000001"), IntervalSeries = [series.Build()] };
    }

    private static Gen<(decimal Quantity, string Quality, bool IsMissing)> Reading =>
        from quantity in WireGen.Number from quality in Quality from gap in Gen.Int[0, 9] select (quantity, quality, gap == 0);

    private static IntervalSeries Make(
        string? meter, string channel, string unit, int minutes, DateOnly day,
        (decimal Quantity, string Quality, bool IsMissing)[] readings)
    {
        var series = new IntervalSeriesBuilder(meter, new UsageChannel(channel), new UsageUnit(unit), TimeSpan.FromMinutes(minutes));
        var start = CentralTime.StartOf(day);
        for (var i = 0; i < readings.Length; i++)
        {
            if (!readings[i].IsMissing)
            {
                series.Add(
                    TimeZoneInfo.ConvertTime(start.AddMinutes(minutes * (i + 1)), CentralTime.Zone),
                    readings[i].Quantity,
                    new ReadType(readings[i].Quality));
            }
        }

        return series.Build();
    }
}
