using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Reference;

/// <summary>From the domain's usage to the types of the contract. Readings are gone through while they are written.</summary>
internal static class ToWireUsage
{
    public static Generated.UsageHistory History(UsageHistory history) => new()
    {
        LineNumber = history.LineNumber,
        EsiId = history.EsiId.Value,
        CustomerName = history.CustomerName,
        ServiceAddress = history.ServiceAddress is { } address ? ToWire.Address(address) : null,
        LoadProfile = history.LoadProfile,
        RateClass = history.RateClass,
        MeterReadCycle = history.MeterReadCycle,
        ErcotRegion = history.ErcotRegion,
        NoData = history.NoData is { } reason ? ToWire.Error(reason) : null,
        BillingPeriod = history.BillingPeriods.Select(Period),
        IntervalData = history.IntervalSeries.Select(Series),
    };

    private static Generated.BillingPeriod Period(BillingPeriod period) => new()
    {
        MeterNumber = period.MeterNumber,
        MeterType = period.MeterType?.Value,
        StartDate = period.StartDate,
        EndDate = period.EndDate,
        ReadType = period.ReadType?.Value,
        Usage = period.Usage,
        MeteredDemand = period.MeteredDemand,
        BilledDemand = period.BilledDemand,
        MeteredApparentDemand = period.MeteredApparentDemand,
        BilledApparentDemand = period.BilledApparentDemand,
        PowerFactor = period.PowerFactor,
        Multiplier = period.Multiplier,
    };

    private static Generated.IntervalData Series(IntervalSeries series) => new()
    {
        MeterNumber = series.MeterNumber,
        Channel = series.Channel.Value ?? string.Empty,
        Unit = series.Unit.Value ?? string.Empty,
        IntervalMinutes = (int)series.Interval.TotalMinutes,
        Reading = series.Select(Reading),
    };

    private static Generated.Reading Reading(IntervalReading reading) => new()
    {
        EndTime = reading.End,
        Quantity = reading.Quantity,
        ReadType = reading.ReadType.Value ?? string.Empty,
    };
}
