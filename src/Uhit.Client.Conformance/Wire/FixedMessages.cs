using Uhit.Client.Usage;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Messages that are always the same. All data is made up.</summary>
internal static class FixedMessages
{
    public static DeliveryPart Part { get; } = new(DeliveryId.Parse("D1"), 1, 2);

    public static MessageHeader Header() => new()
    {
        AuthenticationId = AuthenticationId.Parse("957877905"),
        RequestId = RequestId.Parse("R1"),
        MessageId = MessageId.Parse("M1"),
        SentAt = new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(-6)),
    };

    /// <summary>The day with the hour that comes twice.</summary>
    public static UsageHistory Autumn()
    {
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 11, 2));
        for (var i = 1; i <= 100; i++)
        {
            series.Add(
                TimeZoneInfo.ConvertTime(start.AddMinutes(15 * i), CentralTime.Zone),
                i / 8m,
                i % 9 == 0 ? ReadType.Estimated : ReadType.Actual);
        }

        return new UsageHistory
        {
            LineNumber = 1,
            EsiId = EsiId.Parse("1008901000000000000001"),
            BillingPeriods =
                [new BillingPeriod { StartDate = new DateOnly(2025, 10, 3), EndDate = new DateOnly(2025, 11, 4), Usage = 1234.5m }],
            IntervalSeries = [series.Build()],
        };
    }

    /// <summary>Identifiers and codes only: free text keeps its white space.</summary>
    public static UsageHistory Codes()
    {
        var autumn = Autumn();
        return autumn with
        {
            LoadProfile = "BUSMEDLF_COAST_IDR_NWS_NOTOU",
            RateClass = "R1",
            MeterReadCycle = "C07",
            ErcotRegion = "COAST",
            BillingPeriods =
                [autumn.BillingPeriods[0] with { MeterNumber = "M1", MeterType = MeterType.Advanced, ReadType = ReadType.Estimated }],
        };
    }

    /// <summary>Every kind of value once.</summary>
    public static UsageHistory Short()
    {
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.Kilowatt, TimeSpan.FromMinutes(15));
        series.Add(new DateTimeOffset(2025, 11, 2, 1, 15, 0, TimeSpan.FromHours(-5)), 1.25m, ReadType.Actual);
        return Autumn() with
        {
            CustomerName = "Example Bakery",
            ServiceAddress = Address,
            LoadProfile = "BUSMEDLF_COAST_IDR_NWS_NOTOU",
            NoData = Error,
            IntervalSeries = [series.Build()],
        };
    }

    public static ReportedError Error { get; } = new() { Code = "A76", Description = "Not found", LineNumber = 1 };

    public static LineValidation Validation { get; } =
        new() { LineNumber = 1, EsiId = EsiId.Parse("1008901000000000000001"), Status = ValidationStatus.Failed, Reasons = [Error] };

    public static Acknowledgement Acknowledgement() => new()
    {
        RequestId = RequestId.Parse("R1"),
        MessageId = MessageId.Parse("M0"),
        TransactionId = TransactionId.Parse("T1"),
        ReceivedAt = new DateTimeOffset(2026, 1, 5, 8, 30, 1, TimeSpan.FromHours(-6)),
        Status = AcknowledgementStatus.Rejected,
        Errors = [Error],
    };

    public static InquiryMessage Inquiry() => new(Header(), new UsageHistoryInquiry
    {
        Lines =
        [
            new InquiryLine
            {
                EsiId = EsiId.Parse("1008901000000000000001"),
                ServiceAddress = Address,
                RequestedUsage = RequestedUsage.BillingAndInterval,
                Period = UsagePeriod.YearEnding(new DateOnly(2025, 12, 31)),
                Authorization = new CustomerAuthorization
                {
                    CustomerName = "Example Bakery",
                    AuthorizedBy = "A. Baker",
                    Telephone = "713-555-0100",
                    Email = "baker@example.com",
                    AuthorizedOn = new DateOnly(2025, 12, 1),
                    ExpiresOn = new DateOnly(2026, 12, 1),
                    Obtained = true,
                },
            },
        ],
    });

    private static ServiceAddress Address { get; } = new() { Line1 = "1 Example St", City = "Houston", State = "TX", PostalCode = "77002" };
}
