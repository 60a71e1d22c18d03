using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Callbacks that do not carry our RequestId: searched, chosen, stored and adopted in one transaction.</summary>
public abstract partial class CorrelationConformance : StoreConformance
{
    private const string KeyOfT1 = "t:T-1";

    private ICallbackInbox Inbox => Store.Inbox;

    [Fact]
    public async Task FindCandidatesAsync_ByTheNumberOfAnAnswer_FindsItAsLongAsItIsThere()
    {
        await AddAsync("R-1", transaction: null);
        Assert.Empty(await FindAsync(KeyOfT1));

        await AnswerAsync("R-1", "T-1");
        await AnswerAsync("R-1", "T-2");
        await ReopenAsync();

        foreach (var key in new[] { KeyOfT1, "t:T-2", "m:MSG-R-1" })
        {
            var found = await FindAsync(key);
            Assert.Equal("R-1", Assert.Single(found).RequestId.Value);
        }

        Assert.Empty(await FindAsync("t:T-3", "m:MSG-R-2"));
        Assert.Empty(await Store.Inquiries.FindCandidatesAsync("Other", new InquirySearch { Keys = [KeyOfT1] }));
    }

    [Fact]
    public async Task FindCandidatesAsync_ByRequestIdOrEsiId_FindsByTheEsiIdWhereNothingIsNamed()
    {
        await AddAsync("R-1", createdAt: Sample.Now);
        await AddAsync("R-2", createdAt: Sample.Now.AddDays(1));
        await AddAsync("R-3", createdAt: Sample.Now.AddDays(-1), finished: true);
        await AddAsync("R-4", client: "Other");
        var byEsiId = new InquirySearch { Keys = ["t:none"], EsiIds = [Sample.Esi(9), Sample.Esi(1)] };

        var asking = await Store.Inquiries.FindCandidatesAsync(Sample.Client, byEsiId);
        Assert.Equal(["R-1", "R-2", "R-3"], asking.Select(record => record.RequestId.Value).Order(StringComparer.Ordinal));
        var named = await Store.Inquiries.FindCandidatesAsync(Sample.Client, byEsiId with { RequestId = RequestId.Parse("R-2") });
        Assert.Equal("R-2", Assert.Single(named).RequestId.Value);
        Assert.Empty(await Store.Inquiries.FindCandidatesAsync(Sample.Client, new InquirySearch { EsiIds = [Sample.Esi(9)] }));
    }

    [Fact]
    public async Task FindCandidatesAsync_OfManyThatAsk_GivesTheUnfinishedAndTheLatest()
    {
        for (var i = 1; i <= 70; i++)
        {
            await AddAsync($"R-{i}", createdAt: Sample.Now.AddMinutes(i), finished: i != 2);
        }

        var found = await Store.Inquiries.FindCandidatesAsync(Sample.Client, new InquirySearch { EsiIds = [Sample.Esi(1)] });

        Assert.Equal(InquirySearch.Limit, found.Count);
        Assert.Contains(found, record => record.RequestId.Value == "R-2");
        Assert.DoesNotContain(found, record => record.RequestId.Value == "R-3");
        Assert.Contains(found, record => record.RequestId.Value == "R-70");
    }

    [Fact]
    public async Task CommitAsync_WithoutRequestId_IsStoredForTheChosenInquiryWithItsChange()
    {
        await AddAsync("R-1", "T-1");
        var message = Message("a");

        var result = await Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
        await ReopenAsync();

        Assert.Equal((InboxOutcome.Stored, "R-1"), (result.Outcome, result.Message.Header.RequestId.Value));
        var stored = (await Inbox.FindAsync(message.Receipt))!;
        Assert.Equal(("R-1", message.MessageKey + "@R-1", "callback", "urn:a", "text/xml", "gzip"), (
            stored.Header.RequestId.Value, stored.MessageKey, stored.CallbackPath, stored.SoapAction, stored.BodyContentType,
            stored.BodyContentEncoding));
        Assert.Single((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
        var entry = (await Inbox.FindEntryAsync(message.Receipt))!;
        Assert.Equal((InboxRoom.Inbox, Sample.R1, 0, 0), (entry.Room, entry.RequestId, entry.Identifiers.Count, entry.EsiIds.Count));
    }

    [Fact]
    public async Task CommitAsync_SameWordsAboutTwoInquiries_AreTwoMessages()
    {
        await AddAsync("R-1", "T-1");
        await AddAsync("R-2", "T-2");
        await Inbox.StageAndCommitAsync(Message("a"), _ => null);

        var ofTheOther = await Inbox.StageAndCommitAsync(
            Message("a", key: "t:T-2") with { BodySha256 = Sample.Sha256("other bytes") }, _ => null);
        var copy = await Inbox.StageAndCommitAsync(
            Message("a") with { BodySha256 = Sample.Sha256("new bytes") }, _ => throw new InvalidOperationException("not to be called"));
        var conflict = await Inbox.StageAndCommitAsync(
            Message("a") with { Digest = Sample.Sha256("b") }, _ => throw new InvalidOperationException("not to be called"));

        Assert.Equal((InboxOutcome.Stored, "R-2"), (ofTheOther.Outcome, ofTheOther.Message.Header.RequestId.Value));
        Assert.Equal((InboxOutcome.Duplicate, "R-1"), (copy.Outcome, copy.Message.Header.RequestId.Value));
        Assert.Equal(InboxOutcome.Conflict, conflict.Outcome);
    }

    // A caller that had no answer sends the same bytes again: by then another inquiry may wait for such a message.
    [Fact]
    public async Task CommitAsync_TheSameBytesWithinADay_AreACopyWhicheverInquiryWaits()
    {
        await AddAsync("R-1");
        await AddAsync("R-2", createdAt: Sample.Now.AddMinutes(1));
        await Inbox.StageAndCommitAsync(Asking("R-1"), _ => null);

        var again = await Inbox.StageAndCommitAsync(
            Asking("R-2") with { ReceivedAt = Sample.Now.AddHours(23) }, _ => throw new InvalidOperationException("not to be called"));
        var later = await Inbox.StageAndCommitAsync(Asking("R-2") with { ReceivedAt = Sample.Now.AddHours(25) }, _ => null);

        Assert.Equal((InboxOutcome.Duplicate, "R-1"), (again.Outcome, again.Message.Header.RequestId.Value));
        Assert.Equal((InboxOutcome.Stored, "R-2"), (later.Outcome, later.Message.Header.RequestId.Value));
    }

    // Packed again, or with another time in its header: a repetition, or the same words about the other inquiry.
    [Fact]
    public async Task CommitAsync_TheSameWordsInOtherBytesWithinADay_WaitUnmatchedWhereTheyAreForAnother()
    {
        await AddAsync("R-1");
        await AddAsync("R-2");
        await Inbox.StageAndCommitAsync(Asking("R-1"), _ => null);
        InboxMessage Other(string chosen, int hours) =>
            Asking(chosen) with { ReceivedAt = Sample.Now.AddHours(hours), BodySha256 = Sample.Sha256($"other bytes {chosen} {hours}") };

        Assert.Equal(InboxOutcome.Duplicate, (await Inbox.StageAndCommitAsync(Other("R-1", 1), Refuse)).Outcome);
        var later = await Inbox.StageAndCommitAsync(
            Other("R-2", 25) with { MessageKey = "sha256:later", Digest = Sample.Sha256("later") }, _ => null);
        Assert.Equal((InboxOutcome.Stored, "R-2"), (later.Outcome, later.Message.Header.RequestId.Value));
        var inDoubt = Other("R-2", 23);
        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(inDoubt, Refuse)).Outcome);
        await ReopenAsync();

        // It is in doubt also when it is looked at again; whoever knows better says so.
        Assert.Null(await Inbox.AdoptCorrelatedAsync(inDoubt.Receipt, inDoubt.Correlation!, Refuse));
        var ofUser = new InquirySearch
        {
            RequestId = RequestId.Parse("R-2"),
            Choose = static (candidates, _) => candidates[0].RequestId,
        };
        Assert.Equal("R-2", (await Inbox.AdoptCorrelatedAsync(inDoubt.Receipt, ofUser, _ => null))!.Value.Value);
        Assert.Equal(
            InboxOutcome.Duplicate,
            (await Inbox.StageAndCommitAsync(Other("R-2", 23) with { ReceivedAt = Sample.Now.AddDays(3) }, Refuse)).Outcome);
    }

    [Fact]
    public async Task CommitAsync_TheSameWordsAfterADay_AreOfTheInquiryThatIsChosen()
    {
        await AddAsync("R-1");
        await AddAsync("R-2");
        await Inbox.StageAndCommitAsync(Asking("R-1"), _ => null);

        var result = await Inbox.StageAndCommitAsync(
            Asking("R-2") with { ReceivedAt = Sample.Now.AddHours(25), BodySha256 = Sample.Sha256("other bytes") }, _ => null);

        Assert.Equal((InboxOutcome.Stored, "R-2"), (result.Outcome, result.Message.Header.RequestId.Value));
    }

    // The open one was sent after the first came: the same bytes may be the answer to it, and must not vanish as a copy.
    [Fact]
    public async Task CommitAsync_TheSameBytesAfterALaterInquiryWasSent_WaitUnmatched()
    {
        await AddAsync("R-1");
        await Inbox.StageAndCommitAsync(Asking("R-1"), _ => null);
        await AddAsync("R-2", sentAt: Sample.Now.AddMinutes(5));

        var again = await Inbox.StageAndCommitAsync(Asking("R-2") with { ReceivedAt = Sample.Now.AddMinutes(10) }, Refuse);
        var copy = await Inbox.StageAndCommitAsync(Asking("R-2") with { ReceivedAt = Sample.Now.AddMinutes(11) }, Refuse);

        Assert.Equal((InboxOutcome.Unmatched, InboxOutcome.Duplicate), (again.Outcome, copy.Outcome));
        Assert.Single(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Unmatched)));
    }

    [Fact]
    public async Task CommitAsync_TheSameBytesAfterALaterInquiryIsOver_AreACopy()
    {
        await AddAsync("R-1");
        await Inbox.StageAndCommitAsync(Asking("R-1"), _ => null);
        await AddAsync("R-2", sentAt: Sample.Now.AddMinutes(5), finished: true);

        Assert.Equal(
            InboxOutcome.Duplicate,
            (await Inbox.StageAndCommitAsync(Asking("R-2") with { ReceivedAt = Sample.Now.AddMinutes(10) }, Refuse)).Outcome);
    }

    [Fact]
    public async Task CommitAsync_WithAMessageIdAndNoRequestId_ItsNumberIsItsIdentity()
    {
        await AddAsync("R-1", "T-1");
        var message = Message("a") with { MessageKey = "M-7" };
        message = message with { Header = message.Header with { MessageId = MessageId.Parse("M-7") } };

        Assert.Equal(InboxOutcome.Stored, (await Inbox.StageAndCommitAsync(message, _ => null)).Outcome);

        var copy = await Inbox.StageAndCommitAsync(message with { Receipt = Sample.Receipt() }, _ => null);
        Assert.Equal((InboxOutcome.Duplicate, "M-7"), (copy.Outcome, copy.Message.MessageKey));
    }

    [Fact]
    public async Task CommitAsync_NoneChosen_WaitsUnmatchedWithWhatItIsLookedForBy()
    {
        await AddAsync("R-1", "T-1");
        var message = Message("a", choose: static (_, _) => null, esiIds: [Sample.Esi(1), Sample.Esi(2)]) with { UsageCount = 0 };
        Assert.Equal(
            InboxOutcome.Unmatched,
            (await Inbox.StageAndCommitAsync(message, _ => throw new InvalidOperationException("not to be called"))).Outcome);
        await ReopenAsync();

        var entry = Assert.Single(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Unmatched)));
        Assert.Null(entry.RequestId);
        Assert.Equal(["T-1"], entry.Identifiers);
        Assert.Equal([Sample.Esi(1), Sample.Esi(2)], entry.EsiIds);
        Assert.Equal(default, (await Inbox.FindAsync(message.Receipt))!.Header.RequestId);
        Assert.Equal(
            InboxOutcome.Duplicate, (await Inbox.StageAndCommitAsync(message with { Receipt = Sample.Receipt() }, _ => null)).Outcome);
        Assert.Single(
            await ToListAsync(
                Store.Maintenance
                    .ListMessagesAsync(new PurgeTerms { Client = Sample.Client, EsiId = Sample.Esi(2), At = Sample.Now, Kinds = [] })));
        Assert.False(await Inbox.AdoptAsync(message.Receipt, _ => throw new InvalidOperationException("not to be called")));
    }

    [Fact]
    public async Task CommitAsync_ChangeThrows_LeavesNoKeyBehind()
    {
        await AddAsync("R-1");

        await Assert.ThrowsAsync<FormatException>(() =>
            Store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, _ => throw new FormatException()));
        await Assert.ThrowsAsync<FormatException>(() => Inbox.StageAndCommitAsync(Asking("R-1"), _ => throw new FormatException()));

        Assert.Empty(await FindAsync(KeyOfT1));
        Assert.Empty(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Inbox)));
        Assert.Empty(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Unmatched)));
    }

    [Fact]
    public async Task CommitAsync_TwentyAtOnceForTwoInquiries_EachGetsItsOwn()
    {
        await AddAsync("R-1", "T-1");
        await AddAsync("R-2", "T-2");

        var results = await AtOnceAsync(20, i =>
        {
            var message = Message($"m{i}", key: i % 2 == 0 ? KeyOfT1 : "t:T-2", esiIds: [Sample.Esi(1)]);
            return Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
        });

        Assert.All(results, result => Assert.Equal(InboxOutcome.Stored, result.Outcome));
        Assert.Equal(10, (await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries.Count);
        Assert.Equal(10, (await Store.Inquiries.FindAsync(Sample.Client, RequestId.Parse("R-2")))!.Ledger.Deliveries.Count);
    }

    // Whichever comes first, a callback by CNP's number or the answer with it: afterwards the message is the inquiry's, or can be adopted.
    [Fact]
    public async Task CommitAsync_WhileTheAnswerIsStored_IsStoredOrAdoptable()
    {
        for (var round = 0; round < 10; round++)
        {
            var (id, number) = ($"R-{round}", $"T-{round}");
            await AddAsync(id);
            var message = Message($"m{round}", key: "t:" + number);

            await AtOnceAsync(2, async i =>
            {
                await (i == 0 ? Inbox.StageAndCommitAsync(message, _ => null) : AnswerAsync(id, number));
                return true;
            });

            var isStored = (await Inbox.FindEntryAsync(message.Receipt))!.Room == InboxRoom.Inbox;
            var adoptable = await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, RequestId.Parse(id)));
            Assert.Equal(isStored ? [] : Receipts(message), Receipts(adoptable));
        }
    }

    [Theory]
    [InlineData("t:none", null, false)]
    [InlineData(KeyOfT1, null, true)]
    [InlineData("t:none", "R-1", true)]
    public async Task Choose_OfCandidates_IsToldWhetherTheyAreNamed(string key, string? requestId, bool areNamed)
    {
        await AddAsync("R-1", "T-1");
        var told = new List<bool>();
        InboxMessage Asking(string content, RequestId? chosen) => Message(
            content, key, requestId, [Sample.Esi(1)], (candidates, flag) =>
            {
                Assert.Equal("R-1", Assert.Single(candidates).RequestId.Value);
                told.Add(flag);
                return chosen;
            });
        var waiting = Asking("b", chosen: null);

        Assert.Equal(InboxOutcome.Stored, (await Inbox.StageAndCommitAsync(Asking("a", Sample.R1), _ => null)).Outcome);
        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(waiting, Refuse)).Outcome);
        AssertTold();
        Assert.Equal(
            Sample.R1, await Inbox.AdoptCorrelatedAsync(waiting.Receipt, Asking("b", Sample.R1).Correlation!, _ => null));
        AssertTold();

        void AssertTold()
        {
            Assert.NotEmpty(told);
            Assert.All(told, flag => Assert.Equal(areNamed, flag));
            told.Clear();
        }
    }

    private static InquiryChange? Refuse(InquiryRecord record) => throw new InvalidOperationException("not to be called");

    private static IEnumerable<ReceiptId> Receipts(params InboxMessage[] messages) =>
        messages.Select(message => message.Receipt).OrderBy(receipt => receipt.ToString(), StringComparer.Ordinal);

    private static IEnumerable<ReceiptId> Receipts(IEnumerable<InboxEntry> entries) =>
        entries.Select(entry => entry.Receipt).OrderBy(receipt => receipt.ToString(), StringComparer.Ordinal);

    private Task<IReadOnlyList<InquiryRecord>> FindAsync(params string[] keys) =>
        Store.Inquiries.FindCandidatesAsync(Sample.Client, new InquirySearch { Keys = keys });

    private async Task AddAsync(
        string requestId, string? transaction = null, DateTimeOffset? createdAt = null, bool finished = false,
        string client = Sample.Client, DateTimeOffset? sentAt = null)
    {
        var record = Sample.Inquiry(requestId, client: client, createdAt: createdAt);
        var ledger = record.Ledger.Apply(new SendStarted(1, sentAt ?? Sample.Now.AddDays(-2), MessageId.Parse("MSG-" + requestId)));
        await Store.Inquiries.AddAsync(record with { Ledger = ledger, IsFinished = finished, Sending = SendingState.Accepted });
        if (transaction is not null)
        {
            await AnswerAsync(requestId, transaction);
        }
    }

    private async Task<InboxResult> AnswerAsync(string requestId, string transaction)
    {
        await Store.Inquiries.ChangeAsync(Sample.Client, RequestId.Parse(requestId), record => new InquiryChange(
            record with
            {
                Ledger = record.Ledger.Apply(new Acknowledged(
                    new MessageOrder(Sample.Now, transaction),
                    new Acknowledgement
                    {
                        RequestId = record.RequestId,
                        TransactionId = TransactionId.Parse(transaction),
                        ReceivedAt = Sample.Now,
                        Status = AcknowledgementStatus.Accepted,
                    },
                    1)),
            },
            []));
        return null!;
    }

    // By ESI ID, given to the one that is named here.
    private static InboxMessage Asking(string chosen) =>
        Message("a", key: "t:none", esiIds: [Sample.Esi(1)], choose: (_, _) => RequestId.Parse(chosen));

    private static InboxMessage Message(
        string content, string key = KeyOfT1, string? requestId = null, IReadOnlyList<EsiId>? esiIds = null,
        Func<IReadOnlyList<InquiryRecord>, bool, RequestId?>? choose = null)
    {
        var message = Sample.Message(content);
        return message with
        {
            MessageKey = "sha256:" + content,
            Header = message.Header with { RequestId = default, MessageId = null },
            Digest = Sample.Sha256(content),
            BodySha256 = Sample.Sha256("body" + content),
            CallbackPath = "callback",
            SoapAction = "urn:a",
            BodyContentType = "text/xml",
            BodyContentEncoding = "gzip",
            Correlation = new InquirySearch
            {
                Keys = [key],
                RequestId = requestId is null ? null : RequestId.Parse(requestId),
                EsiIds = esiIds ?? [],
                Choose = choose
                    ?? (static (candidates, areNamed) => areNamed ? candidates[0].RequestId : null),
            },
        };
    }
}
