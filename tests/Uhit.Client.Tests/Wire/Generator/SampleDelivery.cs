using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>A delivery of two lines: a full one with both clock changes, and one without data.</summary>
internal static class SampleDelivery
{
    public static readonly DeliverHistoricalUsage Message = new()
    {
        Header = Samples.Header,
        TransactionId = "CNP-77",
        DeliveryId = "DEL-1",
        PartNumber = 1,
        PartCount = 2,
        UsageHistory =
        [
            new UsageHistory
            {
                LineNumber = 1,
                EsiId = "1008901000000000000001",
                CustomerName = "Example Bakery",
                ServiceAddress = Samples.Address,
                LoadProfile = "BUSMEDLF_COAST_IDR_NWS_NOTOU",
                RateClass = "GS",
                MeterReadCycle = "07",
                ErcotRegion = "COAST",
                BillingPeriod =
                [
                    new BillingPeriod
                    {
                        MeterNumber = "M1",
                        MeterType = "Advanced",
                        StartDate = new DateOnly(2025, 10, 3),
                        EndDate = new DateOnly(2025, 11, 3),
                        ReadType = "Actual",
                        Usage = 1234.500m,
                        MeteredDemand = 12.25m,
                        BilledDemand = 15m,
                        MeteredApparentDemand = 13.1m,
                        BilledApparentDemand = 16m,
                        PowerFactor = 0.935m,
                        Multiplier = 1m,
                    },
                    new BillingPeriod { StartDate = new DateOnly(2025, 11, 3), EndDate = new DateOnly(2025, 12, 2), Usage = -3m },
                ],
                IntervalData = [Autumn()],
            },
            new UsageHistory
            {
                LineNumber = 2,
                EsiId = "10089010000000001",
                NoData = new ErrorDetail { Code = "A78", Description = "Nothing to send", LineNumber = 2 },
            },
        ],
    };

    private static IntervalData Autumn() => new()
    {
        MeterNumber = "M1",
        Channel = "EnergyDelivered",
        Unit = "kWh",
        IntervalMinutes = 15,
        Reading =
        [
            Reading(new DateTimeOffset(2025, 11, 2, 1, 15, 0, Samples.Cdt), 0.125m, "Actual"),
            Reading(new DateTimeOffset(2025, 11, 2, 1, 15, 0, Samples.Cst), 0.250m, "Actual"),
            Reading(new DateTimeOffset(2026, 3, 8, 1, 45, 0, Samples.Cst), 0.000m, "Estimated"),
            Reading(new DateTimeOffset(2026, 3, 8, 3, 0, 0, Samples.Cdt), -1.5m, "Actual"),
        ],
    };

    private static Reading Reading(DateTimeOffset end, decimal quantity, string type) =>
        new() { EndTime = end, Quantity = quantity, ReadType = type };
}
