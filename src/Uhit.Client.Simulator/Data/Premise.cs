using System.Globalization;
using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Data;

/// <summary>What stays the same about one ESI ID: it follows from the seed and the number.</summary>
internal sealed record Premise
{
    public required ulong Key { get; init; }

    public required CustomerKind Kind { get; init; }

    /// <summary>How large it is among its kind: 0.6 to 1.8.</summary>
    public required double Size { get; init; }

    /// <summary>The most that the panels give, kW; 0 without panels.</summary>
    public required double SolarKilowatts { get; init; }

    public required bool HeatsWithElectricity { get; init; }

    /// <summary>1 to 21.</summary>
    public required int MeterReadCycle { get; init; }

    public required decimal PowerFactor { get; init; }

    public string MeterNumber => "S" + (Key % 1_000_000_000UL).ToString("D9", CultureInfo.InvariantCulture);

    public UsageUnit Unit => Kind == CustomerKind.Industrial ? UsageUnit.Kilowatt : UsageUnit.KilowattHour;

    public MeterType MeterType => Kind == CustomerKind.Industrial ? MeterType.Interval : MeterType.Advanced;

    public string RateClass => Kind switch
    {
        CustomerKind.Residential => "RES",
        CustomerKind.SmallBusiness => "SEC LE 10",
        CustomerKind.BigBox => "SEC GT 10",
        _ => "PRI",
    };

    /// <summary>Profile type, weather zone, meter data type, weather sensitivity, time of use.</summary>
    public string LoadProfile => (Kind, HeatsWithElectricity, SolarKilowatts > 0) switch
    {
        (CustomerKind.Residential, false, false) => "RESLOWR_COAST_IDR_NWS_NOTOU",
        (CustomerKind.Residential, true, false) => "RESHIWR_COAST_IDR_NWS_NOTOU",
        (CustomerKind.Residential, false, true) => "RESLOPV_COAST_IDR_NWS_NOTOU",
        (CustomerKind.Residential, true, true) => "RESHIPV_COAST_IDR_NWS_NOTOU",
        (CustomerKind.SmallBusiness, _, _) => "BUSLOLF_COAST_IDR_NWS_NOTOU",
        (CustomerKind.BigBox, _, _) => "BUSMEDLF_COAST_IDR_NWS_NOTOU",
        _ => "BUSIDRRQ_COAST_IDR_NWS_NOTOU",
    };

    public decimal Multiplier => Kind switch { CustomerKind.BigBox => 80m, CustomerKind.Industrial => 1200m, _ => 1m };

    public static Premise Of(int seed, EsiId esiId)
    {
        var key = StableHash.Of(seed, esiId.Value);
        var kind = StableHash.Below(key, 1, 20) switch
        {
            < 10 => CustomerKind.Residential,
            < 15 => CustomerKind.SmallBusiness,
            < 18 => CustomerKind.BigBox,
            _ => CustomerKind.Industrial,
        };
        var solar = kind == CustomerKind.Residential && StableHash.Below(key, 2, 5) == 0;
        return new Premise
        {
            Key = key,
            Kind = kind,
            Size = 0.6 + (1.2 * StableHash.Unit(key, 3)),
            SolarKilowatts = solar ? 4 + (6 * StableHash.Unit(key, 4)) : 0,
            HeatsWithElectricity = StableHash.Below(key, 5, 3) == 0,
            MeterReadCycle = 1 + StableHash.Below(key, 6, 21),
            PowerFactor = 0.86m + (StableHash.Below(key, 7, 13) / 100m),
        };
    }
}
