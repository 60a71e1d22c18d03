using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>How much may be unmatched for each peer, and that nothing else is ever refused for it.</summary>
public abstract class RoomQuotaConformance : StoreConformance
{
    private static readonly RoomQuota TwoEntries = new(1000, 2);

    private static readonly RoomQuota HundredBytes = new(100, 10);

    [Fact]
    public async Task CommitAsync_MoreUnmatchedThanAllowed_AreNotStoredAndStayStaged()
    {
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-1", TwoEntries));
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-2", TwoEntries));

        var refused = Sample.Message("M-3") with { UnmatchedQuota = TwoEntries };
        Assert.Equal(InboxOutcome.RoomFull, (await Store.Inbox.StageAndCommitAsync(refused, _ => null)).Outcome);

        Assert.Null(await Store.Inbox.FindAsync(refused.Receipt));
        Assert.Equal(2, (await ToListAsync(Store.Inbox.ListAsync(Sample.Client, InboxRoom.Unmatched))).Count);
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
        Assert.Equal(2, (await Store.Maintenance.GetStatisticsAsync(null)).WaitingEvents);
        await Store.Inbox.DiscardAsync(refused.Receipt);
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
    }

    [Fact]
    public async Task CommitAsync_MoreBytesThanAllowed_AreNotStored()
    {
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-1", HundredBytes, 60));
        Assert.Equal(InboxOutcome.RoomFull, await CommitAsync("M-2", HundredBytes, 41));
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-3", HundredBytes, 40));
        Assert.Equal(InboxOutcome.RoomFull, await CommitAsync("M-4", HundredBytes, 1));

        Assert.Equal([new RoomUsage(InboxRoom.Unmatched, "cnp", 2, 100)], await Store.Maintenance.GetRoomUsageAsync(Sample.Client));
    }

    [Fact]
    public async Task CommitAsync_UsageOfAnUnmatchedMessage_Counts()
    {
        var message = Sample.Message("M-1") with { UnmatchedQuota = new RoomQuota(10_000, 10), UsageCount = 2 };
        await Store.Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1, new string('a', 70)));
        await Store.Inbox.AppendUsageAsync(message.Receipt, 1, Sample.Usage(2, new string('b', 30)));

        await Store.Inbox.StageAndCommitAsync(message, _ => null);

        Assert.Equal(
            1 + 100 + (2 * StoreRules.UsageLineBytes), Assert.Single(await Store.Maintenance.GetRoomUsageAsync(Sample.Client)).Bytes);
    }

    [Fact]
    public async Task CommitAsync_RoomFull_RefusesNothingOfAKnownInquiryNorACopy()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var none = new RoomQuota(0, 0);
        var unmatched = Sample.Message("M-1", "R-9");
        Assert.Equal(InboxOutcome.Unmatched, (await Store.Inbox.StageAndCommitAsync(unmatched, _ => null)).Outcome);

        var known = Sample.Message("M-2") with { UnmatchedQuota = none };
        Assert.Equal(InboxOutcome.Stored, (await Store.Inbox.StageAndCommitAsync(known, Sample.Delivered(known))).Outcome);
        var copy = Sample.Message("M-1", "R-9") with { UnmatchedQuota = none };
        var again = await Store.Inbox.StageAndCommitAsync(copy, _ => null);
        Assert.Equal((InboxOutcome.Duplicate, unmatched.Receipt), (again.Outcome, again.Message.Receipt));
    }

    [Fact]
    public async Task CommitAsync_OtherPeersAndClients_HaveRoomsOfTheirOwn()
    {
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-1", HundredBytes, 100));

        Assert.Equal(InboxOutcome.RoomFull, await CommitAsync("M-2", HundredBytes));
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-2", HundredBytes, 100, peer: "other"));
        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-2", HundredBytes, 100, client: "Test"));
        Assert.Equal(
            [new RoomUsage(InboxRoom.Unmatched, "cnp", 1, 100), new RoomUsage(InboxRoom.Unmatched, "other", 1, 100)],
            await Store.Maintenance.GetRoomUsageAsync(Sample.Client));
    }

    [Fact]
    public async Task CommitAsync_AfterSomeWereAdoptedDiscardedOrPurged_HasRoomAgain()
    {
        var three = new RoomQuota(1000, 3);
        var receipts = new List<ReceiptId>();
        foreach (var requestId in new[] { "R-11", "R-12", "R-13" })
        {
            var message = Sample.Message("M-" + requestId, requestId) with { UnmatchedQuota = three };
            await Store.Inbox.StageAndCommitAsync(message, _ => null);
            receipts.Add(message.Receipt);
        }

        Assert.Equal(InboxOutcome.RoomFull, await CommitAsync("M-4", three));
        await Store.Inquiries.AddAsync(Sample.Inquiry("R-11"));
        Assert.True(await Store.Inbox.AdoptAsync(receipts[0], _ => null));
        Assert.True(await Store.Inbox.DiscardKeptAsync(receipts[1], Sample.Now));
        Assert.Equal(
            PurgeOutcome.Purged,
            await Store.Maintenance.PurgeMessageAsync(receipts[2], new PurgeTerms { Client = Sample.Client, At = Sample.Now, Kinds = [] }));
        Assert.Empty(await Store.Maintenance.GetRoomUsageAsync(Sample.Client));

        Assert.Equal(InboxOutcome.Unmatched, await CommitAsync("M-4", three));
    }

    [Fact]
    public async Task CommitAsync_ManyAtOnceAndReopened_StoresAsManyAsAllowed()
    {
        var five = new RoomQuota(1000, 5);

        var outcomes = await AtOnceAsync(12, i => CommitAsync("M-" + i, five));

        Assert.Equal(
            (5, 7),
            (outcomes.Count(outcome => outcome == InboxOutcome.Unmatched), outcomes.Count(outcome => outcome == InboxOutcome.RoomFull)));
        await ReopenAsync();
        Assert.Equal(InboxOutcome.RoomFull, await CommitAsync("M-20", five));
        Assert.Equal(
            (5L, 5L),
            (Assert.Single(await Store.Maintenance.GetRoomUsageAsync(Sample.Client)) is var room ? (room.Entries, room.Bytes) : default));
    }

    [Fact]
    public async Task GetRoomUsageAsync_Unreadable_IsCountedForTheClient()
    {
        Assert.Empty(await Store.Maintenance.GetRoomUsageAsync(Sample.Client));
        var receipt = Sample.Receipt();
        await Store.Inbox.AppendBodyAsync(receipt, 0, new byte[30]);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 10), bodyChunks: null);

        Assert.Equal([new RoomUsage(InboxRoom.Unreadable, null, 1, 30)], await Store.Maintenance.GetRoomUsageAsync(Sample.Client));
        await Store.Inbox.DiscardKeptAsync(receipt, Sample.Now);
        Assert.Empty(await Store.Maintenance.GetRoomUsageAsync(Sample.Client));
    }

    private async Task<InboxOutcome> CommitAsync(
        string key, RoomQuota quota, int bytes = 1, string peer = "cnp", string client = Sample.Client)
    {
        var message = Sample.Message(key, peer: peer, client: client) with { UnmatchedQuota = quota };
        await Store.Inbox.AppendBodyAsync(message.Receipt, 0, new byte[bytes]);
        return (await Store.Inbox.CommitAsync(message, _ => null)).Outcome;
    }
}
