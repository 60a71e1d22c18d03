using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

/// <summary>A year of 15-minute readings of a house or a shop: daily, weekly and seasonal shape, noise,
/// some estimates and gaps. The same every time.</summary>
internal static class RealisticLoad
{
    public static UsageHistory Year(int seed = 1, decimal meanKilowatts = 3m) => new()
    {
        LineNumber = 1,
        EsiId = EsiId.Parse("1008901000000000000001"),
        CustomerName = "Synthetic Customer",
        LoadProfile = "BUSMEDLF_COAST_IDR_NWS_NOTOU",
        RateClass = "SECONDARY",
        MeterReadCycle = "07",
        ErcotRegion = "HOUSTON",
        BillingPeriods = [.. Enumerable.Range(0, 12).Select(Month)],
        IntervalSeries = [Series(seed, meanKilowatts)],
    };

    public static IntervalSeries Series(int seed = 1, decimal meanKilowatts = 3m, double missing = 0.0005)
    {
        var random = new Random(seed);
        var builder = new IntervalSeriesBuilder(
            "E12345678", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 1, 1));
        var end = CentralTime.StartOf(new DateOnly(2026, 1, 1));
        var noise = 0.0;
        for (var at = start.AddMinutes(15); at <= end; at = at.AddMinutes(15))
        {
            var local = TimeZoneInfo.ConvertTime(at, CentralTime.Zone);
            var hour = local.TimeOfDay.TotalHours;
            var day = 1 + (0.5 * Math.Sin((hour - 9) / 24 * 2 * Math.PI)) + (0.4 * Math.Exp(-Math.Pow((hour - 18) / 2.5, 2)));
            var season = 1 + (0.35 * Math.Cos((local.DayOfYear - 212) / 365.0 * 2 * Math.PI));
            var week = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.85 : 1;
            noise = (0.9 * noise) + (0.2 * (random.NextDouble() - 0.5));
            var kilowattHours = Math.Round((decimal)((double)meanKilowatts * day * season * week * (1 + noise) / 4), 3);
            if (random.NextDouble() >= missing)
            {
                builder.Add(local, kilowattHours, random.NextDouble() < 0.002 ? ReadType.Estimated : ReadType.Actual);
            }
        }

        return builder.Build();
    }

    private static BillingPeriod Month(int month) => new()
    {
        MeterNumber = "E12345678",
        MeterType = MeterType.Advanced,
        ReadType = ReadType.Actual,
        StartDate = new DateOnly(2025, 1, 1).AddMonths(month),
        EndDate = new DateOnly(2025, 1, 1).AddMonths(month + 1),
        Usage = 2100.5m + month,
        MeteredDemand = 6.12m,
        BilledDemand = 6.1m,
        PowerFactor = 0.95m,
        Multiplier = 1m,
    };
}
