using Uhit.Client;
using Uhit.Client.Usage;

namespace Acme.Uhit._1;

/// <summary>The contract's codes in the domain's words. One that is not known stays as it came.</summary>
internal static class Codes
{
    public static ValidationStatus Status(string code) => code switch
    {
        "A" => ValidationStatus.Validated,
        "R" => ValidationStatus.Failed,
        _ => new ValidationStatus(code),
    };

    public static ReadType ReadType(string code) => code switch
    {
        "A" => Uhit.Client.Usage.ReadType.Actual,
        "E" => Uhit.Client.Usage.ReadType.Estimated,
        _ => new ReadType(code),
    };

    public static UsageUnit Unit(string code) => code switch
    {
        "KWH" => UsageUnit.KilowattHour,
        "KW" => UsageUnit.Kilowatt,
        _ => new UsageUnit(code),
    };

    public static string Wanted(RequestedUsage usage) => usage switch
    {
        RequestedUsage.Billing => "B",
        RequestedUsage.Interval => "I",
        _ => "BI",
    };
}
