using CsCheck;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Inquiries;

/// <summary>Random facts from few values, so that ties, repeats and contradictions are common.</summary>
internal static class FactGenerators
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 7, 12, 0, 0, TimeSpan.FromHours(-6));

    private static readonly EsiId[] EsiIds = [.. Enumerable.Range(1, 3).Select(n => EsiId.Parse($"100890100000000000000{n}"))];

    // The same instant with two offsets is among them.
    private static readonly Gen<DateTimeOffset> Times = AnyOf(Noon, Noon.ToOffset(TimeSpan.Zero), Noon.AddMinutes(1));

    private static readonly Gen<MessageOrder> Orders = Gen.Select(Times, AnyOf("m1", "m2"), (at, key) => new MessageOrder(at, key));

    private static readonly Gen<TransactionId?> Transactions = AnyOf<TransactionId?>(
        null, TransactionId.Parse("t1"), TransactionId.Parse("t2"));

    private static readonly Gen<ReportedError> Errors = Gen.Select(
        AnyOf("A76", "A78", "X1"), AnyOf("text", "other"), AnyOf<int?>(null, 1), (code, text, line) =>
            new ReportedError { Code = code, Description = text, LineNumber = line });

    private static readonly Gen<Acknowledgement> Answers = Gen.Select(
        Transactions, Times, AnyOf(AcknowledgementStatus.Accepted, AcknowledgementStatus.Rejected), Errors.Array[0, 2],
        (transaction, at, status, errors) =>
        new Acknowledgement
        {
            RequestId = RequestId.Parse("r"),
            TransactionId = transaction,
            ReceivedAt = at,
            Status = status,
            Errors = errors,
        });

    private static readonly Gen<LineValidation> Validations = Gen.Select(
        AnyOf(EsiIds), AnyOf(ValidationStatus.Validated, ValidationStatus.Failed, new ValidationStatus("Pending")), Errors.Array[0, 1],
        (esiId, status, reasons) =>
        new LineValidation { LineNumber = 1, EsiId = esiId, Status = status, Reasons = reasons });

    private static readonly Gen<DeliveredLine> DeliveredLines = Gen.Select(
        AnyOf(EsiIds), AnyOf(RequestedUsage.None, RequestedUsage.Billing, RequestedUsage.Interval),
        AnyOf(RequestedUsage.None, RequestedUsage.Billing, RequestedUsage.Interval), Errors, (esiId, received, kinds, error) =>
        new DeliveredLine(esiId, received, received == RequestedUsage.None ? error : null) { Kinds = kinds });

    private static readonly Gen<DeliveryPart> Parts = Gen.Select(AnyOf("d1", "d2"), Gen.Int[1, 2], Gen.Int[1, 2], (id, number, count) =>
        new DeliveryPart(DeliveryId.Parse(id), number, count));

    public static readonly Gen<InquiryFact> Facts = Gen.OneOf(
        Gen.Select(
            Gen.Int[1, 2], Times, AnyOf("s1", "s2"), (attempt, at, id) => (InquiryFact)new SendStarted(attempt, at, MessageId.Parse(id))),
        Gen.Select(Gen.Int[1, 2], Gen.Bool, (attempt, mayHaveArrived) => (InquiryFact)new SendEnded(attempt, mayHaveArrived)),
        Gen.Select(
            Orders, Answers, AnyOf<int?>(null, 1, 2), (order, answer, attempt) => (InquiryFact)new Acknowledged(order, answer, attempt)),
        Gen.Select(Orders, Transactions, Validations.Array[1, 3], (order, id, lines) => (InquiryFact)new Validated(order, id, lines)),
        Gen.Select(
            Orders,
            Transactions,
            Parts,
            DeliveredLines.Array[1, 3],
            (order, id, part, lines) => (InquiryFact)new Delivered(order, id, part, lines)),
        Gen.Select(Times, AnyOf("why", "because"), (at, reason) => (InquiryFact)new Abandoned(at, reason)));

    public static UsageHistoryInquiry Inquiry { get; } = new() { Lines = [.. EsiIds.Take(2).Select(id => InquirySamples.Line(id))] };

    public static InquirySnapshot SnapshotOf(InquiryLedger ledger, DateTimeOffset? now = null) =>
        Record(Inquiry).With(ledger, new ErcotHolidayCalendar()).SnapshotAt(now ?? Noon, new ErcotHolidayCalendar());

    public static InquiryRecord Record(UsageHistoryInquiry inquiry) => new()
    {
        Client = "Production",
        Environment = UhitEnvironment.Production,
        RequestId = RequestId.Parse("r"),
        AuthenticationId = AuthenticationId.Parse("957877905"),
        WireFormat = "cnp",
        Ledger = InquiryLedger.Empty,
        CreatedAt = Noon,
        Inquiry = inquiry,
    };

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
