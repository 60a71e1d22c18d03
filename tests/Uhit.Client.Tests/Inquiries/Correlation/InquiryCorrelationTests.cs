using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Inquiries.Correlation;

public sealed class InquiryCorrelationTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);
    private static readonly EsiId[] Esi = [.. Enumerable.Range(1, 5).Select(i => EsiId.Parse($"1008901{i:D15}"))];
    private static readonly UsagePeriod FirstHalf = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30));
    private static readonly UsagePeriod SecondHalf = new(new DateOnly(2025, 7, 1), new DateOnly(2025, 12, 31));
    private static readonly UsagePeriod Year = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));

    public enum State
    {
        Open,
        Complete,
        Abandoned,
    }

    [Fact]
    public void ChooseAsking_NoneAsks_FindsNone()
    {
        Assert.Null(Asking(Delivery(Esi[1]), Candidate("A", 0, Esi[0])));
        Assert.Null(Asking(Delivery(), Candidate("A", 0, Esi[0])));
        Assert.Null(Asking(Delivery(Esi[0])));
    }

    [Theory]
    [InlineData(State.Complete)]
    [InlineData(State.Abandoned)]
    public void ChooseAsking_AnOpenOneFits_NeverTakesOneThatIsOver(State over)
    {
        var earlier = Candidate("A", 0, Esi[0], state: over);
        var later = Candidate("C", 9, Esi[0], state: over);

        Assert.Equal("B", Asking(Delivery(Esi[0]), earlier, Candidate("B", 5, Esi[0]), later));
    }

    [Fact]
    public void ChooseAsking_ACorrectionAfterCompletion_FindsTheLatestThatIsComplete()
    {
        var (first, second) = (Candidate("A", 0, Esi[0], state: State.Complete), Candidate("B", 1, Esi[0], state: State.Complete));
        var abandoned = Candidate("C", 2, Esi[0], state: State.Abandoned);

        Assert.Equal("B", Asking(Delivery(Esi[0]), abandoned, second, first));
        Assert.Equal("A", Asking(Delivery(Esi[0], FirstHalf), second with { Inquiry = InquiryOf(SecondHalf, Esi[0]) }, first with { Inquiry = InquiryOf(FirstHalf, Esi[0]) }));
        Assert.Equal("C", Asking(Delivery(Esi[0]), abandoned));
    }

    // The open one asks for other days: the correction is about the complete one all the same.
    [Fact]
    public void ChooseAsking_ACorrectionWhileAnotherIsOpenForOtherDays_FindsTheCompleteOne()
    {
        var complete = Candidate("A", 0, Esi[0], FirstHalf, State.Complete);

        Assert.Equal("A", Asking(Delivery(Esi[0], FirstHalf), complete, Candidate("B", 1, Esi[0], SecondHalf)));
        Assert.Equal("A", Asking(Delivery(Esi[0], FirstHalf), complete, Candidate("B", 1, Esi[0], new UsagePeriod(new DateOnly(2025, 6, 20), new DateOnly(2025, 12, 31)))));
    }

    [Fact]
    public void ChooseAsking_TwoForOneEsiIdWithOtherDays_TheDaysTell()
    {
        CorrelationCandidate[] both = [Candidate("A", 0, Esi[0], FirstHalf), Candidate("B", 1, Esi[0], SecondHalf)];

        Assert.Equal("A", Asking(Delivery(Esi[0], FirstHalf), both));
        Assert.Equal("B", Asking(Delivery(Esi[0], SecondHalf), both));

        // Bills begin and end with meter reads, not with the days that were asked for.
        Assert.Equal("B", Asking(Delivery(Esi[0], new UsagePeriod(new DateOnly(2025, 6, 15), new DateOnly(2025, 12, 14))), both));
        Assert.Equal("A", Asking(Delivery(Esi[0], new UsagePeriod(new DateOnly(2024, 12, 15), new DateOnly(2025, 7, 14))), both));
        Assert.Null(Asking(Delivery(Esi[0], new UsagePeriod(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31))), both));
    }

    [Fact]
    public void ChooseAsking_BothHoldItsDays_TheNearerIsTaken()
    {
        CorrelationCandidate[] both = [Candidate("A", 0, Esi[0], Year), Candidate("B", 1, Esi[0], FirstHalf)];

        Assert.Equal("B", Asking(Delivery(Esi[0], FirstHalf), both));
        Assert.Equal("A", Asking(Delivery(Esi[0], Year), both));
    }

    [Fact]
    public void ChooseAsking_Undecided_TheOneThatHasWaitedLongestAndSaysSo()
    {
        CorrelationCandidate[] both = [Candidate("B", 1, Esi[0]), Candidate("A", 0, Esi[0]), Candidate("C", 1, Esi[0])];

        Assert.Equal(new CorrelationChoice(RequestId.Parse("A"), 2), InquiryCorrelation.ChooseAsking(Validation(Esi[0]), both));
        Assert.Equal(0, InquiryCorrelation.ChooseAsking(Delivery(Esi[0], Year), both[..1])!.Value.Rivals);
    }

    [Fact]
    public void ChooseAsking_OneHasSuchAMessageAlready_TheOtherIsTaken()
    {
        var validated = With(Candidate("A", 0, Esi[0]), new Validated(new MessageOrder(Day, "v"), null, [Verdict(Esi[0])]));
        var delivered = With(Candidate("A", 0, Esi[0]), Brought(Esi[0]));
        var acknowledged = With(Candidate("A", 0, Esi[0]), Answer(null));
        var other = Candidate("B", 1, Esi[0]);

        Assert.Equal("B", Asking(Validation(Esi[0]), validated, other));
        Assert.Equal("A", Asking(Delivery(Esi[0]), validated, other));
        Assert.Equal("B", Asking(Delivery(Esi[0]), delivered, other));
        Assert.Equal("A", Asking(Validation(Esi[0]), delivered, other));
        Assert.Equal("B", Asking(Delivery(Esi[0]) with { Operation = UhitOperation.NotifyAcknowledgement }, acknowledged, other));
    }

    [Fact]
    public void ChooseAsking_ManyEsiIds_TheOneThatAsksForAllOfThem()
    {
        CorrelationCandidate[] candidates = [Candidate("A", 0, Esi[0]), Candidate("B", 1, Year, State.Open, Esi[0], Esi[1], Esi[2])];

        Assert.Equal("B", Asking(Delivery(Esi[0], Esi[1]), candidates));
        Assert.Equal("A", Asking(Delivery(Esi[0]), candidates));
    }

    // Its lines may be of several: given to one of them, the others would never get theirs.
    [Fact]
    public void ChooseAsking_NoneAsksForAllAndSeveralForSome_FindsNone()
    {
        CorrelationCandidate[] candidates = [Candidate("A", 0, Esi[0]), Candidate("B", 1, Esi[1])];

        Assert.Null(Asking(Delivery(Esi[0], Esi[1]), candidates));
        Assert.Equal("A", Asking(Delivery(Esi[0], Esi[4]), candidates));
    }

    [Fact]
    public void ChooseAsking_SentAfterItCameOrNotAtAll_IsNotMeant()
    {
        var candidate = Candidate("A", 0, Esi[0]);

        Assert.Null(Asking(Delivery(Esi[0]) with { ReceivedAt = Day.AddDays(-1) }, candidate));
        Assert.Equal("A", Asking(Delivery(Esi[0]) with { ReceivedAt = Day - InquiryCorrelation.ClockTolerance }, candidate));
        Assert.Null(Asking(Delivery(Esi[0]), candidate with { Sending = SendingState.NotSent }));
        Assert.Null(Asking(Delivery(Esi[0]), candidate with { Sending = SendingState.Draft }));
        Assert.Equal("A", Asking(Delivery(Esi[0]), candidate with { Sending = SendingState.Uncertain }));
    }

    [Fact]
    public void ChooseAsking_CnpGaveItAnotherNumber_IsNotMeant()
    {
        CorrelationCandidate[] candidates = [With(Candidate("A", 0, Esi[0]), Answer("T-1")), Candidate("B", 1, Esi[0])];

        Assert.Equal("B", Asking(Delivery(Esi[0]) with { TransactionId = TransactionId.Parse("T-2") }, candidates));
        Assert.Equal("A", Asking(Delivery(Esi[0]), candidates));
    }

    // One was refused by a fault and stays uncertain, the other is being sent: CNP calls before its answer is here.
    [Fact]
    public void ChooseAsking_AnAnswerThatIsToComeMayNameIt_WaitsForThat()
    {
        var (uncertain, sending) = (Candidate("A", 0, Esi[0]), Candidate("B", 1, Esi[0]));
        var numbered = Delivery(Esi[0]) with { TransactionId = TransactionId.Parse("T-1") };

        Assert.Null(Asking(numbered, uncertain, sending));
        Assert.Null(Asking(numbered, With(uncertain, Answer(null)), sending));
        Assert.Equal("B", Asking(numbered, sending));
        Assert.Equal("B", Asking(numbered, Candidate("A", 0, Esi[0], state: State.Abandoned), sending));
        Assert.Equal("B", Asking(numbered, With(uncertain, Answer("T-2")), sending));
        Assert.Equal("A", Asking(numbered, With(uncertain, Answer(null)), With(sending, Answer(null))));
        Assert.Equal("A", Asking(Delivery(Esi[0]), uncertain, sending));
    }

    [Fact]
    public void ChooseNamed_ByNumber_IsTakenWhateverItsDaysAndState()
    {
        var evidence = Delivery(Esi[0], FirstHalf) with { TransactionId = TransactionId.Parse("T-1"), ReceivedAt = Day.AddDays(-9) };
        var over = Candidate("A", 0, Esi[1], SecondHalf, State.Abandoned);

        Assert.Equal("A", InquiryCorrelation.ChooseNamed(evidence, [over])?.RequestId.Value);
        Assert.Equal("B", InquiryCorrelation.ChooseNamed(evidence, [over, Candidate("B", 1, Esi[0])])?.RequestId.Value);
        Assert.Null(InquiryCorrelation.ChooseNamed(evidence, []));
    }

    // Our own number goes before a number of CNP's that looks the same.
    // CNP gave two inquiries one number: the ESI ID tells, also where its days go beyond those that were asked for.
    [Fact]
    public void ChooseNamed_OneNumberForSeveral_TheOneThatAsksForItsEsiId()
    {
        var (one, other) = (Candidate("A", 0, Esi[0], FirstHalf), Candidate("B", 1, Esi[1], FirstHalf));

        Assert.Equal("B", InquiryCorrelation.ChooseNamed(Delivery(Esi[1], Year), [one, other])?.RequestId.Value);
        Assert.Equal("B", InquiryCorrelation.ChooseNamed(Delivery(Esi[1]), [one, other])?.RequestId.Value);
        Assert.Null(InquiryCorrelation.ChooseNamed(Delivery(Esi[2]), [one, other]));
        Assert.Equal("A", InquiryCorrelation.ChooseNamed(Delivery(Esi[2]), [one])?.RequestId.Value);
    }

    [Fact]
    public void ChooseNamed_ByOurRequestId_GoesBeforeAllElse()
    {
        var evidence = Delivery(Esi[0]) with { CorrelationId = "B" };

        Assert.Equal("B", InquiryCorrelation.ChooseNamed(evidence, [Candidate("A", 0, Esi[0]), Candidate("B", 1, Esi[1], state: State.Complete)])?.RequestId.Value);
    }

    [Fact]
    public void Choose_AnyCandidates_FindsOneOfThemInAnyOrderAndNoneThatIsOverWhereAnOpenOneFits()
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var candidates = Enumerable.Range(0, random.Next(1, 6)).Select(i => Any(random, $"R{i}")).ToArray();
            var evidence = AnyEvidence(random);
            var isNamed = random.Next(2) == 0;
            var found = Choose(evidence, candidates, isNamed);
            random.Shuffle(candidates);

            Assert.Equal(found, Choose(evidence, candidates, isNamed));
            if (found is not { } choice)
            {
                continue;
            }

            var chosen = Assert.Single(candidates, candidate => candidate.RequestId == choice.RequestId);
            var fit = CorrelationFit.Of(evidence.Lines, chosen.Inquiry);
            var betters = candidates.Where(candidate => !candidate.IsFinished && Choose(evidence, [candidate], isNamed) is not null);
            Assert.False(
                chosen.IsFinished && evidence.CorrelationId != chosen.RequestId.Value && betters.Any(open => CorrelationFit.Of(evidence.Lines, open.Inquiry) is var other
                    && other.Shared == evidence.Lines.Count && fit.Shared == evidence.Lines.Count && (!other.IsDoubtful || fit.IsDoubtful)),
                $"round {round}: {choice}");
            Assert.True(isNamed || (fit.Shared > 0 && !fit.IsContradicted));
            Assert.InRange(choice.Rivals, 0, candidates.Length - 1);
        }
    }

    [Fact]
    public void Of_Evidence_GivesTheKeysThatALedgerHas()
    {
        var ledger = With(Candidate("A", 0, Esi[0]), Answer("T-1")).Ledger;

        Assert.Equal(["m:M-A", "t:T-1"], CorrelationKeys.Of(ledger));
        Assert.Equal(["m:T-1", "t:T-1"], CorrelationKeys.Of(Delivery() with { CorrelationId = "T-1" }));
        Assert.Equal(["t:T-1"], CorrelationKeys.Of(Delivery() with { TransactionId = TransactionId.Parse("T-1") }));
        Assert.Empty(CorrelationKeys.Of(Delivery(Esi[0]) with { CorrelationId = new string('x', 99) }));
    }

    private static CorrelationChoice? Choose(CorrelationEvidence evidence, CorrelationCandidate[] candidates, bool isNamed) =>
        isNamed ? InquiryCorrelation.ChooseNamed(evidence, candidates) : InquiryCorrelation.ChooseAsking(evidence, candidates);

    private static string? Asking(CorrelationEvidence evidence, params CorrelationCandidate[] candidates)
    {
        var found = InquiryCorrelation.ChooseAsking(evidence, candidates)?.RequestId.Value;
        Assert.Equal(found, InquiryCorrelation.ChooseAsking(evidence, candidates.Reverse())?.RequestId.Value);
        return found;
    }

    private static CorrelationCandidate Any(Random random, string id) => Candidate(
        id, random.Next(4), AnyPeriod(random), (State)random.Next(3), [.. Esi.Where(_ => random.Next(2) == 0).DefaultIfEmpty(Esi[0])]);

    private static UsagePeriod AnyPeriod(Random random) => new[] { FirstHalf, SecondHalf, Year, new UsagePeriod(new DateOnly(2025, 5, 1), new DateOnly(2025, 8, 31)) }[random.Next(4)];

    private static CorrelationEvidence AnyEvidence(Random random) => new()
    {
        Operation = (UhitOperation)random.Next(2, 5),
        ReceivedAt = Day.AddDays(random.Next(0, 10)),
        CorrelationId = random.Next(3) == 0 ? $"R{random.Next(6)}" : null,
        Lines = [.. Esi.Where(_ => random.Next(3) == 0).Select(esiId => new CorrelatedLine(esiId, random.Next(2) == 0 ? null : AnyPeriod(random)))],
    };

    private static CorrelationEvidence Delivery(params EsiId[] esiIds) => Evidence(UhitOperation.DeliverHistoricalUsage, null, esiIds);

    private static CorrelationEvidence Delivery(EsiId esiId, UsagePeriod days) => Evidence(UhitOperation.DeliverHistoricalUsage, days, esiId);

    private static CorrelationEvidence Validation(EsiId esiId) => Evidence(UhitOperation.NotifyValidation, null, esiId);

    private static CorrelationEvidence Evidence(UhitOperation operation, UsagePeriod? days, params EsiId[] esiIds) => new()
    {
        Operation = operation,
        ReceivedAt = Day.AddDays(30),
        Lines = [.. esiIds.Select(esiId => new CorrelatedLine(esiId, days))],
    };

    private static CorrelationCandidate Candidate(string id, int day, EsiId esiId, UsagePeriod? period = null, State state = State.Open) =>
        Candidate(id, day, period ?? Year, state, esiId);

    private static CorrelationCandidate Candidate(string id, int day, UsagePeriod period, State state, params EsiId[] esiIds) => new()
    {
        RequestId = RequestId.Parse(id),
        CreatedAt = Day.AddDays(day),
        Inquiry = InquiryOf(period, esiIds),
        Ledger = InquiryLedger.Empty.Apply(new SendStarted(1, Day.AddDays(day), MessageId.Parse("M-" + id))),
        Sending = state == State.Abandoned ? SendingState.Abandoned : SendingState.Accepted,
        IsFinished = state != State.Open,
    };

    private static UsageHistoryInquiry InquiryOf(UsagePeriod period, params EsiId[] esiIds) => new()
    {
        Lines =
        [
            .. esiIds.Select(esiId => new InquiryLine
            {
                EsiId = esiId,
                ServiceAddress = new ServiceAddress { Line1 = "1 Main Street", City = "Houston", State = "TX", PostalCode = "77001" },
                RequestedUsage = RequestedUsage.BillingAndInterval,
                Period = period,
                Authorization = new CustomerAuthorization
                {
                    CustomerName = "Synthetic Bakery",
                    AuthorizedBy = "A. Baker",
                    Telephone = "7135550100",
                    Email = "a.baker@example.com",
                    AuthorizedOn = new DateOnly(2026, 2, 1),
                    Obtained = true,
                },
            }),
        ],
    };

    private static CorrelationCandidate With(CorrelationCandidate candidate, InquiryFact fact) => candidate with { Ledger = candidate.Ledger.Apply(fact) };

    private static LineValidation Verdict(EsiId esiId) => new() { LineNumber = 1, EsiId = esiId, Status = ValidationStatus.Validated };

    private static Delivered Brought(EsiId esiId) => new(
        new MessageOrder(Day, "d"), null, new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1), [new DeliveredLine(esiId, RequestedUsage.Interval, null)]);

    private static Acknowledged Answer(string? number) => new(
        new MessageOrder(Day, "a"),
        new Acknowledgement
        {
            RequestId = RequestId.Parse("A"),
            TransactionId = number is null ? null : TransactionId.Parse(number),
            ReceivedAt = Day,
            Status = AcknowledgementStatus.Accepted,
        },
        1);
}
