using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Inquiries.Text;

namespace Uhit.Client.Tests.Inquiries;

/// <summary>What a message makes of an inquiry, what is told of it, and what a view of it shows.</summary>
public sealed class InquiryRecordTests
{
    private static readonly DateTimeOffset Noon = FactGenerators.Noon;
    private static readonly ErcotHolidayCalendar Calendar = new();
    private static readonly EsiId First = FactGenerators.Inquiry.Lines[0].EsiId;
    private static readonly EsiId Second = FactGenerators.Inquiry.Lines[1].EsiId;
    private static readonly EsiId NotAsked = EsiId.Parse("1008901000000000000009");
    private static readonly InquiryRecord Draft = FactGenerators.Record(FactGenerators.Inquiry);
    private static readonly InquiryRecord Sent = Draft.Apply(new SendStarted(1, Noon, MessageId.Parse("m1")), Noon, Calendar).Record;
    private static readonly FactSource Source = new()
    {
        Operation = UhitOperation.NotifyValidation,
        Peer = "CNP",
        Receipt = ReceiptId.Create(new FakeTimeProvider(Noon)),
        ReceivedAt = Noon.AddHours(1),
        Header = new MessageHeader { AuthenticationId = AuthenticationId.Parse("1"), RequestId = default, SentAt = Noon },
        UsageCount = 7,
    };

    [Fact]
    public void Apply_Acknowledgement_IsToldWithTheNumberThatItLeftOut()
    {
        var fact = Answer(AcknowledgementStatus.Accepted) with { Source = Source };

        var change = Sent.Apply(fact, Noon.AddDays(9), Calendar);

        var told = Assert.Single(change.Events);
        Assert.Equal(
            (StoredEventKind.InquiryAcknowledged, "ack:r:CNP:a", Source.ReceivedAt, (ReceiptId?)Source.Receipt),
            (told.Kind, told.Key, told.OccurredAt, told.Receipt));
        var content = told.Content;
        Assert.Equal(
            ((UhitOperation?)UhitOperation.NotifyValidation, "CNP", "t1"), (content.Operation, content.Peer, content.TransactionId?.Value));
        Assert.Equal(("r", "r"), (content.Acknowledgement!.RequestId.Value, content.Header!.RequestId.Value));
        Assert.Equal((SendingState.Accepted, false), (change.Record.Sending, change.Record.IsFinished));
        Assert.True(change.Record.Ledger.Sends[1].IsAnswered);
        Assert.Equal("other", Sent.Apply(
            fact with { Source = Source with { Header = Source.Header with { RequestId = RequestId.Parse("other") } } }, Noon, Calendar)
            .Events[0].Content.Header!.RequestId.Value);
    }

    [Fact]
    public void Apply_Validation_IsToldWholeAndKeptOfWhatWasAsked()
    {
        var fact = new Client.Inquiries.Ledger.Validated(
            new MessageOrder(Noon, "v"), TransactionId.Parse("t1"), [Validated(Second, 0), Validated(First, 7), Validated(NotAsked, 0)])
        { Source = Source };

        var change = Sent.Apply(fact, Noon, Calendar);

        var told = Assert.Single(change.Events);
        Assert.Equal((StoredEventKind.ValidationReceived, "validation:r:CNP:v"), (told.Kind, told.Key));
        Assert.Equal("t1", told.Content.TransactionId?.Value);
        Assert.Equal([2, 7, 0], told.Content.Validations!.Select(line => line.LineNumber));
        Assert.Equal([First.Value, Second.Value], change.Record.Ledger.Validations.Keys);
    }

    [Fact]
    public void Apply_LastDelivery_IsToldAndCompletesOnce()
    {
        var half = Sent.Apply(Delivery("d1", First), Noon, Calendar);
        Assert.Equal(["UsageDelivered delivery:r::d1"], Told(half));
        Assert.Equal((1, null), (half.Events[0].Content.UsageCount, half.Events[0].Content.Header));

        var whole = half.Record.Apply(Delivery("d2", Second, NotAsked) with { Source = Source }, Noon, Calendar);
        Assert.Equal(["UsageDelivered delivery:r:CNP:d2", "InquiryCompleted completed:r"], Told(whole));
        Assert.Equal(
            (7, "d2", "t1"),
            (whole.Events[0].Content.UsageCount, whole.Events[0].Content.Part!.DeliveryId.Value,
                whole.Events[0].Content.TransactionId?.Value));
        Assert.Equal(Source.ReceivedAt, whole.Events[1].OccurredAt);
        Assert.NotNull(whole.Events[1].Content);
        Assert.True(whole.Record.IsFinished);
        Assert.Equal([Second], whole.Record.Ledger.Deliveries["d2"].Parts[1].Lines.Select(line => line.EsiId));

        Assert.Equal(["UsageDelivered delivery:r::d3"], Told(whole.Record.Apply(Delivery("d3", First), Noon, Calendar)));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void Apply_DeliveryAfterTheDeadline_IsLate(long ticks, bool late)
    {
        var at = Sent.OverdueAt!.Value.AddTicks(ticks);
        Assert.Equal(late, Sent.Apply(Delivery("d1", First), at, Calendar).Events[0].Content.IsLate);
        var source = Source with { ReceivedAt = at };
        Assert.Equal(late, Sent.Apply(Delivery("d1", First) with { Source = source }, Noon, Calendar).Events[0].Content.IsLate);
        // What comes after all of it has come is a correction, and not late.
        var complete = Sent.Apply(Delivery("d1", First, Second), Noon, Calendar).Record;
        Assert.False(complete.Apply(Delivery("d2", First), at, Calendar).Events[0].Content.IsLate);
    }

    [Fact]
    public void With_EveryEnd_IsFinished()
    {
        Assert.Equal((SendingState.Draft, false), State(Draft));
        Assert.Equal((SendingState.Sending, false), State(Sent));
        Assert.Equal((SendingState.Rejected, true), State(Sent.Apply(Answer(AcknowledgementStatus.Rejected), Noon, Calendar).Record));
        Assert.Equal((SendingState.Abandoned, true), State(Sent.Apply(new Abandoned(Noon, "why"), Noon, Calendar).Record));
        Assert.Equal((SendingState.Accepted, true), State(Sent.Apply(Delivery("d1", First, Second), Noon, Calendar).Record));
        Assert.Equal((SendingState.Accepted, false), State(Sent.Apply(Delivery("d1", First), Noon, Calendar).Record));

        static (SendingState, bool) State(InquiryRecord record) => (record.Sending, record.IsFinished);
    }

    [Fact]
    public void SnapshotAt_ShowsWhatIsKept()
    {
        var record = Sent.Apply(Answer(AcknowledgementStatus.Accepted), Noon, Calendar).Record with
        {
            Inquiry = FactGenerators.Inquiry with { ClientReference = "ours" },
            PurgedAt = Noon.AddYears(1),
        };
        record = record.Apply(new Abandoned(Noon, "why"), Noon, Calendar).Record;

        var shown = record.SnapshotAt(Noon, Calendar);

        Assert.Equal(
            (record.RequestId, "ours", record.Client, record.Environment, record.AuthenticationId),
            (shown.RequestId, shown.ClientReference, shown.Client, shown.Environment, shown.AuthenticationId));
        Assert.Equal((SendingState.Abandoned, "t1", "why"), (shown.Sending, shown.TransactionId?.Value, shown.AbandonReason));
        Assert.Equal((record.CreatedAt, (DateTimeOffset?)Noon, (DateTimeOffset?)Noon), (shown.CreatedAt, shown.SentAt, shown.ReceivedAt));
        Assert.Equal((record.DueAt, record.OverdueAt, record.PurgedAt), (shown.DueAt, shown.OverdueAt, shown.PurgedAt));
        Assert.Equal([(1, First), (2, Second)], shown.Lines.Select(line => (line.LineNumber, line.EsiId)));
        Assert.NotNull(shown.DueAt);
    }

    [Fact]
    public void Ledger_OfARecordThatAStoreReadInPart_SaysWhatTheStoreForgot()
    {
        var read = new InquiryRecord
        {
            Client = "c",
            Environment = UhitEnvironment.Test,
            RequestId = RequestId.Parse("r"),
            WireFormat = "cnp",
            CreatedAt = Noon,
            AuthenticationId = AuthenticationId.Parse("1"),
            Inquiry = FactGenerators.Inquiry,
        };
        Assert.Contains(
            "StoreJson.ReadProgress", Assert.Throws<InvalidOperationException>(() => read.Ledger).Message, StringComparison.Ordinal);
        var told = new StoredEvent { Kind = StoredEventKind.InquiryDue, Key = "k", OccurredAt = Noon };
        Assert.Contains(
            "StoreJson.ReadContent", Assert.Throws<InvalidOperationException>(() => told.Content).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_EveryField_StandsWhereItBelongs()
    {
        var text = new InquiryLineText
        {
            EsiId = "1008901000000000000001",
            AddressLine1 = "1 Main St",
            AddressLine2 = " Unit 2 ",
            City = "Houston",
            State = " LA ",
            PostalCode = "77002",
            RequestedUsage = "Billing",
            StartDate = "2025-01-01",
            EndDate = "2025-01-31",
            CustomerName = "Bakery",
            AuthorizedBy = "Pat",
            Title = " Owner ",
            Company = " Bakery Inc ",
            Telephone = "7135550100",
            Email = "pat@example.com",
            AuthorizedRecipient = " Us ",
            AuthorizedOn = "2026-01-02",
            ExpiresOn = "2026-01-03",
            AuthorizationObtained = "yes",
            EvidenceReference = " file 7 ",
        };

        var line = Assert.Single(InquiryTextParser.Parse([text], null).Inquiry!.Lines);

        Assert.Equal(
            new InquiryLine
            {
                EsiId = EsiId.Parse("1008901000000000000001"),
                ServiceAddress =
                    new ServiceAddress { Line1 = "1 Main St", Line2 = "Unit 2", City = "Houston", State = "LA", PostalCode = "77002" },
                RequestedUsage = RequestedUsage.Billing,
                Period = new UsagePeriod(new(2025, 1, 1), new(2025, 1, 31)),
                Authorization = new CustomerAuthorization
                {
                    CustomerName = "Bakery",
                    AuthorizedBy = "Pat",
                    Title = "Owner",
                    Company = "Bakery Inc",
                    Telephone = "7135550100",
                    Email = "pat@example.com",
                    AuthorizedRecipient = "Us",
                    AuthorizedOn = new(2026, 1, 2),
                    ExpiresOn = new(2026, 1, 3),
                    Obtained = true,
                    EvidenceReference = "file 7",
                },
            },
            line);
    }

    [Fact]
    public void IsLater_ByTimeThenByKeyThenByContent()
    {
        MessageOrder first = new(Noon, "a"), later = new(Noon.AddTicks(1), "a"), nextKey = new(Noon, "b");
        Assert.True(IsLater(first, later, "z", "a"));
        Assert.False(IsLater(later, first, "a", "z"));
        Assert.True(IsLater(first, nextKey, "z", "a"));
        Assert.False(IsLater(nextKey, first, "a", "z"));
        Assert.True(IsLater(first, first, "a", "b"));
        Assert.False(IsLater(first, first, "b", "a"));
        Assert.False(IsLater(first, first, "a", "a"));

        static bool IsLater(MessageOrder known, MessageOrder next, string knownContent, string nextContent) =>
            FactTies.IsLater(known, next, () => knownContent, () => nextContent);
    }

    // Of two messages of one moment the choice must be the same in every order: so no two may have one content.
    [Fact]
    public void Content_OfWhatDiffersInOneThing_Differs()
    {
        var error = new ReportedError { Code = "a", Description = "b" };
        var line = new DeliveredLine(First, RequestedUsage.Billing, null);
        string[] deliveries =
        [
            .. new[]
            {
                line, line with { EsiId = Second }, line with { Received = RequestedUsage.Interval },
                line with { Kinds = RequestedUsage.Billing }, line with { Kinds = RequestedUsage.Interval }, line with { NoData = error },
                line with { NoData = error with { LineNumber = 1 } }, line with { NoData = error with { LineNumber = 11 } },
                line with { NoData = error with { Code = "" } }, line with { NoData = error with { Description = "ab" } },
                line with { NoData = error with { Code = "ab", Description = "" } },
            }.Select(one => FactTies.Content([one])),
            FactTies.Content([]), FactTies.Content([line, line]),
        ];
        Assert.Equal(deliveries.Length, deliveries.Distinct().Count());

        var verdict = Verdict(First, 1);
        string[] verdicts =
        [
            .. new[]
            {
                verdict, verdict with { LineNumber = 2 }, verdict with { EsiId = Second },
                verdict with { Status = ValidationStatus.Validated }, verdict with { Reasons = [error] },
                verdict with { Reasons = [error, error] },
            }.Select(FactTies.Content),
        ];
        Assert.Equal(verdicts.Length, verdicts.Distinct().Count());

        var answer = Answer(AcknowledgementStatus.Accepted).Acknowledgement;
        string[] answers =
        [
            .. new[]
            {
                answer, answer with { RequestId = RequestId.Parse("x") }, answer with { MessageId = MessageId.Parse("x") },
                answer with { TransactionId = null }, answer with { ReceivedAt = Noon.AddTicks(1) },
                answer with { ReceivedAt = Noon.ToUniversalTime() }, answer with { Status = AcknowledgementStatus.Rejected },
                answer with { Errors = [error] },
            }.Select(FactTies.Content),
        ];
        Assert.Equal(answers.Length, answers.Distinct().Count());
        Assert.Equal("-1:", FactTies.Content([line])[^3..]); // what is not there is not the empty text
    }

    [Theory]
    [InlineData(1, "1", true)]
    [InlineData(2, "1 2", true)]
    [InlineData(2, "2", false)]
    [InlineData(2, "1 3", false)]
    [InlineData(2, "0 1", false)]
    [InlineData(2, "-1 1", false)]
    [InlineData(0, "", false)]
    public void IsWhole_EachPartOfADelivery(int count, string parts, bool expected)
    {
        var delivery = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            DeliveryRecord.Empty,
            (known, number) => known.With(Delivery("d", First) with { Part = new(DeliveryId.Parse("d"), int.Parse(number), count) }));
        Assert.Equal(expected, delivery.IsWhole);
    }

    [Fact]
    public void Fetched_TwiceUnderOneKey_TheFirstHolds()
    {
        var first = new Fetched("k", Noon, MessageId.Parse("m1"), TransactionId.Parse("t1"), new(DeliveryId.Parse("d1"), 1, 1));
        foreach (var other in new[] { Noon, Noon.AddTicks(1) })
        {
            var later = new Fetched("k", other, MessageId.Parse("m2"), null, null);
            var ledger = InquiryLedger.Empty.Apply(first).Apply(later);
            var kept = ledger.Fetches!["k"];
            Assert.Equal(
                (Noon, "m1", "t1", "d1"),
                (kept.FetchedAt, kept.MessageId?.Value, kept.TransactionId?.Value, kept.Part?.DeliveryId.Value));
        }

        var earlier = new Fetched("k", Noon.AddTicks(-1), MessageId.Parse("m0"), null, null);
        Assert.Equal("m0", InquiryLedger.Empty.Apply(first).Apply(earlier).Fetches!["k"].MessageId?.Value);
        var two = InquiryLedger.Empty.Apply(first).Apply(first with { Key = "K" }).Fetches!;
        Assert.Equal(["K", "k"], two.Keys); // keys are told apart by case
        Assert.True(InquiryLedger.Empty.Apply(new FetchConfirmed("k")).Apply(first).Fetches!["k"].IsConfirmed);
    }

    [Fact]
    public void Abandoned_Twice_TheFirstHoldsAndOfOneMomentAlwaysTheSame()
    {
        var (first, same, later) = (new Abandoned(Noon, "b"), new Abandoned(Noon, "a"), new Abandoned(Noon.AddTicks(1), "0"));
        Assert.Equal("a", Reason(first, same));
        Assert.Equal("a", Reason(same, first));
        Assert.Equal("b", Reason(first, later));
        Assert.Equal("b", Reason(later, first));

        static string? Reason(params Abandoned[] facts) =>
            facts.Aggregate(InquiryLedger.Empty, (ledger, fact) => ledger.Apply(fact)).Abandoned?.Reason;
    }

    // In one message data wins over "no data"; of two words of "no data" always the same one.
    [Fact]
    public void Line_SeveralWordsInOneMessage_DoNotDependOnTheirOrder()
    {
        DeliveredLine data = new(First, RequestedUsage.BillingAndInterval, null), none = NoData("X", "a");
        AssertLine(LineState.Delivered, null, data, none);
        AssertLine(LineState.NoData, "Y", none, NoData("Y", "a"));
        AssertLine(LineState.NoData, "X", none, NoData("X", "b"));

        static DeliveredLine NoData(string code, string text) =>
            new(First, RequestedUsage.None, new ReportedError { Code = code, Description = text });

        static void AssertLine(LineState state, string? code, DeliveredLine one, DeliveredLine other)
        {
            foreach (var lines in new[] { (DeliveredLine[])[one, other], [other, one] })
            {
                var fact = new Delivered(new MessageOrder(Noon, "d"), null, new DeliveryPart(DeliveryId.Parse("d"), 1, 1), lines);
                var line = FactGenerators.SnapshotOf(InquiryLedger.Empty.Apply(fact)).Lines[0];
                Assert.Equal((state, code), (line.State, line.Errors.SingleOrDefault()?.Code));
                Assert.Equal(
                    state == LineState.Delivered ? null : lines.Max(l => l.NoData!.Code + l.NoData.Description),
                    line.Errors.SingleOrDefault() is { } error ? error.Code + error.Description : null);
            }
        }
    }

    private static string[] Told(InquiryChange change) => [.. change.Events.Select(told => $"{told.Kind} {told.Key}")];

    private static LineValidation Verdict(EsiId esiId, int number) =>
        new() { LineNumber = number, EsiId = esiId, Status = ValidationStatus.Failed };

    private static LineValidation Validated(EsiId esiId, int number) =>
        Verdict(esiId, number) with { Status = ValidationStatus.Validated };

    private static Acknowledged Answer(AcknowledgementStatus status) => new(
        new MessageOrder(Noon, "a"),
        new Acknowledgement { RequestId = default, TransactionId = TransactionId.Parse("t1"), ReceivedAt = Noon, Status = status },
        1);

    private static Delivered Delivery(string id, params EsiId[] esiIds) => new(
        new MessageOrder(Noon, id), TransactionId.Parse("t1"), new DeliveryPart(DeliveryId.Parse(id), 1, 1),
        [.. esiIds.Select(esiId => new DeliveredLine(esiId, RequestedUsage.BillingAndInterval, null))]);
}
