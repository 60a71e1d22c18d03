using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

/// <summary>Small histories for tests of figures, from 1 January 2025 on.</summary>
internal static class UsageSamples
{
    public static readonly DateOnly FirstDay = new(2025, 1, 1);

    public static readonly DateTimeOffset Start = CentralTime.StartOf(FirstDay);

    private static readonly EsiId EsiId = EsiId.Parse("1008901000000000000001");

    public static UsageHistory Of(params IntervalSeries[] series) => new() { LineNumber = 1, EsiId = EsiId, IntervalSeries = series };

    public static UsageHistory Of(params BillingPeriod[] periods) => new() { LineNumber = 1, EsiId = EsiId, BillingPeriods = periods };

    public static BillingPeriod Bill(string? meter, int from, int to, decimal usage, decimal? demand = null) => new()
    {
        MeterNumber = meter,
        StartDate = FirstDay.AddDays(from),
        EndDate = FirstDay.AddDays(to),
        Usage = usage,
        MeteredDemand = demand,
    };

    /// <summary>The twelve bills of a year, of calendar months.</summary>
    public static BillingPeriod[] Months(Func<int, string?> meter, decimal usage, decimal? demand = null) =>
    [
        .. Enumerable.Range(1, 12).Select(month => new BillingPeriod
        {
            MeterNumber = meter(month),
            StartDate = new DateOnly(2025, month, 1),
            EndDate = new DateOnly(2025, month, 1).AddMonths(1),
            Usage = usage,
            MeteredDemand = demand,
        }),
    ];

    /// <summary>Readings that follow each other; <paramref name="from"/> is counted in intervals from the start.</summary>
    public static IntervalSeries Series(
        string? meter, int from, int count, decimal value, UsageUnit? unit = null, int minutes = 60, UsageChannel? channel = null,
        ReadType? readType = null)
    {
        var builder = Builder(meter, unit, minutes, channel);
        for (var i = from; i < from + count; i++)
        {
            builder.Add(Start.AddMinutes(minutes * (i + 1)), value, readType ?? ReadType.Actual);
        }

        return builder.Build();
    }

    /// <summary>Readings by the minutes, from the start, at which their intervals end.</summary>
    public static IntervalSeries Series(string? meter, int minutes, UsageUnit unit, params (int EndMinute, decimal Value)[] readings)
    {
        var builder = Builder(meter, unit, minutes, null);
        foreach (var (end, value) in readings)
        {
            builder.Add(Start.AddMinutes(end), value, ReadType.Actual);
        }

        return builder.Build();
    }

    private static IntervalSeriesBuilder Builder(string? meter, UsageUnit? unit, int minutes, UsageChannel? channel) =>
        new(meter, channel ?? UsageChannel.EnergyDelivered, unit ?? UsageUnit.Kilowatt, TimeSpan.FromMinutes(minutes));
}
