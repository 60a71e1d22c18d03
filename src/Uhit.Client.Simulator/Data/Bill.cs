using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Data;

/// <summary>A billing period as its days are added.</summary>
internal sealed class Bill(Premise premise, DateOnly start, DateOnly end)
{
    private long _sum;
    private long _peak;
    private ReadingQuality _closing;

    public bool Covers(DateOnly date) => date >= start && date < end;

    public void Add(MeterDay day)
    {
        foreach (var value in day.Delivered)
        {
            _sum += value;
            _peak = Math.Max(_peak, value);
        }

        _closing = day.Qualities[^1];
    }

    public BillingPeriod Close()
    {
        var inKilowatts = premise.Unit == UsageUnit.Kilowatt;
        var demand = (inKilowatts ? _peak : _peak * 4) / 1000m;
        var apparent = Math.Round(demand / premise.PowerFactor, 3);
        var period = new BillingPeriod
        {
            MeterNumber = premise.MeterNumber,
            MeterType = premise.MeterType,
            StartDate = start,
            EndDate = end,

            // The closing read is estimated where the meter was silent at that midnight.
            ReadType = _closing == ReadingQuality.Actual ? ReadType.Actual : ReadType.Estimated,
            Usage = _sum / (inKilowatts ? 4000m : 1000m),
            Multiplier = premise.Multiplier,
        };
        return premise.Kind == CustomerKind.Residential
            ? period
            : period with
            {
                MeteredDemand = demand,
                BilledDemand = Math.Max(10, Math.Ceiling(demand)),
                MeteredApparentDemand = apparent,
                BilledApparentDemand = Math.Max(10, Math.Ceiling(apparent)),
                PowerFactor = premise.PowerFactor,
            };
    }
}
