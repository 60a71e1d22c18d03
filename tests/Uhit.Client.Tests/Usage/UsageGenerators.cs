using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

/// <summary>Random usage: odd texts, wide decimals, gaps, clock changes, readings out of order and twice.</summary>
internal static class UsageGenerators
{
    private static readonly Gen<string?> NullableText = Gen.OneOf(
        Gen.Const((string?)null), AnyOf<string?>("", "M-1", "M-2", "Österreich \U0001F50C", "lone \uD800 surrogate"),
        Gen.String.Select(text => (string?)text));

    private static readonly Gen<string> Text = NullableText.Select(text => text ?? "-");

    public static readonly Gen<EsiId> EsiIds = Gen.Int[1, 3].Select(n => EsiId.Parse($"100890100000000000000{n}"));

    public static readonly Gen<decimal> Decimals = Gen.OneOf(
        Gen.Int[-5_000, 5_000].Select(n => n / 1000m), Gen.Decimal, AnyOf(0m, -0.0m, 1.500m, decimal.MaxValue, decimal.MinValue, 1e-28m));

    private static readonly Gen<ReadType> ReadTypes = Gen.Frequency(
        (20, Gen.Const(ReadType.Actual)), (3, Gen.Const(ReadType.Estimated)), (1, Gen.Const(new ReadType("Substituted"))),
        (1, Gen.Const(default(ReadType))));

    private static readonly Gen<ServiceAddress?> Addresses = Gen.Select(Text, NullableText, Text, (line1, line2, city) =>
        (ServiceAddress?)new ServiceAddress { Line1 = line1, Line2 = line2, City = city, State = "TX", PostalCode = "77002" });

    private static readonly Gen<ReportedError?> Errors = Gen.Select(Text, Text, Gen.Int.Nullable(), (code, text, line) =>
        (ReportedError?)new ReportedError { Code = code, Description = text, LineNumber = line });

    public static readonly Gen<BillingPeriod> BillingPeriods =
        from meter in NullableText
        from meterType in AnyOf<MeterType?>(null, MeterType.Advanced, new MeterType("New"), default(MeterType))
        from readType in ReadTypes.Nullable()
        from start in Gen.Int[0, 400].Select(day => new DateOnly(2025, 1, 1).AddDays(day))
        from days in Gen.Int[-1, 40]
        from usage in Decimals
        from optional in Decimals.Nullable().Array[6]
        select new BillingPeriod
        {
            MeterNumber = meter,
            MeterType = meterType,
            ReadType = readType,
            StartDate = start,
            EndDate = start.AddDays(days),
            Usage = usage,
            MeteredDemand = optional[0],
            BilledDemand = optional[1],
            MeteredApparentDemand = optional[2],
            BilledApparentDemand = optional[3],
            PowerFactor = optional[4],
            Multiplier = optional[5],
        };

    private static readonly Gen<IntervalReading> Readings =
        from quarter in Gen.Int[0, 400]
        from seconds in Gen.Frequency((20, Gen.Const(0)), (1, Gen.Int[1, 899]))
        from wide in Gen.Frequency((30, Gen.Const(false)), (1, Gen.Const(true)))
        from value in wide ? Decimals : Gen.Int[-100, 9000].Select(n => n / 1000m)
        from readType in ReadTypes
        from other in Gen.Frequency((40, Gen.Const(false)), (1, Gen.Const(true)))
        select Reading(quarter, seconds, value, readType, other);

    public static readonly Gen<IntervalSeries> Series =
        from meter in NullableText
        from channel in AnyOf(UsageChannel.EnergyDelivered, UsageChannel.EnergyReceived, default)
        from unit in AnyOf(UsageUnit.KilowattHour, UsageUnit.Kilowatt, new UsageUnit("MWh"))
        from minutes in AnyOf(5, 15, 30, 60, 1440)
        from readings in Readings.Array[0, 120]
        select Build(meter, channel, unit, minutes, readings);

    public static readonly Gen<UsageHistory> Histories =
        from line in Gen.Int
        from esiId in Gen.OneOf(EsiIds, Gen.Const(default(EsiId)))
        from texts in NullableText.Array[5]
        from address in Gen.OneOf(Gen.Const((ServiceAddress?)null), Addresses)
        from noData in Gen.OneOf(Gen.Const((ReportedError?)null), Errors)
        from periods in BillingPeriods.Array[0, 14]
        from series in Series.Array[0, 3]
        select new UsageHistory
        {
            LineNumber = line,
            EsiId = esiId,
            CustomerName = texts[0],
            ServiceAddress = address,
            LoadProfile = texts[1],
            RateClass = texts[2],
            MeterReadCycle = texts[3],
            ErcotRegion = texts[4],
            NoData = noData,
            BillingPeriods = periods,
            IntervalSeries = series,
        };

    private static readonly Gen<decimal> FewDecimals = AnyOf(0m, -0.0m, 1m, 1.0m, 2m, 1e-25m);

    private static readonly Gen<BillingPeriod> CollidingPeriods = Gen.Select(
        AnyOf(null, "", "M1"), AnyOf<MeterType?>(null, default(MeterType), MeterType.Advanced), AnyOf<ReadType?>(null, default(ReadType)),
        Gen.Int[0, 2], Gen.Int[0, 2], FewDecimals, (meter, meterType, readType, start, days, usage) => new BillingPeriod
        {
            MeterNumber = meter,
            MeterType = meterType,
            ReadType = readType,
            StartDate = new DateOnly(2025, 1, 1).AddDays(start),
            EndDate = new DateOnly(2025, 1, 1).AddDays(start + days),
            Usage = usage,
        });

    private static readonly Gen<IntervalSeries> CollidingSeries = Gen.Select(
        AnyOf(null, "M1"), AnyOf(UsageUnit.Kilowatt, UsageUnit.KilowattHour), AnyOf(15, 30),
        Gen.Select(
            Gen.Int[0, 3],
            FewDecimals,
            ReadTypes,
            Gen.Bool,
            (quarter, value, readType, other) => Reading(quarter, 0, value, readType, other)).Array[0, 4],
        (meter, unit, minutes, readings) => Build(meter, UsageChannel.EnergyDelivered, unit, minutes, readings));

    public static readonly Gen<UsageHistory> Colliding = Gen.Select(
        AnyOf(null, "A", "B"), AnyOf(null, Address(null), Address(""), Address("2")),
        AnyOf(null, new ReportedError { Code = "1", Description = "x" }), CollidingPeriods.Array[0, 4], CollidingSeries.Array[0, 3],
        (name, address, noData, periods, series) => new UsageHistory
        {
            LineNumber = 1,
            EsiId = default,
            CustomerName = name,
            ServiceAddress = address,
            NoData = noData,
            BillingPeriods = periods,
            IntervalSeries = series,
        });

    private static ServiceAddress Address(string? line2) =>
        new() { Line1 = "1", Line2 = line2, City = "C", State = "TX", PostalCode = "7" };

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Around the autumn clock change, so that offsets change in the middle.
    private static IntervalReading Reading(int quarter, int seconds, decimal value, ReadType readType, bool otherOffset)
    {
        var utc = new DateTimeOffset(2025, 11, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(15 * quarter).AddSeconds(seconds);
        var local = otherOffset ? utc.ToOffset(TimeSpan.FromMinutes(345)) : TimeZoneInfo.ConvertTime(utc, CentralTime.Zone);
        return new IntervalReading(local, value, readType);
    }

    private static IntervalSeries Build(string? meter, UsageChannel channel, UsageUnit unit, int minutes, IntervalReading[] readings)
    {
        var builder = new IntervalSeriesBuilder(meter, channel, unit, TimeSpan.FromMinutes(minutes));
        foreach (var reading in readings)
        {
            builder.Add(reading.End, reading.Quantity, reading.ReadType);
        }

        return builder.Build();
    }
}
