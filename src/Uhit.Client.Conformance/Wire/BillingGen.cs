using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Random billing periods.</summary>
internal static class BillingGen
{
    public static Gen<BillingPeriod> Period { get; } =
        from meter in WireGen.MaybeText
        from type in WireGen.Maybe(Type)
        from start in WireGen.Date
        from days in Gen.Int[1, 60]
        from read in WireGen.Maybe(SeriesGen.Quality)
        from usage in WireGen.Number
        from numbers in WireGen.Number.Array[6]
        from isThere in Gen.Bool.Array[6]
        select new BillingPeriod
        {
            MeterNumber = meter,
            MeterType = type is null ? null : new MeterType(type),
            StartDate = start,
            EndDate = start.AddDays(days),
            ReadType = read is null ? null : new ReadType(read),
            Usage = usage,
            MeteredDemand = isThere[0] ? numbers[0] : null,
            BilledDemand = isThere[1] ? numbers[1] : null,
            MeteredApparentDemand = isThere[2] ? numbers[2] : null,
            BilledApparentDemand = isThere[3] ? numbers[3] : null,
            PowerFactor = isThere[4] ? numbers[4] : null,
            Multiplier = isThere[5] ? numbers[5] : null,
        };

    private static Gen<string> Type => Gen.OneOf(Gen.Const("NonInterval"), Gen.Const("Interval"), Gen.Const("Advanced"), WireGen.Code);
}
