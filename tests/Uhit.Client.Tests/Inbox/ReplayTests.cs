using Uhit.Client.Store;
using Uhit.Client.Tests.Events;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Inbox;

public sealed class ReplayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The format has a mistake, which is mended later: the rooms have the mended one.
    private static SimulatedWireFormat Broken => FailingWireFormat.With(new WireFormatException("bad-value", "Reading"));

    [Fact]
    public async Task Replay_FormatMended_StoresItAsIfItHadComeThen()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken);
        var sent = Padded(Delivery(Header("D-1")));
        await fixture.Receiver.SendAsync(sent);
        var cameAt = fixture.Time.GetUtcNow();
        var kept = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));
        fixture.Time.Advance(TimeSpan.FromHours(5));

        var result = await fixture.Inbox.ReplayAsync(kept.Receipt, Token);

        Assert.Equal(new InboxActionResult { Outcome = InboxActionOutcome.Stored, RequestId = Asked }, result);
        Assert.Empty(await fixture.ListAsync(InboxRoom.Unreadable));
        var entry = Assert.Single(await fixture.ListAsync(InboxRoom.Inbox));
        Assert.Equal((cameAt, kept.Peer, "D-1", (long)sent.Length), (entry.ReceivedAt, entry.Peer, entry.MessageKey, entry.BodyLength));
        Assert.True((await fixture.Receiver.SnapshotAsync()).IsComplete);
        Assert.Equal(
            [StoredEventKind.UsageDelivered, StoredEventKind.InquiryCompleted],
            (await fixture.Receiver.EventsAsync()).Select(stored => stored.Kind));
        await using var body = (await fixture.Inbox.OpenBodyAsync(entry.Receipt, Token))!;
        var copy = new MemoryStream();
        await body.CopyToAsync(copy, Token);
        Assert.Equal(sent, copy.ToArray());
        Assert.Equal(0, (await fixture.Receiver.StatisticsAsync()).StagedReceipts);
    }

    [Fact]
    public async Task Replay_TwiceAndAtOnce_StoresOnce()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => fixture.Inbox.ReplayAsync(receipt, Token))));
        var later = await fixture.Inbox.ReplayAsync(receipt, Token);

        Assert.Single(atOnce, result => result.Outcome == InboxActionOutcome.Stored);
        Assert.Equal(InboxActionOutcome.NotThere, later.Outcome);
        var statistics = await fixture.Receiver.StatisticsAsync();
        Assert.Equal((1L, 2L, 2L, 0L), (statistics.Messages, statistics.UsageLines, statistics.WaitingEvents, statistics.StagedReceipts));
    }

    [Theory]
    [InlineData("finding")]
    [InlineData("opening")]
    [InlineData("reading")]
    public async Task Replay_AnotherFinishesFirst_IsNotUnreadable(string during)
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken, store: store);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;
        InboxActionResult? faster = null;
        Interrupt(store, during, async () => faster = await fixture.Inbox.ReplayAsync(receipt, Token));

        var slower = await fixture.Inbox.ReplayAsync(receipt, Token);

        Assert.Equal((InboxActionOutcome.Stored, InboxActionOutcome.NotThere), (faster!.Outcome, slower.Outcome));
        var statistics = await fixture.Receiver.StatisticsAsync();
        Assert.Equal((1L, 2L, 2L, 0L), (statistics.Messages, statistics.UsageLines, statistics.WaitingEvents, statistics.StagedReceipts));
    }

    [Fact]
    public async Task Replay_StoredBytesChanged_IsRefusedAndStays()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken, store: store);
        await fixture.Receiver.SendAsync(Padded(Delivery(Header("D-1"))));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;
        store.Damaged = receipt;

        await Assert.ThrowsAsync<UhitStoreException>(() => fixture.Inbox.ReplayAsync(receipt, Token));

        Assert.Equal(receipt, Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt);
        Assert.Equal(0, (await fixture.Receiver.StatisticsAsync()).StagedReceipts);
    }

    [Fact]
    public async Task Replay_CutOffBeforeTheEntryGoes_FindsADuplicateAndTheEntryGoes()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken, store: store);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;
        store.StopsAfter = 0;
        await Assert.ThrowsAsync<UhitStoreException>(() => fixture.Inbox.ReplayAsync(receipt, Token));
        Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));

        store.StopsAfter = int.MaxValue;
        var again = await fixture.Inbox.ReplayAsync(receipt, Token);

        Assert.Equal(InboxActionOutcome.Duplicate, again.Outcome);
        Assert.Empty(await fixture.ListAsync(InboxRoom.Unreadable));
        var statistics = await fixture.Receiver.StatisticsAsync();
        Assert.Equal((1L, 2L, 0L), (statistics.Messages, statistics.UsageLines, statistics.StagedReceipts));
    }

    [Fact]
    public async Task Replay_CnpSentItAgainMeanwhile_IsADuplicate()
    {
        await using var broken = await RoomFixture.CreateAsync(withInquiry: true, received: Broken);
        await broken.Receiver.SendAsync(Delivery(Header("D-1")));
        using var mended = await ReceiverFixture.CreateAsync(broken.Store, withInquiry: false);
        var answer = await mended.SendAsync(Delivery(Header("D-1")));
        var kept = Assert.Single(await broken.ListAsync(InboxRoom.Unreadable));

        // Another peer policy, the same name of the peer: the same identity.
        var result = await broken.Inbox.ReplayAsync(kept.Receipt, Token);

        Assert.Equal((200, InboxActionOutcome.Duplicate), (answer.StatusCode, result.Outcome));
        Assert.Empty(await broken.ListAsync(InboxRoom.Unreadable));
        Assert.Equal(answer.Body.ToArray(), (await mended.SendAsync(Delivery(Header("D-1")))).Body.ToArray());
    }

    [Fact]
    public async Task Replay_InquiryNotKnown_BecomesUnmatched()
    {
        await using var fixture = await RoomFixture.CreateAsync(received: Broken);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;

        Assert.Equal(InboxActionOutcome.Unmatched, (await fixture.Inbox.ReplayAsync(receipt, Token)).Outcome);

        Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched));
        Assert.Equal(1, (await fixture.ImportAsync()).Adopted);
    }

    [Fact]
    public async Task Replay_StillNotUnderstood_SaysWhyAndStays()
    {
        await using var fixture = await RoomFixture.CreateAsync(
            withInquiry: true, received: Broken, format: FailingWireFormat.With(new WireFormatException("missing-element", "X")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var kept = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));

        var result = await fixture.Inbox.ReplayAsync(kept.Receipt, Token);

        Assert.Equal(new InboxActionResult { Outcome = InboxActionOutcome.NotReadable, Reason = "missing-element" }, result);
        Assert.Equal(kept, Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)));
        Assert.Equal(0, (await fixture.Receiver.StatisticsAsync()).StagedReceipts);
    }

    [Fact]
    public async Task Replay_Conflict_StaysAConflict()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), firstReading: 9m));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;

        var result = await fixture.Inbox.ReplayAsync(receipt, Token);

        Assert.Equal((InboxActionOutcome.NotReadable, "conflict"), (result.Outcome, result.Reason));
        Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));
        Assert.Equal(1.25m, (await fixture.Client.ReadUsageAsync(Asked, Token).FirstAsync(Token)).IntervalSeries[0][0].Quantity);
    }

    [Fact]
    public async Task Replay_BodyNotKept_SaysSo()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken);
        var body = await KeepWithoutBodyAsync(fixture);

        Assert.Equal(InboxActionOutcome.NoBody, (await fixture.Inbox.ReplayAsync(body, Token)).Outcome);
        Assert.Null(await fixture.Inbox.OpenBodyAsync(body, Token));
        Assert.Equal(InboxActionOutcome.NotThere, (await fixture.Inbox.ReplayAsync(ReceiptId.Create(fixture.Time), Token)).Outcome);
    }

    [Fact]
    public async Task Discard_Unreadable_IsGoneAndMayComeAgain()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: Broken);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable)).Receipt;

        Assert.True(await fixture.Inbox.DiscardAsync(receipt, Token));
        Assert.False(await fixture.Inbox.DiscardAsync(receipt, Token));

        Assert.Null(await fixture.Inbox.FindAsync(receipt, Token));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));
    }

    [Fact]
    public async Task Discard_Unmatched_ACopyStillGetsTheStoredAnswer()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        var first = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).Receipt;

        Assert.True(await fixture.Inbox.DiscardAsync(receipt, Token));
        fixture.Time.Advance(TimeSpan.FromDays(3));
        var copy = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var conflict = await fixture.Receiver.SendAsync(Delivery(Header("D-1"), firstReading: 9m));

        Assert.Equal(first.Body.ToArray(), copy.Body.ToArray());
        Assert.Equal(AcknowledgementStatus.Rejected, ReceiverFixture.AnswerOf(conflict, UhitOperation.DeliverHistoricalUsage).Status);
        Assert.Equal(receipt, Assert.Single(await fixture.ListAsync(InboxRoom.Discarded)).Receipt);
        Assert.Null(await fixture.Inbox.OpenBodyAsync(receipt, Token));
        Assert.Equal(0, (await fixture.ImportAsync()).Adopted);
    }

    [Fact]
    public async Task Rooms_OfAnotherClient_AreNotSeen()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        var message = Conformance.Store.Sample.Message(client: "other");
        await fixture.Store.Inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray(), Token);
        await fixture.Store.Inbox.CommitAsync(message, _ => null, Token);

        Assert.Empty(await fixture.ListAsync(InboxRoom.Unmatched));
        Assert.Null(await fixture.Inbox.FindAsync(message.Receipt, Token));
        Assert.Null(await fixture.Inbox.OpenBodyAsync(message.Receipt, Token));
        Assert.False(await fixture.Inbox.DiscardAsync(message.Receipt, Token));
        Assert.Equal(InboxActionOutcome.NotThere, (await fixture.Inbox.AdoptAsync(message.Receipt, Token)).Outcome);
    }

    private static void Interrupt(StoppingStore store, string during, Func<Task> another)
    {
        store.BeforeFinding = during == "finding" ? another : null;
        store.BeforeOpening = during == "opening" ? another : null;
        store.WhileReading = during == "reading" ? another : null;
    }

    private static async Task<ReceiptId> KeepWithoutBodyAsync(RoomFixture fixture)
    {
        var receipt = ReceiptId.Create(fixture.Time);
        await fixture.Store.Inbox.AppendBodyAsync(receipt, 0, new byte[10], Token);
        await fixture.Store.Inbox.KeepUnreadableAsync(
            Conformance.Store.Sample.Unreadable(receipt, client: ReceiverFixture.Client), new RoomQuota(0, 10), bodyChunks: 1, Token);
        return receipt;
    }
}
