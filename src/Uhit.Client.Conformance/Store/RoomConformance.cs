using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>What waits in a side room: found, adopted, thrown away.</summary>
public abstract class RoomConformance : StoreConformance
{
    private static readonly DateTimeOffset Later = Sample.Now.AddDays(1);

    private ICallbackInbox Inbox => Store.Inbox;

    [Fact]
    public async Task AdoptAsync_UnmatchedOfAKnownInquiry_MovesItWithItsChangeAndEventsOnce()
    {
        var message = await CommitUnmatchedAsync();
        await Store.Inquiries.AddAsync(Sample.Inquiry());

        Assert.True(await Inbox.AdoptAsync(message.Receipt, Sample.Delivered(message)));
        await ReopenAsync();
        Assert.False(await Inbox.AdoptAsync(message.Receipt, _ => throw new InvalidOperationException("not to be called")));

        Assert.Equal(InboxRoom.Inbox, (await Inbox.FindEntryAsync(message.Receipt))!.Room);
        Assert.Single((await Store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
        Assert.Single(await ToListAsync(Inbox.ReadUsageAsync(Sample.Client, Sample.R1)));
        var statistics = await Store.Maintenance.GetStatisticsAsync(Sample.Client);
        Assert.Equal((1, 0, 2), (statistics.Messages, statistics.Unmatched, statistics.WaitingEvents));
    }

    [Fact]
    public async Task AdoptAsync_TwentyAtOnce_AdoptOnce()
    {
        var message = await CommitUnmatchedAsync();
        await Store.Inquiries.AddAsync(Sample.Inquiry());

        var adopted = await AtOnceAsync(20, _ => Inbox.AdoptAsync(message.Receipt, Sample.Delivered(message)));

        Assert.Single(adopted, isAdopted => isAdopted);
    }

    [Fact]
    public async Task AdoptAsync_InquiryNotKnown_ChangesNothing()
    {
        var message = await CommitUnmatchedAsync();
        await Store.Inquiries.AddAsync(Sample.Inquiry(client: "Other"));

        Assert.False(await Inbox.AdoptAsync(message.Receipt, _ => throw new InvalidOperationException("not to be called")));
        Assert.False(await Inbox.AdoptAsync(Sample.Receipt(), _ => null));

        Assert.Equal(InboxRoom.Unmatched, (await Inbox.FindEntryAsync(message.Receipt))!.Room);
    }

    [Fact]
    public async Task AdoptAsync_ChangeThrows_ChangesNothing()
    {
        var message = await CommitUnmatchedAsync();
        await Store.Inquiries.AddAsync(Sample.Inquiry());

        await Assert.ThrowsAsync<FormatException>(() => Inbox.AdoptAsync(message.Receipt, _ => throw new FormatException()));

        Assert.Equal(InboxRoom.Unmatched, (await Inbox.FindEntryAsync(message.Receipt))!.Room);
        Assert.True(await Inbox.AdoptAsync(message.Receipt, Sample.Delivered(message)));
    }

    [Fact]
    public async Task ListAdoptableAsync_OfManyUnmatched_ListsThoseWhoseInquiryIsKnown()
    {
        var first = await CommitUnmatchedAsync("M-1", "R-1");
        var second = await CommitUnmatchedAsync("M-2", "R-2");
        await CommitUnmatchedAsync("M-3", "R-3");
        await CommitUnmatchedAsync("M-4", "R-1", "Other");
        Assert.Empty(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, null)));

        await Store.Inquiries.AddAsync(Sample.Inquiry());
        await Store.Inquiries.AddAsync(Sample.Inquiry("R-2"));

        Assert.Equal(
            [first.Receipt, second.Receipt],
            (await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, null))).Select(entry => entry.Receipt));
        Assert.Equal(
            [second.Receipt],
            (await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, RequestId.Parse("R-2")))).Select(entry => entry.Receipt));
        Assert.Empty(await ToListAsync(Inbox.ListAdoptableAsync(Sample.Client, RequestId.Parse("R-3"))));
    }

    [Fact]
    public async Task DiscardKeptAsync_Unmatched_KeepsIdentityDigestAndAnswer()
    {
        var message = await CommitUnmatchedAsync();

        Assert.True(await Inbox.DiscardKeptAsync(message.Receipt, Later));
        await ReopenAsync();
        Assert.False(await Inbox.DiscardKeptAsync(message.Receipt, Later.AddDays(1)));
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        Assert.False(await Inbox.AdoptAsync(message.Receipt, Sample.Delivered(message)));

        var copy = await Inbox.StageAndCommitAsync(Sample.Message() with { AnswerSoap11 = "other"u8.ToArray() }, _ => null);
        Assert.Equal(InboxOutcome.Duplicate, copy.Outcome);
        Assert.Equal(message.AnswerSoap11.ToArray(), copy.Message.AnswerSoap11.ToArray());
        Assert.Equal((Later, 0), (copy.Message.PurgedAt, copy.Message.BodyChunks));
        Assert.Equal(InboxOutcome.Conflict, (await Inbox.StageAndCommitAsync(Sample.Message(content: "b"), _ => null)).Outcome);
        var entry = Assert.Single(await ToListAsync(Inbox.ListAsync(Sample.Client, InboxRoom.Discarded)));
        Assert.Equal((message.Receipt, false, Later), (entry.Receipt, entry.HasBody, entry.PurgedAt));
        Assert.Empty(await ToListAsync(Inbox.ListAsync(null, InboxRoom.Unmatched)));
        Assert.Empty(await ToListAsync(Inbox.ReadMessageUsageAsync(message.Receipt)));
        await using var body = await Inbox.OpenBodyAsync(message.Receipt);
        Assert.Equal(-1, body.ReadByte());
    }

    [Fact]
    public async Task DiscardKeptAsync_Unreadable_TakesItAwayAndMakesRoom()
    {
        var receipt = await KeepAsync();

        Assert.True(await Inbox.DiscardKeptAsync(receipt, Later));
        Assert.False(await Inbox.DiscardKeptAsync(receipt, Later));

        Assert.Null(await Inbox.FindEntryAsync(receipt));
        await Assert.ThrowsAsync<UhitStoreException>(() => Inbox.OpenBodyAsync(receipt));
        Assert.True((await Inbox.FindEntryAsync(await KeepAsync()))!.HasBody);
    }

    [Fact]
    public async Task DiscardKeptAsync_OfAKnownInquiry_IsNotDone()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var message = Sample.Message();
        await Inbox.StageAndCommitAsync(message, Sample.Delivered(message));
        var staged = Sample.Receipt();
        await Inbox.AppendBodyAsync(staged, 0, "a"u8.ToArray());

        Assert.False(await Inbox.DiscardKeptAsync(message.Receipt, Later));
        Assert.False(await Inbox.DiscardKeptAsync(staged, Later));

        Assert.True((await Inbox.FindEntryAsync(message.Receipt))!.HasBody);
        Assert.Null(await Inbox.FindEntryAsync(staged));
    }

    [Fact]
    public async Task FindEntryAsync_Unreadable_GivesAllThatIsKnown()
    {
        var receipt = await KeepAsync();
        await ReopenAsync();

        var found = (await Inbox.FindEntryAsync(receipt))!;

        var kept = Sample.Unreadable(receipt);
        Assert.Equal(kept.BodySha256.ToArray(), found.BodySha256.ToArray());
        Assert.Equal(kept, found with { BodySha256 = kept.BodySha256 });
    }

    private async Task<ReceiptId> KeepAsync()
    {
        var receipt = Sample.Receipt();
        await Inbox.AppendBodyAsync(receipt, 0, new byte[60]);
        await Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 1), bodyChunks: null);
        return receipt;
    }

    private async Task<InboxMessage> CommitUnmatchedAsync(string key = "M-1", string requestId = "R-1", string client = Sample.Client)
    {
        var message = Sample.Message(key, requestId, client: client) with { UsageCount = 1 };
        await Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1));
        Assert.Equal(InboxOutcome.Unmatched, (await Inbox.StageAndCommitAsync(message, _ => null)).Outcome);
        return message;
    }
}
