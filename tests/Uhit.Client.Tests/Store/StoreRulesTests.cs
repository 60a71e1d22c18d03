using Uhit.Client.Conformance.Store;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Store;

public sealed class StoreRulesTests
{
    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly DateTimeOffset Later = Now.AddHours(1);
    private static readonly RequestId R2 = RequestId.Parse("R-2");

    // Stores find a message by it for as long as they keep the message: what an earlier version wrote must be what this one computes.
    [Fact]
    public void IdentityOf_AMessage_IsTheOneThatStoresHold() =>
        Assert.Equal(
            "e33c9b584e8d2965baf93e05f941bbd1",
            Convert.ToHexStringLower(StoreRules.IdentityOf(Sample.Message(key: "M-1", client: "c", peer: "cnp"))));

    [Fact]
    public void IdentityOf_TextsThatRunTogetherAlike_Differs() =>
        Assert.NotEqual(
            StoreRules.IdentityOf(Sample.Message(client: "ab", peer: "c")), StoreRules.IdentityOf(Sample.Message(client: "a", peer: "bc")));

    [Theory]
    [InlineData(1, 2, false, false, 1)]
    [InlineData(2, 1, false, false, 1)]
    [InlineData(1, 2, true, false, 2)]
    [InlineData(1, 2, false, true, 1)]
    [InlineData(1, 2, true, true, null)]
    [InlineData(null, 2, false, false, 2)]
    [InlineData(1, null, false, false, 1)]
    [InlineData(null, null, false, false, null)]
    public void NextDeadline_IsTheEarliestThatWasNotReported(int? due, int? overdue, bool isDueReported, bool isOverdueReported, int? next)
    {
        var record = Sample.Inquiry() with
        {
            DueAt = Hour(due),
            OverdueAt = Hour(overdue),
            DueReported = isDueReported,
            OverdueReported = isOverdueReported,
        };

        Assert.Equal(Hour(next), StoreRules.NextDeadline(record));
        Assert.Null(StoreRules.NextDeadline(record with { IsFinished = true }));
    }

    public static TheoryData<string, bool, InquiryQuery> Queries => new()
    {
        { "all", true, new InquiryQuery() },
        { "as it is sent", true, new InquiryQuery { Sending = SendingState.Accepted } },
        { "sent otherwise", false, new InquiryQuery { Sending = SendingState.Sending } },
        { "unfinished", true, new InquiryQuery { IsFinished = false } },
        { "finished", false, new InquiryQuery { IsFinished = true } },
        { "from its moment", true, new InquiryQuery { CreatedFrom = Now } },
        { "from after it", false, new InquiryQuery { CreatedFrom = Now.AddTicks(1) } },
        { "before after it", true, new InquiryQuery { CreatedBefore = Now.AddTicks(1) } },
        { "before its moment", false, new InquiryQuery { CreatedBefore = Now } },
        { "its reference", true, new InquiryQuery { ClientReference = "mine" } },
        { "in other letters", false, new InquiryQuery { ClientReference = "Mine" } },
        { "all at once", true, new InquiryQuery { Sending = SendingState.Accepted, IsFinished = false, ClientReference = "mine" } },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Matches_AllThatIsAskedFor(string what, bool isMatch, InquiryQuery query) => Assert.Equal(
        (what, isMatch), (what, StoreRules.Matches(Sample.Inquiry(reference: "mine") with { Sending = SendingState.Accepted }, query)));

    [Fact]
    public void RequireSameInquiry_WhatNeverChanges_IsRefusedOneByOne()
    {
        var before = Sample.Inquiry();
        InquiryRecord[] refused =
        [
            before with { Client = "other" },
            before with { RequestId = R2 },
            before with { Environment = UhitEnvironment.Production },
            before with { AuthenticationId = AuthenticationId.Parse("1") },
            before with { CreatedAt = Later },
            before with { Inquiry = before.Inquiry with { ClientReference = null } },
        ];

        StoreRules.RequireSameInquiry(before, before with { IsFinished = true, DueAt = Later });

        Assert.All(refused, after => Assert.Throws<InvalidOperationException>(() => StoreRules.RequireSameInquiry(before, after)));
    }

    [Theory]
    [InlineData(2, 3, true, null)]
    [InlineData(2, 0, true, "usage")]
    [InlineData(1, 3, true, "chunks")]
    [InlineData(3, 3, true, "chunks")]
    [InlineData(2, 4, true, "chunks")]
    [InlineData(null, null, true, "Nothing is staged")]
    [InlineData(null, 3, true, "Nothing is staged")]
    [InlineData(2, null, true, "Nothing is staged")]
    [InlineData(2, 3, false, "Part")]
    public void RequireStorable_AllThatBelongsToItIsStaged_AndUsageSaysItsPart(int? chunks, int? usage, bool hasPart, string? why)
    {
        var message = Sample.Message() with { BodyChunks = 2, UsageCount = 3 };
        message = hasPart ? message : message with { Part = null };

        var exception = Record.Exception(() => StoreRules.RequireStorable(message, chunks, usage));

        Assert.Equal(why is null, exception is null);
        Assert.Contains(why ?? string.Empty, exception?.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(why is not (null or "Part"), exception is UhitStoreException { IsTransient: true });
    }

    [Fact]
    public void RequireStorable_WithoutUsage_NeedsNoPart() =>
        StoreRules.RequireStorable(Sample.Message() with { BodyChunks = 2, UsageCount = 0, Part = null }, 2, 0);

    [Fact]
    public void ForUnreadable_WithoutReason_IsRefused() => Assert.Contains(
        "Reason",
        Assert.Throws<ArgumentException>(() =>
            StoreRules.ForUnreadable(Sample.Unreadable(Sample.Receipt()) with { Reason = null })).Message,
        StringComparison.Ordinal);

    // The room holds 1 entry of 10 bytes; the body has 5 chunks.
    [Theory]
    [InlineData(2, 20, 10, false, true)]
    [InlineData(2, 20, 11, false, false)]
    [InlineData(1, 20, 10, false, null)]
    [InlineData(2, 20, 10, true, null)]
    public void DecideKeeping_KeepsTheBodyWhereItHasRoom(int maxEntries, long maxBytes, long bytes, bool isThere, bool? hasBody) =>
        Assert.Equal(
            hasBody,
            StoreRules.DecideKeeping(
                Sample.Unreadable(Sample.Receipt()), isThere, new RoomUsage(InboxRoom.Unreadable, null, 1, 10),
                new RoomQuota(maxBytes, maxEntries), null, 5, bytes)?.HasBody);

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void DecideKeeping_NotAllOfTheBodyIsThere_IsRefused(int staged) => Assert.True(Assert.Throws<UhitStoreException>(() =>
        StoreRules.DecideKeeping(
            Sample.Unreadable(Sample.Receipt()), false, new RoomUsage(InboxRoom.Unreadable, null, 1, 10),
            new RoomQuota(20, 2), 5, staged, 1)).IsTransient);

    [Theory]
    [InlineData(0, true)]
    [InlineData(24, true)]
    [InlineData(-24, true)]
    [InlineData(24.01, false)]
    [InlineData(-24.01, false)]
    public void IsRepetition_TheSameBytesWithinADay(double hours, bool isRepetition)
    {
        var (stored, again) = (Sample.Message(), Sample.Message() with { ReceivedAt = Now.AddHours(hours) });

        Assert.Equal(isRepetition, StoreRules.IsRepetition(stored, again));
        Assert.False(StoreRules.IsRepetition(stored, again with { BodySha256 = Sample.Sha256("other") }));
    }

    // The stored one came now, for the first inquiry. The same bytes are in doubt once the other may have been asked meanwhile.
    [Theory]
    [InlineData(1, false, true)]
    [InlineData(0, false, false)]
    [InlineData(-1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(null, false, false)]
    public void Correlate_TheSameBytes_AreACopyUnlessAnInquiryWasSentSince(int? sentAfter, bool isFinished, bool isInDoubt)
    {
        var message = WithoutNumbers();
        var stored = StoreRules.ForInquiry(message, Sample.R1);
        var later = Sample.Inquiry("R-2") with { IsFinished = isFinished };
        later = sentAfter is null ? later : Sent(later, Now.AddTicks(sentAfter.Value), Now.AddHours(2));

        // That the first was sent again since says nothing: the stored one is its answer.
        var candidates = new[] { Sent(Sample.Inquiry(), Later), later };
        var (_, copy) = StoreRules.Correlate(Choosing(message, R2), candidates, areNamed: false, Stored(stored));

        Assert.Equal(isInDoubt ? null : stored, copy);
    }

    [Fact]
    public void ForAdoption_TheChosenInquiry_UnlessACopyOfItIsStored()
    {
        var message = WithoutNumbers();
        var candidates = new[] { Sample.Inquiry(), Sample.Inquiry("R-2") };
        var (chosen, none) = (Choosing(message, R2).Correlation!, Choosing(message, null).Correlation!);

        var adopted = StoreRules.ForAdoption(message, chosen, candidates, areNamed: false, _ => null);

        Assert.Equal((R2, null), (adopted!.Header.RequestId, adopted.Correlation));
        Assert.Null(StoreRules.ForAdoption(message, none, candidates, areNamed: false, _ => null));
        Assert.Null(StoreRules.ForAdoption(message, chosen, candidates, areNamed: false, Stored(StoreRules.ForInquiry(message, R2))));
        Assert.Null(
            StoreRules.ForAdoption(message, chosen, candidates, areNamed: false, Stored(StoreRules.ForInquiry(message, Sample.R1))));
    }

    // It would find itself: it is stored under its number.
    [Fact]
    public void ForAdoption_WithANumberOfItsOwn_IsNoCopyOfItself()
    {
        var message = Sample.Message();
        message = message with { Header = message.Header with { RequestId = default } };

        Assert.Equal(R2, StoreRules.ForAdoption(
            message, Choosing(message, R2).Correlation!, [Sample.Inquiry("R-2")], areNamed: true, _ => message)!
            .Header.RequestId);
    }

    [Theory]
    [InlineData(null, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(null, 1, false)]
    [InlineData(1, 1, false)]
    public void IsReady_NobodyHasItsLease_AndItsFirstEventMayBeTried(int? leasedUntil, int notBefore, bool isReady) =>
        Assert.Equal(isReady, StoreRules.IsReady(Hour(leasedUntil), Now.AddHours(notBefore), Now));

    [Fact]
    public void NextTry_IsTheEarliestOfTheHandlersThatStillTry()
    {
        HandlerProgress Progress(int? notBefore, bool isComplete = false, bool isDead = false) =>
            new(0, isComplete, Hour(notBefore)) { IsDead = isDead };

        Assert.Equal(DateTimeOffset.MinValue, StoreRules.NextTry([]));
        Assert.Equal(DateTimeOffset.MinValue, StoreRules.NextTry([Progress(2), Progress(null)]));
        Assert.Equal(Later, StoreRules.NextTry([Progress(2), Progress(1), Progress(0, isComplete: true), Progress(0, isDead: true)]));
        Assert.Equal(DateTimeOffset.MinValue, StoreRules.NextTry([Progress(2, isComplete: true)]));
    }

    [Fact]
    public void Ready_EndsBeforeTheFirstThatMayNotBeTried() =>
        Assert.Equal([-1, 0], StoreRules.Ready([-1, 0, 1, 0], hours => Now.AddHours(hours), Now));

    [Theory]
    [InlineData(40, 24, 0)]
    [InlineData(17, 1, 0)]
    [InlineData(16, 0, 0)]
    [InlineData(3, 0, 13)]
    [InlineData(0, 0, 16)]
    public void NextOfPurge_TheBodyFirst_SixteenRowsAtOnce(int chunks, int left, int lines) =>
        Assert.Equal((left, lines), StoreRules.NextOfPurge(chunks, Terms()));

    [Fact]
    public void PurgedEsiId_OnlyFromWhatHasItsInquiry_TheRestGoesAsAWhole()
    {
        Assert.Equal(Sample.Esi(1), StoreRules.PurgedEsiId(InboxRoom.Inbox, Terms() with { EsiId = Sample.Esi(1) }));
        Assert.Null(StoreRules.PurgedEsiId(InboxRoom.Unmatched, Terms() with { EsiId = Sample.Esi(1) }));
        Assert.Null(StoreRules.PurgedEsiId(InboxRoom.Inbox, Terms()));
    }

    [Fact]
    public void IsHeldByOwnEventsAlone_OfAnEsiId_OrWithoutAnInquiry()
    {
        Assert.True(StoreRules.IsHeldByOwnEventsAlone(Sample.R1, Terms() with { EsiId = Sample.Esi(1) }));
        Assert.True(StoreRules.IsHeldByOwnEventsAlone(default, Terms()));
        Assert.False(StoreRules.IsHeldByOwnEventsAlone(Sample.R1, Terms()));
    }

    [Fact]
    public void MayHold_WhatNamesNoEsiId_OrNamesThisOne()
    {
        Assert.True(StoreRules.MayHold([], Sample.Esi(1)));
        Assert.True(StoreRules.MayHold([Sample.Esi(2), Sample.Esi(1)], Sample.Esi(1)));
        Assert.False(StoreRules.MayHold([Sample.Esi(2)], Sample.Esi(1)));
    }

    [Fact]
    public void IsIn_AMessage_ByItsAge_ItsInquiry_OrAnEsiIdThatItMayName()
    {
        var message = Sample.Message();
        var byEsiId = Terms() with { EsiId = Sample.Esi(1) };

        Assert.True(StoreRules.IsIn(message, Terms() with { Before = Now.AddTicks(1) }, [], null));
        Assert.False(StoreRules.IsIn(message, Terms() with { Before = Now }, [], null));
        Assert.False(StoreRules.IsIn(message, Terms() with { Before = Later, Client = "other" }, [], null));
        Assert.True(StoreRules.IsIn(message, Terms() with { RequestId = Sample.R1 }, [], null));
        Assert.False(StoreRules.IsIn(message, Terms() with { RequestId = R2 }, [], null));
        Assert.True(StoreRules.IsIn(message with { UsageCount = 1 }, byEsiId, [Sample.Esi(1)], null));
        Assert.False(StoreRules.IsIn(message with { UsageCount = 1 }, byEsiId, [Sample.Esi(2)], Sample.Inquiry()));
        Assert.True(StoreRules.IsIn(message, byEsiId, [], Sample.Inquiry()));
        Assert.False(StoreRules.IsIn(message, byEsiId with { EsiId = Sample.Esi(2) }, [], Sample.Inquiry()));
        Assert.False(StoreRules.IsIn(message, byEsiId, [], null));
    }

    [Fact]
    public void IsIn_AnInquiry_ByItsAgeOnceItIsOverAndItsMessagesAreGone()
    {
        var record = Sample.Inquiry() with { IsFinished = true };
        var terms = Terms() with { Before = Now.AddTicks(1) };

        Assert.True(StoreRules.IsIn(record, terms, hasContent: false));
        Assert.False(StoreRules.IsIn(record, terms, hasContent: true));
        Assert.False(StoreRules.IsIn(record, terms with { Before = Now }, hasContent: false));
        Assert.False(StoreRules.IsIn(record, terms with { Client = "other" }, hasContent: false));
        Assert.False(StoreRules.IsIn(record with { IsFinished = false }, terms, hasContent: false));
        Assert.False(StoreRules.IsIn(StoreRules.Redact(record, terms), terms, hasContent: false));
        Assert.True(StoreRules.IsIn(record with { IsFinished = false }, Terms() with { RequestId = Sample.R1 }, hasContent: true));
        Assert.False(StoreRules.IsIn(record, Terms() with { RequestId = R2 }, hasContent: false));
        Assert.True(StoreRules.IsIn(record with { IsFinished = false }, Terms() with { EsiId = Sample.Esi(1) }, hasContent: true));
        Assert.False(StoreRules.IsIn(record, Terms() with { EsiId = Sample.Esi(2) }, hasContent: false));
    }

    // Lines without names, but a text of an error is left in what arrived.
    [Fact]
    public void IsRedacted_OnlyWhereNothingIsLeft()
    {
        var record = Sample.Inquiry();
        var redacted = StoreRules.Redact(record, Terms());

        Assert.False(StoreRules.IsRedacted(record));
        Assert.True(StoreRules.IsRedacted(redacted));
        Assert.False(StoreRules.IsRedacted(redacted with { Ledger = redacted.Ledger.Apply(new Abandoned(Now, "why")) }));
        Assert.Equal((Now, Later), (redacted.PurgedAt, StoreRules.Redact(record with { PurgedAt = Later }, Terms()).PurgedAt));
    }

    // Codes stay, of whatever arrived; of one ESI ID its own texts go, and those of the whole request.
    [Theory]
    [InlineData(null, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Redact_Progress_TakesTheTextsOutAndNothingElse(int? esi, bool staysInLines)
    {
        ReportedError Error(string text) => new() { Code = "A76", Description = text };
        var order = new MessageOrder(Now, "M-1");
        var record = Sample.Inquiry();
        record = record with
        {
            Ledger = record.Ledger
                .Apply(new Acknowledged(
                    order,
                    new Acknowledgement
                    {
                        RequestId = Sample.R1,
                        ReceivedAt = Now,
                        Status = AcknowledgementStatus.Accepted,
                        Errors = [Error("text of the request")],
                    },
                    1))
                .Apply(new Validated(
                    order, null,
                    [
                        new LineValidation
                        {
                            LineNumber = 1,
                            EsiId = Sample.Esi(1),
                            Status = ValidationStatus.Validated,
                            Reasons = [Error("text of a line")],
                        },
                    ]))
                .Apply(new Delivered(
                    order, null, new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1),
                    [new DeliveredLine(Sample.Esi(1), RequestedUsage.None, Error("text of a delivery"))]))
                .Apply(new Abandoned(Now, "text of a reason")),
        };
        string Written(InquiryRecord of) => System.Text.Encoding.UTF8.GetString(StoreJson.Write(of.Ledger));

        var after = Written(StoreRules.Redact(record, Terms() with { EsiId = esi is { } number ? Sample.Esi(number) : null }));

        var expected = Written(record).Replace("text of the request", "", StringComparison.Ordinal)
            .Replace("text of a reason", "", StringComparison.Ordinal);
        Assert.Equal(
            staysInLines
                ? expected
                : expected.Replace("text of a line", "", StringComparison.Ordinal)
                    .Replace("text of a delivery", "", StringComparison.Ordinal),
            after);
    }

    [Theory]
    [InlineData(0, 0, 10, 100, 0.0)]
    [InlineData(5, 0, 10, 100, 0.5)]
    [InlineData(5, 80, 10, 100, 0.8)]
    [InlineData(11, 0, 10, 100, 1.0)]
    [InlineData(0, 0, 0, 0, 0.0)]
    [InlineData(1, 0, 0, 100, 1.0)]
    [InlineData(0, 1, 10, 0, 1.0)]
    public void RoomUsage_Share_IsThatOfTheFullerOfBoth(long entries, long bytes, int maxEntries, long maxBytes, double share)
    {
        var usage = new RoomUsage(InboxRoom.Unmatched, "cnp", entries, bytes) { Quota = new RoomQuota(maxBytes, maxEntries) };

        Assert.Equal((share, share >= 0.8), (usage.Share, usage.IsNearlyFull));
        Assert.Equal((0.0, "cnp"), ((usage with { Quota = null }).Share, usage.Peer));
    }

    [Fact]
    public void IdentifiersOf_KeysOfOneIdentifier_NameItOnceAsItIsSpelled() =>
        Assert.Equal(["A", "a"], StoreRules.IdentifiersOf(new InquirySearch { Keys = ["t:A", "m:A", "t:a"] }));

    private static PurgeTerms Terms() => new() { Client = Sample.Client, At = Now, Kinds = [] };

    private static DateTimeOffset? Hour(int? hours) => hours is { } number ? Now.AddHours(number) : null;

    private static InboxMessage WithoutNumbers()
    {
        var message = Sample.Message(key: "words");
        return message with { Header = message.Header with { RequestId = default, MessageId = null } };
    }

    private static InboxMessage Choosing(InboxMessage message, RequestId? chosen) =>
        message with { Correlation = new InquirySearch { Choose = (_, _) => chosen } };

    private static Func<byte[], InboxMessage?> Stored(InboxMessage stored) => identity =>
        identity.AsSpan().SequenceEqual(StoreRules.IdentityOf(stored)) ? stored : null;

    private static InquiryRecord Sent(InquiryRecord record, params DateTimeOffset[] at) => record with
    {
        Ledger = at.Index().Aggregate(
            record.Ledger, (ledger, sent) => ledger.Apply(new SendStarted(sent.Index + 1, sent.Item, MessageId.Parse($"S-{sent.Index}")))),
    };
}
