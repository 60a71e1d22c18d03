using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>The second contract's codes and the domain's. One that is not known stays as it is.</summary>
internal static class Codes
{
    private static readonly (string Wire, string Domain)[] Known =
    [
        ("A", ReadType.Actual.Value), ("E", ReadType.Estimated.Value),
        ("PASS", ValidationStatus.Validated.Value), ("FAIL", ValidationStatus.Failed.Value),
        ("DEL", UsageChannel.EnergyDelivered.Value), ("REC", UsageChannel.EnergyReceived.Value),
        ("RDEL", UsageChannel.ReactiveDelivered.Value), ("RREC", UsageChannel.ReactiveReceived.Value),
        ("KWH", UsageUnit.KilowattHour.Value), ("KW", UsageUnit.Kilowatt.Value), ("KVARH", UsageUnit.KilovarHour.Value),
        ("KVAR", UsageUnit.Kilovar.Value),
        ("N", MeterType.NonInterval.Value), ("I", MeterType.Interval.Value), ("S", MeterType.Advanced.Value),
    ];

    private static readonly Dictionary<string, string> ToWireCodes = Known.ToDictionary(code => code.Domain, code => code.Wire);
    private static readonly Dictionary<string, string> FromWireCodes = Known.ToDictionary(code => code.Wire, code => code.Domain);

    public static string YesNo(bool value) => value ? "Y" : "N";

    public static bool IsYes(AttributeValue value) => value.Text switch
    {
        "Y" => true,
        "N" => false,
        _ => throw value.BadValue(),
    };

    public static string ToWire(string code) => ToWireCodes.GetValueOrDefault(code, code);

    public static string FromWire(string code) => FromWireCodes.GetValueOrDefault(code.Trim(), code);
}
