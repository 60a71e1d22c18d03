using Uhit.Client.Usage;

namespace Uhit.Cli.Usage;

/// <summary>A code of CNP's that nobody knows here.</summary>
/// <param name="Kind">What it stands for: <c>unit</c>, <c>channel</c>, <c>readType</c> or <c>meterType</c>.</param>
/// <param name="Code">The code, as it came.</param>
internal sealed record UnknownCode(string Kind, string Code)
{
    /// <summary>The kind, as words.</summary>
    public string Words() => Kind switch { "readType" => "read type", "meterType" => "meter type", _ => Kind };

    public static IReadOnlyList<UnknownCode> ListOf(UsageHistory usage)
    {
        var series = usage.IntervalSeries.Where(series => series.Count > 0).ToList();
        return
        [
            .. Unknown("unit", series.Select(one => (one.Unit.Value, one.Unit.IsKnown))),
            .. Unknown("channel", series.Select(one => (one.Channel.Value, one.Channel.IsKnown))),
            .. Unknown(
                "readType",
                series.Where(one => one.UnknownReadTypeCount > 0).SelectMany(one => one).Select(reading => reading.ReadType)
                    .Concat(usage.BillingPeriods.Select(period => period.ReadType).OfType<ReadType>())
                    .Distinct().Select(type => (type.Value, type.IsKnown))),
            .. Unknown(
                "meterType",
                usage.BillingPeriods.Select(period => period.MeterType).OfType<MeterType>().Select(type => (type.Value, type.IsKnown))),
        ];
    }

    private static IEnumerable<UnknownCode> Unknown(string kind, IEnumerable<(string Code, bool IsKnown)> codes) =>
        codes.Where(code => !code.IsKnown)
            .Select(code => code.Code ?? string.Empty).Distinct()
            .Order(StringComparer.Ordinal)
            .Select(code => new UnknownCode(kind, code));
}
