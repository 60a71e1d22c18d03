using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Wire.Conformance;

/// <summary>Fixed messages.</summary>
internal static class Samples
{
    public static DeliveryPart Part { get; } = new(DeliveryId.Parse("D1"), 1, 2);

    public static MessageHeader Header(bool hasMessageId) => new()
    {
        AuthenticationId = AuthenticationId.Parse("957877905"),
        RequestId = RequestId.Parse("R1"),
        MessageId = hasMessageId ? MessageId.Parse("M1") : null,
        SentAt = new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(-6)),
    };

    /// <summary>The day with the hour that comes twice.</summary>
    public static UsageHistory Autumn()
    {
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 11, 2));
        for (var i = 1; i <= 100; i++)
        {
            series.Add(TimeZoneInfo.ConvertTime(start.AddMinutes(15 * i), CentralTime.Zone), i / 8m, i % 9 == 0 ? ReadType.Estimated : ReadType.Actual);
        }

        return new UsageHistory
        {
            LineNumber = 1,
            EsiId = EsiId.Parse("1008901000000000000001"),
            BillingPeriods = [new BillingPeriod { StartDate = new DateOnly(2025, 10, 3), EndDate = new DateOnly(2025, 11, 4), Usage = 1234.5m }],
            IntervalSeries = [series.Build()],
        };
    }
}
