using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Store;

/// <summary>One of everything that is stored, with every member set: no name and no person in them is real.</summary>
internal static class StoredSamples
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 1, 15, 0, TimeSpan.FromHours(-5));
    private static readonly EsiId Esi = EsiId.Parse("1008901000000000000017");
    private static readonly EsiId Other = EsiId.Parse("1008901000000000000024");
    private static readonly MessageOrder Order = new(At, "M-1");

    public static MessageHeader Header { get; } = new()
    {
        AuthenticationId = AuthenticationId.Parse("957877905"),
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("M-1"),
        SentAt = At,
    };

    public static DeliveryPart Part { get; } = new(DeliveryId.Parse("D-1"), 1, 2);

    public static Acknowledgement Acknowledgement { get; } = new()
    {
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("A-1"),
        TransactionId = TransactionId.Parse("T-1"),
        ReceivedAt = At,
        Status = AcknowledgementStatus.Accepted,
        Errors = [Error("A76", 2), Error("X1", null)],
    };

    public static LineValidation Validation { get; } =
        new() { LineNumber = 1, EsiId = Esi, Status = ValidationStatus.Failed, Reasons = [Error("A78", 1)] };

    public static UsageHistoryInquiry Inquiry { get; } = new()
    {
        ClientReference = "Bäcker & <Sons>",
        Lines =
        [
            new InquiryLine
            {
                EsiId = Esi,
                ServiceAddress =
                    new ServiceAddress { Line1 = "1 Main \"A\"", Line2 = "Suite 2", City = "Houston", State = "TX", PostalCode = "77001" },
                RequestedUsage = RequestedUsage.BillingAndInterval,
                Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
                Authorization = new CustomerAuthorization
                {
                    CustomerName = "Synthetic Bakery",
                    AuthorizedBy = "A. Baker",
                    Title = "Owner",
                    Company = "Bakery",
                    Telephone = "7135550100",
                    Email = "a.baker@example.com",
                    AuthorizedRecipient = "Broker",
                    AuthorizedOn = new DateOnly(2025, 1, 2),
                    ExpiresOn = new DateOnly(2026, 1, 2),
                    Obtained = true,
                    EvidenceReference = "LOA-1",
                },
            },
            new InquiryLine
            {
                EsiId = Other,
                ServiceAddress = new ServiceAddress { Line1 = "2 Main", City = "Houston", State = "TX", PostalCode = "77002" },
                RequestedUsage = RequestedUsage.Interval,
                Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 31)),
                Authorization = new CustomerAuthorization
                {
                    CustomerName = "Synthetic Barber",
                    AuthorizedBy = "B. Barber",
                    Telephone = "7135550101",
                    Email = "b@example.com",
                    AuthorizedOn = new DateOnly(2025, 1, 3),
                    Obtained = false,
                },
            },
        ],
    };

    public static InquiryLedger Ledger { get; } = new InquiryFact[]
    {
        new SendStarted(1, At, MessageId.Parse("S-1")),
        new SendEnded(1, MayHaveArrived: true),
        new SendStarted(2, At.AddMinutes(1), MessageId.Parse("S-1")),
        new Acknowledged(Order, Acknowledgement, 2),
        new Acknowledged(new MessageOrder(At.AddHours(1), "M-2"), Acknowledgement with { Status = AcknowledgementStatus.Rejected }, null),
        new Validated(
            Order,
            TransactionId.Parse("T-2"),
            [Validation, new LineValidation { LineNumber = 2, EsiId = Other, Status = ValidationStatus.Validated }]),
        new Delivered(Order, null, Part, [new DeliveredLine(Esi, RequestedUsage.Interval, null) { Kinds = RequestedUsage.Interval }]),
        new Delivered(
            new MessageOrder(At.ToUniversalTime(), "M-3"),
            null,
            Part with { PartNumber = 2 },
            [new DeliveredLine(Other, RequestedUsage.None, Error("N1", null))]),
        new Delivered(Order, null, new DeliveryPart(DeliveryId.Parse("d-1"), 1, 1), [new DeliveredLine(Esi, RequestedUsage.Billing, null)]),
        new Fetched("4:M-1", At, MessageId.Parse("M-1"), TransactionId.Parse("T-1"), Part),
        new FetchConfirmed("4:M-1"),
        new FetchConfirmed("4:M-2"),
        new Abandoned(At, "Too \u00e4late."),
    }.Aggregate(InquiryLedger.Empty, (ledger, fact) => ledger.Apply(fact));

    public static StoredEvent Event { get; } = new()
    {
        Kind = StoredEventKind.UsageDelivered,
        Key = "delivery:R-1:cnp:M-1",
        OccurredAt = At,
        Receipt = new ReceiptId(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")),
        Content = new StoredEventContent
        {
            Operation = UhitOperation.DeliverHistoricalUsage,
            Peer = "cnp",
            Header = Header,
            TransactionId = TransactionId.Parse("T-1"),
            Acknowledgement = Acknowledgement,
            Validations = [Validation],
            Part = Part,
            UsageCount = 3,
            IsLate = true,
            MaxBytes = 1024,
        },
    };

    public static UsageHistory Usage { get; } = new()
    {
        LineNumber = 2,
        EsiId = Esi,
        CustomerName = "Synthetic Bäcker",
        ServiceAddress = new ServiceAddress { Line1 = "1 Main", Line2 = "Suite 2", City = "Houston", State = "TX", PostalCode = "77001" },
        LoadProfile = "BUSMEDLF_COAST_IDR_NWS_NOTOU",
        RateClass = "SECONDARY",
        MeterReadCycle = "07",
        ErcotRegion = "HOUSTON",
        NoData = Error("N1", 2),
        BillingPeriods =
        [
            new BillingPeriod
            {
                MeterNumber = "E1",
                MeterType = MeterType.Advanced,
                StartDate = new DateOnly(2025, 1, 1),
                EndDate = new DateOnly(2025, 2, 1),
                ReadType = ReadType.Actual,
                Usage = 2100.50m,
                MeteredDemand = 6.12m,
                BilledDemand = 6.1m,
                MeteredApparentDemand = 7m,
                BilledApparentDemand = 7.25m,
                PowerFactor = 0.95m,
                Multiplier = 1m,
            },
            new BillingPeriod { StartDate = new DateOnly(2025, 2, 1), EndDate = new DateOnly(2025, 3, 1), Usage = decimal.MaxValue },
        ],
        IntervalSeries = [Quarters(), Days()],
    };

    private static ReportedError Error(string code, int? line) => new() { Code = code, Description = "text of " + code, LineNumber = line };

    // Over the autumn change of the clock, with a gap, an estimate, a word of CNP's own for quality, and
    // a reading that is sent twice with another value.
    private static IntervalSeries Quarters()
    {
        var builder = new IntervalSeriesBuilder("E1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = new DateTimeOffset(2025, 11, 2, 0, 15, 0, TimeSpan.FromHours(-5));
        for (var i = 0; i < 16; i++)
        {
            var at = TimeZoneInfo.ConvertTime(start.AddMinutes(15 * (i < 10 ? i : i + 2)), CentralTime.Zone);
            builder.Add(at, 0.125m * i, i == 3 ? ReadType.Estimated : i == 4 ? new ReadType("Substituted") : ReadType.Actual);
        }

        builder.Add(start, 9.5m, ReadType.Actual);
        return builder.Build();
    }

    private static IntervalSeries Days()
    {
        var builder = new IntervalSeriesBuilder(null, UsageChannel.EnergyReceived, new UsageUnit("MWh"), TimeSpan.FromDays(1));
        builder.Add(new DateTimeOffset(2025, 3, 9, 0, 0, 0, TimeSpan.FromHours(-6)), -1.5m, default);
        builder.Add(new DateTimeOffset(2025, 3, 10, 0, 0, 0, TimeSpan.FromHours(-5)), 1e-28m, ReadType.Actual);
        return builder.Build();
    }
}
