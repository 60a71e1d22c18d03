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
    public void ChooseAsking_ACorrectionAfterCompletion_FindsTheCompleteOneWhoseDaysFit()
    {
        var (first, second) = (Candidate("A", 0, Esi[0], state: State.Complete), Candidate("B", 1, Esi[0], state: State.Complete));
        var abandoned = Candidate("C", 2, Esi[0], state: State.Abandoned);

        Assert.Null(Asking(Delivery(Esi[0]), abandoned, second, first));
        Assert.Equal("B", Asking(Delivery(Esi[0]), abandoned, second));
        Assert.Equal(
            "A", Asking(
                Delivery(Esi[0], FirstHalf),
                second with { Inquiry = InquiryOf(SecondHalf, Esi[0]) },
                first with { Inquiry = InquiryOf(FirstHalf, Esi[0]) }));
        Assert.Equal("C", Asking(Delivery(Esi[0]), abandoned));
    }

    // The open one asks for other days: the correction is about the complete one all the same.
    [Fact]
    public void ChooseAsking_ACorrectionWhileAnotherIsOpenForOtherDays_FindsTheCompleteOne()
    {
        var complete = Candidate("A", 0, Esi[0], FirstHalf, State.Complete);

        Assert.Equal("A", Asking(Delivery(Esi[0], FirstHalf), complete, Candidate("B", 1, Esi[0], SecondHalf)));
        Assert.Equal(
            "A", Asking(
                Delivery(Esi[0], FirstHalf),
                complete,
                Candidate("B", 1, Esi[0], new UsagePeriod(new DateOnly(2025, 6, 20), new DateOnly(2025, 12, 31)))));
    }

    [Fact]
    public void ChooseAsking_TwoForOneEsiIdWithOtherDays_TheDaysTell()
    {
        InquiryRecord[] both = [Candidate("A", 0, Esi[0], FirstHalf), Candidate("B", 1, Esi[0], SecondHalf)];

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
        InquiryRecord[] both = [Candidate("A", 0, Esi[0], Year), Candidate("B", 1, Esi[0], FirstHalf)];

        Assert.Equal("B", Asking(Delivery(Esi[0], FirstHalf), both));
        Assert.Equal("A", Asking(Delivery(Esi[0], Year), both));
    }

    [Fact]
    public void Choose_NothingTellsThemApart_NoneAndSaysHowMany()
    {
        InquiryRecord[] all =
        [
            Candidate("B", 1, Esi[0]),
            Candidate("A", 0, Esi[0]),
            Candidate("C", 1, Esi[0]),
            Candidate("D", 1, Esi[0], FirstHalf, State.Complete),
        ];

        Assert.Equal(new CorrelationChoice(null, 3), InquiryCorrelation.Choose(Validation(Esi[0]), all, areNamed: false));
        Assert.Equal(new CorrelationChoice(null, 3), InquiryCorrelation.Choose(Validation(Esi[0]), all, areNamed: true));
        Assert.Equal(
            new CorrelationChoice(RequestId.Parse("B")), InquiryCorrelation.Choose(Delivery(Esi[0], Year), all[..1], areNamed: false));
    }

    // Bills came, intervals are still to come: whether these are they, or the bills of the other, nobody can say.
    [Fact]
    public void ChooseAsking_OneHasHalfOfWhatItAskedFor_ItWaitsAsWell()
    {
        var half = With(Candidate("A", 0, Esi[0]), Brought(RequestedUsage.Billing, Esi[0]));
        var other = Candidate("B", 1, Esi[0]);

        Assert.Null(Asking(Delivery(Esi[0]), half, other));
        Assert.Equal("B", Asking(Delivery(Esi[0]), With(half, Brought(RequestedUsage.Interval, Esi[0], "D-2")), other));
        Assert.Equal("B", Asking(Delivery(Esi[0]), With(Candidate("A", 0, Esi[0]), Brought(RequestedUsage.None, Esi[0])), other));
        Assert.Null(
            Asking(Delivery(Esi[0]), With(Candidate("A", 0, Esi[0]), Brought(RequestedUsage.BillingAndInterval, Esi[0], "D-1", 2)), other));
    }

    [Fact]
    public void ChooseAsking_APartOfADelivery_GoesWhereItsOtherPartsAre()
    {
        var begun = With(Candidate("A", 0, Esi[0]), Brought(RequestedUsage.BillingAndInterval, Esi[0], "D-1", 2));
        var other = Candidate("B", 1, Esi[0]);
        CorrelationEvidence Part(string id, int number, int count = 2) =>
            Delivery(Esi[0]) with { Part = new DeliveryPart(DeliveryId.Parse(id), number, count) };

        Assert.Equal("A", Asking(Part("D-1", 2), begun, other));
        Assert.Null(Asking(Part("D-1", 1), begun, other));
        Assert.Null(Asking(Part("D-2", 2), begun, other));
        Assert.Null(Asking(Part("D-1", 1, 1), begun, other));
        Assert.Null(Asking(Part("D-1", 2, 3), begun, other));
    }

    // CNP begins its DeliveryIds again for each inquiry: the second part of B's overtook the first.
    [Fact]
    public void ChooseAsking_OneHasOtherPartsAndTheDaysAreThoseOfAnother_WaitsUntilThatHasPartsToo()
    {
        var begun = With(Candidate("A", 0, Esi[0], FirstHalf), Brought(RequestedUsage.BillingAndInterval, Esi[0], "1", 2));
        var other = Candidate("B", 1, Esi[0]);
        CorrelationEvidence Second(UsagePeriod days) =>
            Delivery(Esi[0], days) with { Part = new DeliveryPart(DeliveryId.Parse("1"), 2, 2) };
        var later = new UsagePeriod(new DateOnly(2025, 6, 1), new DateOnly(2025, 12, 31));

        Assert.Null(Asking(Second(later), begun, other));
        Assert.Equal("B", Asking(Second(later), begun, With(other, Brought(RequestedUsage.BillingAndInterval, Esi[0], "1", 2))));
        Assert.Equal("A", Asking(Second(FirstHalf), begun, other));
        Assert.Equal("A", Asking(Second(new UsagePeriod(new DateOnly(2025, 6, 1), new DateOnly(2026, 1, 31))), begun, other));
    }

    [Fact]
    public void ChooseAsking_OneHasSuchAMessageAlready_TheOtherIsTaken()
    {
        var validated = With(Candidate("A", 0, Esi[0]), new Validated(new MessageOrder(Day, "v"), null, [Verdict(Esi[0])]));
        var delivered = With(Candidate("A", 0, Esi[0]), Brought(RequestedUsage.BillingAndInterval, Esi[0]));
        var acknowledged = With(Candidate("A", 0, Esi[0]), Answer(null));
        var other = Candidate("B", 1, Esi[0]);

        Assert.Equal("B", Asking(Validation(Esi[0]), validated, other));
        Assert.Null(Asking(Delivery(Esi[0]), validated, other));
        Assert.Equal("B", Asking(Delivery(Esi[0]), delivered, other));
        Assert.Null(Asking(Validation(Esi[0]), delivered, other));
        Assert.Equal("B", Asking(Delivery(Esi[0]) with { Operation = UhitOperation.NotifyAcknowledgement }, acknowledged, other));
    }

    [Fact]
    public void ChooseAsking_ManyEsiIds_TheOneThatAsksForAllOfThem()
    {
        InquiryRecord[] candidates = [Candidate("A", 0, Esi[0]), Candidate("B", 1, Year, State.Open, Esi[0], Esi[1], Esi[2])];

        Assert.Equal("B", Asking(Delivery(Esi[0], Esi[1]), candidates));
        Assert.Equal("B", Asking(Delivery(Esi[2]), candidates));
        Assert.Null(Asking(Delivery(Esi[0]), candidates));
    }

    // Its lines may be of several, known here or not: given to one of them, it would hold what that never
    // asked for, and the others would never get theirs.
    [Fact]
    public void ChooseAsking_NoneAsksForAll_FindsNone()
    {
        InquiryRecord[] candidates = [Candidate("A", 0, Esi[0]), Candidate("B", 1, Esi[1])];

        Assert.Null(Asking(Delivery(Esi[0], Esi[1]), candidates));
        Assert.Null(Asking(Delivery(Esi[0], Esi[4]), candidates));
        Assert.Null(Asking(Delivery(Esi[0], Esi[4]), candidates[..1]));
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
        InquiryRecord[] candidates = [With(Candidate("A", 0, Esi[0]), Answer("T-1")), Candidate("B", 1, Esi[0])];

        Assert.Equal("B", Asking(Delivery(Esi[0]) with { TransactionId = TransactionId.Parse("T-2") }, candidates));
        Assert.Null(Asking(Delivery(Esi[0]), candidates));
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
        Assert.Null(Asking(numbered, With(uncertain, Answer(null)), With(sending, Answer(null))));
        Assert.Null(Asking(Delivery(Esi[0]), uncertain, sending));
    }

    [Fact]
    public void ChooseNamed_ByNumber_IsTakenWhateverItsDaysAndState()
    {
        var evidence = Delivery(Esi[0], FirstHalf) with { TransactionId = TransactionId.Parse("T-1"), ReceivedAt = Day.AddDays(-9) };
        var over = Candidate("A", 0, Esi[0], SecondHalf, State.Abandoned);

        Assert.Equal("A", Named(evidence, over));
        Assert.Equal("A", Named(evidence with { Lines = [] }, over));
        Assert.Equal("B", Named(evidence, over, Candidate("B", 1, Esi[0])));
        Assert.Null(Named(evidence));
    }

    // What it holds besides was named with it; what it holds of nothing that was asked for is of
    // another inquiry, which may not be known here.
    [Fact]
    public void ChooseNamed_ByNumberAndOfEsiIdsThatItNeverAskedFor_IsNotTaken()
    {
        Assert.Null(Named(Delivery(Esi[2]), Candidate("A", 0, Esi[0])));
        Assert.Equal("A", Named(Delivery(Esi[0], Esi[2]), Candidate("A", 0, Esi[0])));
    }

    // CNP gave several inquiries one number: the ESI IDs tell, also where the days go beyond those that were asked for.
    [Fact]
    public void ChooseNamed_OneNumberForSeveral_TheOneThatAsksForItsEsiIds()
    {
        var (one, other) = (Candidate("A", 0, Esi[0], FirstHalf), Candidate("B", 1, Esi[1], FirstHalf));

        Assert.Equal("B", Named(Delivery(Esi[1], Year), one, other));
        Assert.Equal("B", Named(Delivery(Esi[1]), one, other));
        Assert.Null(Named(Delivery(Esi[2]), one, other));
        Assert.Null(Named(Delivery(Esi[0], Esi[1]), one, other));
        Assert.Null(Named(Delivery(Esi[0], Esi[2]), one, other));
        Assert.Equal("C", Named(Delivery(Esi[0], Esi[1]), one, other, Candidate("C", 2, FirstHalf, State.Open, Esi[0], Esi[1])));
    }

    // Our own numbers go before a number of CNP's that looks the same, and before what the ESI IDs say.
    [Theory]
    [InlineData("B")]
    [InlineData("M-B")]
    public void ChooseNamed_ByANumberOfOurs_GoesBeforeAllElse(string id)
    {
        var evidence = Delivery(Esi[0]) with { CorrelationId = id };

        Assert.Equal("B", Named(evidence, Candidate("A", 0, Esi[0]), Candidate("B", 1, Esi[1], state: State.Complete)));
        Assert.Equal(
            "A", Named(evidence with { CorrelationId = "b" }, Candidate("A", 0, Esi[0]), Candidate("B", 1, Esi[1], state: State.Complete)));
    }

    [Fact]
    public void Choose_AnyCandidates_IsWhatTheModelSaysInAnyOrder()
    {
        var random = new Random(7);
        var (chosen, alike) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var candidates = Enumerable.Range(0, random.Next(1, 6)).Select(i => Any(random, $"R{i}")).ToArray();
            var evidence = AnyEvidence(random);
            var isNamed = random.Next(2) == 0;
            var found = InquiryCorrelation.Choose(evidence, candidates, isNamed);
            random.Shuffle(candidates);

            Assert.Equal(found, InquiryCorrelation.Choose(evidence, candidates, isNamed));
            Assert.Equal((round, CorrelationModel.Choose(evidence, candidates, isNamed)), (round, found.RequestId));
            (chosen, alike) = (chosen + (found.RequestId is null ? 0 : 1), alike + (found.Alike > 0 ? 1 : 0));
            if (found.RequestId is not { } id)
            {
                continue;
            }

            // Never what was not asked for; and one more that can't be told from it leaves neither.
            var taken = candidates.Single(candidate => candidate.RequestId == id);
            var isOurs = evidence.CorrelationId is { } ours && (ours == id.Value || ours == "M-" + id.Value);
            var asked = taken.Inquiry.Lines.Select(line => line.EsiId).ToHashSet();
            Assert.True(
                isOurs
                    || evidence.Lines.Count == 0
                    || (isNamed && candidates.Length == 1
                        ? evidence.Lines.Any(line => asked.Contains(line.EsiId))
                        : evidence.Lines.All(line => asked.Contains(line.EsiId))));
            Assert.True(isOurs || isNamed || evidence.Lines.Count > 0);
            Assert.True(
                isOurs || InquiryCorrelation.Choose(
                    evidence, [.. candidates, taken with { RequestId = RequestId.Parse("Twin") }], isNamed).RequestId is null);

            // Whichever other is not there, it is the same.
            var others = candidates.Where(candidate => candidate != taken).ToList();
            Assert.All(others, other => Assert.Equal(
                id, InquiryCorrelation.Choose(evidence, candidates.Where(candidate => candidate != other), isNamed).RequestId));
        }

        // A model that is asked nothing shows nothing.
        Assert.InRange(chosen, 2_000, 19_000);
        Assert.InRange(alike, 500, 19_000);
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

    [Fact]
    public void Fit_DaysOfTheMessage_ByTheDaysThatOnlyOneHas()
    {
        var half = 1 - (181.0 / 365);
        AssertFit(new(1, false, false, 0), Year, [(Esi[0], Year)]);
        AssertFit(new(1, false, false, half), Year, [(Esi[0], FirstHalf)]);
        AssertFit(new(1, false, true, half), FirstHalf, [(Esi[0], Year)]);
        AssertFit(new(1, true, true, 1), FirstHalf, [(Esi[0], SecondHalf)]); // one day after the other
        AssertFit(new(1, true, true, 1), SecondHalf, [(Esi[0], FirstHalf)]);
        UsagePeriod dayMore = new(FirstHalf.Start, SecondHalf.Start);
        AssertFit(new(1, false, true, 1 - (1.0 / 365)), SecondHalf, [(Esi[0], dayMore)]); // one day in common
        AssertFit(new(2, false, false, half / 2), Year, [(Esi[0], FirstHalf), (Esi[1], Year)]);
        AssertFit(new(2, false, false, half), Year, [(Esi[0], FirstHalf), (Esi[1], null)]);
        AssertFit(new(1, false, false, 0), Year, [(Esi[0], null), (Esi[4], FirstHalf)]); // one that was not asked for
        AssertFit(new(0, false, false, 0), Year, []);

        // One ESI ID that is asked for twice: the nearer of its periods.
        var twice = new UsageHistoryInquiry { Lines = [.. InquiryOf(FirstHalf, Esi[0]).Lines, .. InquiryOf(SecondHalf, Esi[0]).Lines] };
        Assert.Equal(
            new CorrelationFit(1, false, false, 0), CorrelationFit.Of([new CorrelatedLine(Esi[0], SecondHalf)], twice));

        static void AssertFit(CorrelationFit expected, UsagePeriod asked, (EsiId EsiId, UsagePeriod? Days)[] lines)
        {
            var fit = CorrelationFit.Of(
                [.. lines.Select(line => new CorrelatedLine(line.EsiId, line.Days))], InquiryOf(asked, Esi[0], Esi[1]));
            Assert.Equal(expected with { Distance = 0 }, fit with { Distance = 0 });
            Assert.Equal(expected.Distance, fit.Distance, 12);
        }
    }

    [Fact]
    public void ChooseAsking_DaysThatNoneAskedFor_FindsNone() =>
        Assert.Null(Asking(Delivery(Esi[0], FirstHalf), Candidate("B", 1, Esi[0], SecondHalf)));

    [Fact]
    public void ChooseAsking_NumberThatItHas_IsTaken() => Assert.Equal(
        "A", Asking(Delivery(Esi[0]) with { TransactionId = TransactionId.Parse("T-1") }, With(Candidate("A", 0, Esi[0]), Answer("T-1"))));

    [Fact]
    public void ChooseAsking_NumberThatNoneHas_WaitsOnlyWhileAnAnswerMayBringIt()
    {
        var evidence = Delivery(Esi[0], FirstHalf) with { TransactionId = TransactionId.Parse("T-9") };
        InquiryRecord nearer = Candidate("A", 0, Esi[0], FirstHalf), other = Candidate("B", 0, Esi[0], Year);
        Assert.Null(Asking(evidence, nearer, other));
        Assert.Null(Asking(evidence, With(nearer, Answer(null)), other));
        Assert.Equal("A", Asking(evidence, With(nearer, Answer(null)), With(other, Answer(null))));
        Assert.Equal("A", Asking(evidence, nearer));
        Assert.Equal("A", Asking(evidence, nearer, other with { IsFinished = true }));
        Assert.Equal("A", Asking(evidence with { TransactionId = null }, nearer, other));
    }

    // Clocks differ by a minute at most.
    [Theory]
    [InlineData(60, 0, "A")]
    [InlineData(60, 1, null)]
    public void ChooseAsking_SentAfterItCame_WithinAMinute(int seconds, long ticks, string? expected)
    {
        var candidate = Candidate("A", 0, Esi[0]);
        var evidence = Delivery(Esi[0]) with { ReceivedAt = Day.AddSeconds(-seconds).AddTicks(-ticks) };
        Assert.Equal(expected, Asking(evidence, candidate));
        // Sent before, and again afterwards.
        var again = With(candidate, new SendStarted(2, Day.AddDays(9), MessageId.Parse("M-2")));
        Assert.Equal("A", Asking(evidence with { ReceivedAt = Day.AddDays(1) }, again));
    }

    [Fact]
    public void ChooseAsking_RejectedAndComplete_TheCompleteOne() => Assert.Equal("A", Asking(
        Delivery(Esi[0]),
        Candidate("A", 0, Esi[0], state: State.Complete),
        Candidate("B", 1, Esi[0], state: State.Complete) with { Sending = SendingState.Rejected }));

    [Fact]
    public void ChooseAsking_SeveralEsiIds_TheOneThatStillWaitsForOneOfThem()
    {
        InquiryRecord one = Candidate("A", 0, Year, State.Open, Esi[0], Esi[1]),
            other = Candidate("B", 1, Year, State.Open, Esi[0], Esi[1]);
        var hasSecond = With(one, Brought(RequestedUsage.BillingAndInterval, Esi[1]));
        var hasFirst = With(other, Brought(RequestedUsage.BillingAndInterval, Esi[0]));
        Assert.Equal("A", Asking(Delivery(Esi[0]), hasSecond, hasFirst));
        Assert.Equal("B", Asking(Delivery(Esi[1]), hasSecond, hasFirst));
        var hasBoth = With(hasFirst, Brought(RequestedUsage.BillingAndInterval, Esi[1], "D-2"));
        Assert.Equal("A", Asking(Delivery(Esi[0], Esi[1]), hasSecond, hasBoth));

        var verdictOfOne = With(one, new Validated(new MessageOrder(Day, "v"), null, [Verdict(Esi[0])]));
        var verdictOfBoth = With(other, new Validated(new MessageOrder(Day, "v"), null, [Verdict(Esi[0]), Verdict(Esi[1])]));
        Assert.Equal(
            "A", Asking(Evidence(UhitOperation.NotifyValidation, null, Esi[0], Esi[1]), verdictOfOne, verdictOfBoth));
    }

    // Numbers are told apart by case: CNP's are not ours to fold.
    [Fact]
    public void Keys_NumbersThatDifferInCase_AreTwo()
    {
        Assert.Equal(
            ["m:A", "t:A", "t:a"], CorrelationKeys.Of(Delivery() with { TransactionId = TransactionId.Parse("a"), CorrelationId = "A" }));
        var accepted = Answer("a");
        var rejected = new Acknowledged(
            new MessageOrder(Day.AddDays(1), "b"),
            Answer("A").Acknowledgement with { Status = AcknowledgementStatus.Rejected },
            null);
        Assert.Equal(["t:A", "t:a"], CorrelationKeys.Of(InquiryLedger.Empty.Apply(accepted).Apply(rejected)));

        InquiryRecord one = Candidate("A", 0, Esi[0]), other = Candidate("B", 1, Esi[0]);
        Assert.Null(Named(Delivery() with { CorrelationId = "a" }, one, other));
        Assert.Null(Named(Delivery() with { CorrelationId = "m-A" }, one, other));
        var again = With(one, new SendStarted(2, Day.AddDays(1), MessageId.Parse("M-2")));
        Assert.Equal("A", Named(Delivery() with { CorrelationId = "M-2" }, again, other));
    }

    [Fact]
    public void Evidence_ThatNamesNothing_IsEmpty()
    {
        Assert.True(Delivery().IsEmpty);
        Assert.False(Delivery(Esi[0]).IsEmpty);
        Assert.False((Delivery() with { CorrelationId = "x" }).IsEmpty);
        Assert.False((Delivery() with { TransactionId = TransactionId.Parse("x") }).IsEmpty);
    }

    private static string? Named(CorrelationEvidence evidence, params InquiryRecord[] candidates) =>
        Choose(evidence, candidates, areNamed: true);

    private static string? Asking(CorrelationEvidence evidence, params InquiryRecord[] candidates) =>
        Choose(evidence, candidates, areNamed: false);

    private static string? Choose(CorrelationEvidence evidence, InquiryRecord[] candidates, bool areNamed)
    {
        var found = InquiryCorrelation.Choose(evidence, candidates, areNamed);
        Assert.Equal(found, InquiryCorrelation.Choose(evidence, candidates.Reverse(), areNamed));
        return found.RequestId?.Value;
    }

    private static InquiryRecord Any(Random random, string id)
    {
        var candidate = Candidate(
            id,
            random.Next(4),
            AnyPeriod(random),
            (State)random.Next(3),
            [.. Esi[..3].Where(_ => random.Next(2) == 0).DefaultIfEmpty(Esi[0])]);
        candidate = random.Next(8) == 0 ? candidate with { Sending = (SendingState)random.Next(6) } : candidate;
        InquiryFact[] facts =
        [
            new Validated(new MessageOrder(Day, "v"), null, [Verdict(Esi[random.Next(3)])]),
            Brought((RequestedUsage)random.Next(4), Esi[random.Next(3)], "D-1", random.Next(1, 3)),
            Brought((RequestedUsage)random.Next(4), Esi[random.Next(3)], "D-2"),
            Answer(random.Next(2) == 0 ? null : $"T-{random.Next(3)}"),
        ];
        return facts.Where(_ => random.Next(3) == 0).Aggregate(candidate, With);
    }

    private static UsagePeriod AnyPeriod(Random random) =>
        new[] { FirstHalf, SecondHalf, Year, new UsagePeriod(new DateOnly(2025, 5, 1), new DateOnly(2025, 8, 31)) }[random.Next(4)];

    private static CorrelationEvidence AnyEvidence(Random random) => new()
    {
        Operation = (UhitOperation)random.Next(2, 5),
        ReceivedAt = Day.AddDays(random.Next(0, 6)),
        TransactionId = random.Next(3) == 0 ? TransactionId.Parse($"T-{random.Next(3)}") : null,
        CorrelationId = random.Next(5) == 0 ? $"{(random.Next(2) == 0 ? "M-" : string.Empty)}R{random.Next(6)}" : null,
        Part = random.Next(2) == 0 ? new DeliveryPart(DeliveryId.Parse($"D-{random.Next(1, 3)}"), random.Next(1, 3), 2) : null,
        Lines = [.. Esi[..3].Where(_ => random.Next(2) == 0)
            .Select(esiId => new CorrelatedLine(esiId, random.Next(2) == 0 ? null : AnyPeriod(random)))],
    };

    private static CorrelationEvidence Delivery(params EsiId[] esiIds) => Evidence(UhitOperation.DeliverHistoricalUsage, null, esiIds);

    private static CorrelationEvidence Delivery(EsiId esiId, UsagePeriod days) =>
        Evidence(UhitOperation.DeliverHistoricalUsage, days, esiId);

    private static CorrelationEvidence Validation(EsiId esiId) => Evidence(UhitOperation.NotifyValidation, null, esiId);

    private static CorrelationEvidence Evidence(UhitOperation operation, UsagePeriod? days, params EsiId[] esiIds) => new()
    {
        Operation = operation,
        ReceivedAt = Day.AddDays(30),
        Lines = [.. esiIds.Select(esiId => new CorrelatedLine(esiId, days))],
    };

    private static InquiryRecord Candidate(string id, int day, EsiId esiId, UsagePeriod? period = null, State state = State.Open) =>
        Candidate(id, day, period ?? Year, state, esiId);

    private static InquiryRecord Candidate(string id, int day, UsagePeriod period, State state, params EsiId[] esiIds) =>
        FactGenerators.Record(InquiryOf(period, esiIds)) with
        {
            RequestId = RequestId.Parse(id),
            CreatedAt = Day.AddDays(day),
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

    private static InquiryRecord With(InquiryRecord candidate, InquiryFact fact) => candidate.Note(fact);

    private static LineValidation Verdict(EsiId esiId) => new() { LineNumber = 1, EsiId = esiId, Status = ValidationStatus.Validated };

    private static Delivered Brought(RequestedUsage received, EsiId esiId, string id = "D-1", int parts = 1) => new(
        new MessageOrder(Day, id),
        null,
        new DeliveryPart(DeliveryId.Parse(id), 1, parts),
        [new DeliveredLine(
            esiId, received, received == RequestedUsage.None ? new ReportedError { Code = "N", Description = "No data." } : null)]);

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
