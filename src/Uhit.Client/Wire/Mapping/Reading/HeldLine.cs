using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A line that is complete: a verdict, or the usage of an ESI ID.</summary>
/// <param name="Period">The days that it is about, where it says so.</param>
/// <param name="Validation">The verdict.</param>
/// <param name="Usage">The usage.</param>
internal readonly record struct HeldLine(UsagePeriod? Period, LineValidation? Validation, UsageHistory? Usage)
{
    /// <summary>What one counts beside its readings.</summary>
    private const int WeightOfOne = 200;

    /// <summary>How much memory it takes, in readings.</summary>
    public long Weight => WeightOfOne + (WeightOfOne * (long)((Validation?.Reasons.Count ?? 0) + (Usage?.BillingPeriods.Count ?? 0)))
        + (Usage?.IntervalSeries.Sum(series => (long)series.Count + WeightOfOne) ?? 0);

    /// <summary>Hands it on.</summary>
    public void Tell(ICallbackSink sink)
    {
        if (Period is { } period)
        {
            sink.OnPeriod(period, Validation?.EsiId ?? Usage!.EsiId);
        }

        if (Validation is not null)
        {
            sink.OnValidation(Validation);
        }
        else
        {
            sink.OnUsage(Usage!);
        }
    }
}
