using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Inquiries;

public sealed class InquirySnapshotsTests
{
    private static readonly DateTimeOffset Noon = FactGenerators.Noon;
    private static readonly EsiId First = FactGenerators.Inquiry.Lines[0].EsiId;
    private static readonly EsiId Second = FactGenerators.Inquiry.Lines[1].EsiId;
    private static readonly ReportedError Duplicate = new() { Code = "A78", Description = "already" };
    private static readonly ReportedError NoSuch = new() { Code = "A76", Description = "no such" };
    private static readonly SendStarted Started = new(1, Noon, MessageId.Parse("m1"));

    [Fact]
    public void Of_Nothing_IsADraftThatWaits()
    {
        var snapshot = Of();

        Assert.Equal((SendingState.Draft, false, false), (snapshot.Sending, snapshot.IsComplete, snapshot.IsFinished));
        Assert.All(snapshot.Lines, line => Assert.Equal(LineState.Waiting, line.State));
        Assert.Equal([1, 2], snapshot.Lines.Select(line => line.LineNumber));
    }

    [Fact]
    public void Of_SendUnderWay_IsSending() => Assert.Equal(SendingState.Sending, Of(Started).Sending);

    [Fact]
    public void Of_NoByteLeft_IsNotSent() => Assert.Equal(SendingState.NotSent, Of(Started, new SendEnded(1, false)).Sending);

    [Fact]
    public void Of_MayHaveArrived_IsUncertain() => Assert.Equal(SendingState.Uncertain, Of(Started, new SendEnded(1, true)).Sending);

    [Fact]
    public void Of_UncertainThenNotSent_StaysUncertain() => Assert.Equal(
        SendingState.Uncertain, Of(Started, new SendEnded(1, true), Started with { Attempt = 2 }, new SendEnded(2, false)).Sending);

    [Fact]
    public void Of_EarlierSendWithoutEndThenNotSent_IsUncertain() => Assert.Equal(
        SendingState.Uncertain, Of(Started, Started with { Attempt = 2 }, new SendEnded(2, false)).Sending);

    [Fact]
    public void Of_UncertainThenResendUnderWay_IsSending() => Assert.Equal(
        SendingState.Sending, Of(Started, new SendEnded(1, true), Started with { Attempt = 2 }).Sending);

    [Fact]
    public void Of_UncertainThenValidation_IsAccepted() => Assert.Equal(
        SendingState.Accepted, Of(Started, new SendEnded(1, true), Validation(First, ValidationStatus.Validated)).Sending);

    [Fact]
    public void Of_HalfADelivery_IsAccepted() => Assert.Equal(SendingState.Accepted, Of(Delivery(0, 1, 2, Data(First))).Sending);

    [Fact]
    public void Of_LatestAnswer_Decides()
    {
        var accepted = Answer(AcknowledgementStatus.Accepted, 0);
        var rejected = Answer(AcknowledgementStatus.Rejected, 1, NoSuch);

        Assert.Equal(SendingState.Rejected, Of(rejected, accepted).Sending);
        Assert.True(Of(rejected, accepted).IsFinished);
        Assert.Equal(SendingState.Accepted, Of(rejected, Answer(AcknowledgementStatus.Accepted, 2)).Sending);
    }

    [Fact]
    public void Of_DuplicateAfterUncertainSend_IsAccepted()
    {
        var duplicate = Answer(AcknowledgementStatus.Rejected, 1, Duplicate) with { Attempt = 2 };

        Assert.Equal(SendingState.Accepted, Of(Started, new SendEnded(1, true), duplicate).Sending);
        Assert.Equal(SendingState.Rejected, Of(Started, new SendEnded(1, false), duplicate).Sending);
        Assert.Equal(
            SendingState.Rejected,
            Of(Started, new SendEnded(1, true), Answer(AcknowledgementStatus.Rejected, 1, Duplicate, NoSuch)).Sending);
    }

    [Fact]
    public void Of_DuplicateAfterAcceptance_IsAcceptedAndKeepsTheReceipt()
    {
        var snapshot = Of(Started, Answer(AcknowledgementStatus.Accepted, 0), Answer(AcknowledgementStatus.Rejected, 30, Duplicate));

        Assert.Equal((SendingState.Accepted, Noon), (snapshot.Sending, snapshot.ReceivedAt));
    }

    [Fact]
    public void Of_Abandoned_IsAbandonedAndFinished()
    {
        var snapshot = Of(new Abandoned(Noon, "not needed"), Answer(AcknowledgementStatus.Accepted, 0));

        Assert.Equal((SendingState.Abandoned, "not needed", true), (snapshot.Sending, snapshot.AbandonReason, snapshot.IsFinished));
    }

    [Fact]
    public void Of_LaterValidation_Decides()
    {
        var line = Of(Validation(First, ValidationStatus.Failed, 2, NoSuch), Validation(First, ValidationStatus.Validated, 1)).Lines[0];

        Assert.Equal(LineState.Failed, line.State);
        Assert.Equal(NoSuch, Assert.Single(line.Errors));
    }

    [Fact]
    public void Of_UnknownVerdict_Waits() =>
        Assert.Equal(LineState.Waiting, Of(Validation(First, new ValidationStatus("Pending"))).Lines[0].State);

    [Fact]
    public void Of_HalfADelivery_LeavesItsLinesAsTheyWere() => Assert.Equal(
        (LineState.Validated, RequestedUsage.None),
        Of(Validation(First, ValidationStatus.Validated), Delivery(0, 1, 2, Data(First))).Lines
            .Select(line => (line.State, line.Received)).First());

    [Fact]
    public void Of_WholeDelivery_DeliversWhateverTheValidationSaid()
    {
        var line =
            Of(Validation(First, ValidationStatus.Failed, 9), Delivery(0, 2, 2, Data(First)), Delivery(1, 1, 2, Data(Second))).Lines[0];

        Assert.Equal((LineState.Delivered, RequestedUsage.Interval), (line.State, line.Received));
    }

    [Fact]
    public void Of_LaterNoData_DecidesAndKeepsWhatCame()
    {
        var line = Of(
            Delivery(0, 1, 1, Data(First)),
            Delivery(5, 1, 1, new DeliveredLine(First, RequestedUsage.None, NoSuch)) with
            {
                Part = new DeliveryPart(DeliveryId.Parse("d2"), 1, 1),
            }).Lines[0];

        Assert.Equal((LineState.NoData, RequestedUsage.Interval), (line.State, line.Received));
        Assert.Equal(NoSuch, Assert.Single(line.Errors));
    }

    [Fact]
    public void Of_EveryLineAtItsEnd_IsComplete()
    {
        Assert.False(Of(Validation(First, ValidationStatus.Failed)).IsComplete);
        Assert.True(Of(Validation(First, ValidationStatus.Failed), Delivery(0, 1, 1, Data(Second))).IsComplete);
    }

    [Fact]
    public void Of_EsiIdThatWasNotAsked_IsLeftOut() => Assert.All(
        Of(Delivery(0, 1, 1, Data(EsiId.Parse("1008901000000000000009")))).Lines, line => Assert.Equal(LineState.Waiting, line.State));

    [Fact]
    public void Of_Rejected_ItsLinesWaitForNothing() => Assert.All(
        Of(Started, Answer(AcknowledgementStatus.Rejected, 0, NoSuch)).Lines, line => Assert.Equal(LineState.Rejected, line.State));

    // What had its end keeps it; what came all the same is there.
    [Fact]
    public void Of_Abandoned_OpenLinesAreAbandonedToo()
    {
        var abandoned = new Abandoned(Noon, "not needed");

        Assert.Equal(
            [LineState.Abandoned, LineState.Failed],
            Of(Validation(First, ValidationStatus.Validated), Validation(Second, ValidationStatus.Failed), abandoned).Lines
                .Select(line => line.State));
        Assert.Equal(
            [LineState.Delivered, LineState.Abandoned], Of(abandoned, Delivery(0, 1, 1, Data(First))).Lines.Select(line => line.State));
    }

    [Fact]
    public void Of_RejectedWithErrorsPerLine_PutsEachWhereItBelongs()
    {
        var ofLine = NoSuch with { LineNumber = 2 };

        var snapshot = Of(Answer(AcknowledgementStatus.Rejected, 0, Duplicate, ofLine));

        Assert.Equal(Duplicate, Assert.Single(snapshot.Errors));
        Assert.Empty(snapshot.Lines[0].Errors);
        Assert.Equal(ofLine, Assert.Single(snapshot.Lines[1].Errors));
    }

    [Fact]
    public void Of_TimePasses_IsDueThenOverdueUntilFinished()
    {
        var ledger = Ledger(Started, Answer(AcknowledgementStatus.Accepted, 0));
        var due = Noon.AddHours(72);
        var overdue = new DateTimeOffset(2026, 1, 12, 17, 0, 0, TimeSpan.FromHours(-6));

        Assert.Equal((false, false), Flags(due.AddTicks(-1)));
        Assert.Equal((true, false), Flags(due));
        Assert.Equal((true, false), Flags(overdue.AddTicks(-1)));
        Assert.Equal((true, true), Flags(overdue));
        ledger = ledger.Apply(new Abandoned(Noon, "why"));
        Assert.Equal((false, false), Flags(overdue));

        (bool, bool) Flags(DateTimeOffset now)
        {
            var snapshot = FactGenerators.SnapshotOf(ledger, now);
            return (snapshot.IsDue, snapshot.IsOverdue);
        }
    }

    private static InquirySnapshot Of(params InquiryFact[] facts) => FactGenerators.SnapshotOf(Ledger(facts));

    private static InquiryLedger Ledger(params InquiryFact[] facts) =>
        facts.Aggregate(InquiryLedger.Empty, (ledger, fact) => ledger.Apply(fact));

    private static Acknowledged Answer(AcknowledgementStatus status, int minutes, params ReportedError[] errors) => new(
        new MessageOrder(Noon.AddMinutes(minutes), "a"),
        new Acknowledgement { RequestId = RequestId.Parse("r"), ReceivedAt = Noon.AddMinutes(minutes), Status = status, Errors = errors },
        null);

    private static Validated Validation(EsiId esiId, ValidationStatus status, int minutes = 0, params ReportedError[] reasons) => new(
        new MessageOrder(Noon.AddMinutes(minutes), "v"), null,
        [new LineValidation { LineNumber = 1, EsiId = esiId, Status = status, Reasons = reasons }]);

    private static Delivered Delivery(int minutes, int part, int parts, params DeliveredLine[] lines) => new(
        new MessageOrder(Noon.AddMinutes(minutes), "d"), null, new DeliveryPart(DeliveryId.Parse("d1"), part, parts), lines);

    private static DeliveredLine Data(EsiId esiId) => new(esiId, RequestedUsage.Interval, null);

    // A store keeps instants, and may have counted with an older calendar.
    [Fact]
    public void SnapshotAt_RecordAsAStoreReadsIt_CountsDeadlinesFromTheFacts()
    {
        var calendar = new ErcotHolidayCalendar();
        var sent = new DateTimeOffset(2026, 1, 15, 16, 0, 0, TimeSpan.FromHours(-6)); // A Thursday.
        var record = FactGenerators.Record(FactGenerators.Inquiry)
            .Apply(new SendStarted(1, sent, MessageId.Parse("Q-1")), sent, calendar).Record;
        var read = record with { DueAt = record.DueAt!.Value.ToUniversalTime(), OverdueAt = sent.AddDays(1).ToUniversalTime() };

        var snapshot = read.SnapshotAt(sent.AddDays(2), calendar);

        Assert.True(new DateTimeOffset(2026, 1, 18, 16, 0, 0, TimeSpan.FromHours(-6)).EqualsExact(snapshot.DueAt!.Value));
        Assert.True(new DateTimeOffset(2026, 1, 20, 17, 0, 0, TimeSpan.FromHours(-6)).EqualsExact(snapshot.OverdueAt!.Value));
        Assert.False(snapshot.IsOverdue);
    }
}
