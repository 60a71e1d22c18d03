using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>The room of callbacks that could not be taken.</summary>
public abstract class UnreadableConformance : StoreConformance
{
    [Fact]
    public async Task KeepUnreadableAsync_ABody_IsKeptAndListed()
    {
        var receipt = await StageAsync(10);

        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 10), bodyChunks: null);
        await ReopenAsync();

        var entry = Assert.Single(await ListAsync());
        Assert.Equal(
            (receipt, "Malformed", true, 77L, "M-9"), (entry.Receipt, entry.Reason, entry.HasBody, entry.BodyLength, entry.MessageKey));
        Assert.Equal(UhitOperation.NotifyValidation, entry.Operation);
        await using var body = await Store.Inbox.OpenBodyAsync(receipt);
        Assert.Equal(10, body.ReadAtLeast(new byte[20], 20, throwOnEndOfStream: false));
        var statistics = await Store.Maintenance.GetStatisticsAsync(Sample.Client);
        Assert.Equal((1, 0, 0), (statistics.Unreadable, statistics.StagedReceipts, statistics.UsageLines));
        Assert.Null(await Store.Inbox.FindAsync(receipt));
    }

    [Fact]
    public async Task FindEntryAsync_InEachRoom_IsWhole()
    {
        await Store.Inquiries.AddAsync(Sample.Inquiry());
        var (matched, unmatched) = (Sample.Message(), Sample.Message("M-2", "R-unknown"));
        await Store.Inbox.StageAndCommitAsync(matched, _ => null);
        await Store.Inbox.StageAndCommitAsync(unmatched, _ => null);
        var unreadable = Sample.Unreadable(await StageAsync(10)) with { Operation = null };
        await Store.Inbox.KeepUnreadableAsync(unreadable, new RoomQuota(100, 10), bodyChunks: null);
        await ReopenAsync();
        var expected = new InboxEntry
        {
            Receipt = matched.Receipt,
            Client = Sample.Client,
            Environment = matched.Environment,
            Peer = "cnp",
            ReceivedAt = Sample.Now,
            CallbackPath = matched.CallbackPath,
            SoapAction = matched.SoapAction,
            BodyContentType = matched.BodyContentType,
            BodyContentEncoding = matched.BodyContentEncoding,
            BodyEncoding = matched.BodyEncoding,
            BodySha256 = matched.BodySha256,
            Operation = UhitOperation.DeliverHistoricalUsage,
            MessageKey = "M-1",
            RequestId = Sample.R1,
            BodyLength = 1000,
            HasBody = true,
            Room = InboxRoom.Inbox,
        };

        await AssertEntryAsync(expected);
        await AssertEntryAsync(expected with
        {
            Receipt = unmatched.Receipt,
            MessageKey = "M-2",
            RequestId = RequestId.Parse("R-unknown"),
            Room = InboxRoom.Unmatched,
        });
        await AssertEntryAsync(unreadable);
        Assert.Null(await Store.Inbox.FindEntryAsync(Sample.Receipt()));
    }

    [Fact]
    public async Task KeepUnreadableAsync_SameBodyAndReason_IsKeptOnce()
    {
        var first = await StageAsync(10);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(first), new RoomQuota(100, 10), bodyChunks: null);

        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(await StageAsync(10)), new RoomQuota(100, 10), bodyChunks: null);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(first), new RoomQuota(100, 10), bodyChunks: null);

        Assert.True(Assert.Single(await ListAsync()).HasBody);
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
        await Store.Inbox.KeepUnreadableAsync(
            Sample.Unreadable(await StageAsync(10), reason: "Conflict"), new RoomQuota(100, 10), bodyChunks: null);
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task KeepUnreadableAsync_BeyondTheBound_KeepsTheEntryWithoutItsBody()
    {
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(await StageAsync(60), "a"), new RoomQuota(100, 10), bodyChunks: null);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(await StageAsync(41), "b"), new RoomQuota(100, 10), bodyChunks: null);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(await StageAsync(40), "c"), new RoomQuota(100, 10), bodyChunks: null);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(await StageAsync(1), "d"), new RoomQuota(100, 10), bodyChunks: null);
        await Store.Inbox.KeepUnreadableAsync(
            Sample.Unreadable(await StageAsync(100), "a", client: "Other"), new RoomQuota(100, 10), bodyChunks: null);

        Assert.Equal([true, false, true, false], (await ListAsync()).Select(entry => entry.HasBody));
        Assert.True(Assert.Single(await ToListAsync(Store.Inbox.ListAsync("Other", InboxRoom.Unreadable))).HasBody);
        Assert.Equal(5, (await ToListAsync(Store.Inbox.ListAsync(null, InboxRoom.Unreadable))).Count);
    }

    [Fact]
    public async Task KeepUnreadableAsync_WithoutItsBody_TakesNoRoomForOneAndGivesNone()
    {
        var receipt = await StageAsync(101);

        Assert.True(await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 10), bodyChunks: null));

        Assert.Equal([new RoomUsage(InboxRoom.Unreadable, null, 1, 0)], await Store.Maintenance.GetRoomUsageAsync(Sample.Client));
        await using var body = await Store.Inbox.OpenBodyAsync(receipt);
        Assert.Equal(-1, body.ReadByte());
    }

    [Fact]
    public async Task KeepUnreadableAsync_MoreEntriesThanAllowed_AreNotStored()
    {
        Assert.True(await KeepAsync("a"));
        Assert.True(await KeepAsync("b"));

        Assert.False(await KeepAsync("c"));

        Assert.Equal(2, (await ListAsync()).Count);
        Assert.Equal(0, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
        Assert.True(await KeepAsync("b"));
        Assert.True(await KeepAsync("c", "Other"));
    }

    [Fact]
    public async Task KeepUnreadableAsync_SomeOfItsBodyIsGone_IsNotKept()
    {
        var swept = Sample.Receipt();
        var cut = await StageAsync(10);

        foreach (var receipt in new[] { swept, cut })
        {
            var failure = await Assert.ThrowsAsync<UhitStoreException>(
                () => Store.Inbox.KeepUnreadableAsync(
                    Sample.Unreadable(receipt, receipt.ToString()), new RoomQuota(100, 10), bodyChunks: 2));
            Assert.True(failure.IsTransient);
        }

        Assert.Empty(await ListAsync());
        Assert.True(await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(cut), new RoomQuota(100, 10), bodyChunks: 1));
        Assert.True(Assert.Single(await ListAsync()).HasBody);
    }

    [Fact]
    public async Task KeepUnreadableAsync_Committed_IsRefused()
    {
        var message = Sample.Message();
        await Store.Inbox.StageAndCommitAsync(message, _ => null);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(message.Receipt), new RoomQuota(100, 10), bodyChunks: null));
    }

    [Fact]
    public async Task CommitAsync_OfWhatIsKept_IsRefused()
    {
        var receipt = await StageAsync(10);
        await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 10), bodyChunks: null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Inbox.CommitAsync(Sample.Message(receipt: receipt), _ => null));

        Assert.Single(await ListAsync());
        Assert.Null(await Store.Inbox.FindAsync(receipt));
    }

    [Fact]
    public async Task KeepUnreadableAsync_WithWhatOnlyOtherRoomsHave_KeepsNothingOfThat()
    {
        var callback = Sample.Unreadable(await StageAsync(10));

        await Store.Inbox.KeepUnreadableAsync(
            callback with
            {
                Room = InboxRoom.Inbox,
                RequestId = Sample.R1,
                Identifiers = ["T-1"],
                EsiIds = [Sample.Esi(1)],
                PurgedAt = Sample.Now,
                HasBody = false,
            },
            new RoomQuota(100, 10),
            bodyChunks: null);
        await ReopenAsync();

        await AssertEntryAsync(callback);
        Assert.Equal(callback.Receipt, Assert.Single(await ListAsync()).Receipt);
    }

    [Fact]
    public async Task KeepUnreadableAsync_WithoutReason_IsRefusedAndLeavesAllAsItWas()
    {
        var staged = Sample.Unreadable(await StageAsync(10));

        foreach (var callback in new[] { staged, Sample.Unreadable(Sample.Receipt()) })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() =>
                Store.Inbox.KeepUnreadableAsync(callback with { Reason = null }, new RoomQuota(100, 10), bodyChunks: null));
        }

        Assert.Empty(await ListAsync());
        Assert.Equal(1, (await Store.Maintenance.GetStatisticsAsync(null)).StagedReceipts);
        Assert.True(await Store.Inbox.KeepUnreadableAsync(staged, new RoomQuota(100, 10), bodyChunks: 1));
        Assert.True(Assert.Single(await ListAsync()).HasBody);
    }

    private async Task AssertEntryAsync(InboxEntry expected)
    {
        var found = (await Store.Inbox.FindEntryAsync(expected.Receipt))!;

        Assert.Empty(found.Identifiers);
        Assert.Empty(found.EsiIds);
        Assert.Equal(expected.BodySha256.ToArray(), found.BodySha256.ToArray());
        Assert.Equal(
            expected with { Identifiers = found.Identifiers, EsiIds = found.EsiIds, BodySha256 = found.BodySha256 }, found);
    }

    private Task<List<InboxEntry>> ListAsync() => ToListAsync(Store.Inbox.ListAsync(Sample.Client, InboxRoom.Unreadable));

    private async Task<bool> KeepAsync(string body, string client = Sample.Client) =>
        await Store.Inbox.KeepUnreadableAsync(
            Sample.Unreadable(await StageAsync(10), body, client: client), new RoomQuota(100, 2), bodyChunks: null);

    private async Task<ReceiptId> StageAsync(int bytes)
    {
        var receipt = Sample.Receipt();
        await Store.Inbox.AppendBodyAsync(receipt, 0, new byte[bytes]);
        await Store.Inbox.AppendUsageAsync(receipt, 0, Sample.Usage(1));
        return receipt;
    }
}
