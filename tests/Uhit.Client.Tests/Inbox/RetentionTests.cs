using Uhit.Client.Events;
using Uhit.Client.Inbox.Retention;
using Uhit.Client.Store;
using Uhit.Client.Tests.Events;
using Uhit.Client.Tests.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Inbox;

public sealed class RetentionTests
{
    private static readonly StoredEventKind[] Kinds = [StoredEventKind.UsageDelivered];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_CopiesOverTime_AreAnsweredAsBeforeEvenAfterTheContentIsPurged()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        var first = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync();
        var options = new RetentionOptions { PayloadAge = TimeSpan.FromDays(10) };
        var start = fixture.Time.GetUtcNow();
        var purged = new List<int>();
        foreach (var age in new[]
        {
            TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(12), TimeSpan.FromHours(72), TimeSpan.FromDays(30),
            TimeSpan.FromDays(399),
        })
        {
            fixture.Time.SetUtcNow(start + age);
            purged.Add((await PurgeAsync(fixture, options)).Messages);

            var copy = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
            Assert.Equal((age, 200), (age, copy.StatusCode));
            Assert.Equal(first.Body.ToArray(), copy.Body.ToArray());
            var other = await fixture.Receiver.SendAsync(Delivery(Header("D-1"), firstReading: 7m));
            Assert.Equal(AcknowledgementStatus.Rejected, ReceiverFixture.AnswerOf(other, UhitOperation.DeliverHistoricalUsage).Status);
        }

        Assert.Equal([0, 0, 0, 0, 1, 0], purged);
        Assert.Equal(1, (await fixture.Receiver.StatisticsAsync()).Messages);
    }

    // Documented: a copy that comes after that is taken as new; its data is stored again, and handlers,
    // whose events are known by their keys, get nothing again.
    [Fact]
    public async Task Memory_After401Days_ACopyIsTakenAsNewAndHandlersGetNothingAgain()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        var first = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync();
        var before = (await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Ledger;
        var options = new RetentionOptions { PayloadAge = TimeSpan.FromDays(10) };
        fixture.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, (await PurgeAsync(fixture, options)).Messages);
        fixture.Time.Advance(TimeSpan.FromDays(371));
        Assert.Equal(1, (await PurgeAsync(fixture, options)).Forgotten);

        var copy = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));

        Assert.Equal(200, copy.StatusCode);
        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(copy, UhitOperation.DeliverHistoricalUsage).Status);
        Assert.NotEqual(first.Body.ToArray(), copy.Body.ToArray());
        var statistics = await fixture.Receiver.StatisticsAsync();
        Assert.Equal((1L, 2L, 0L), (statistics.Messages, statistics.UsageLines, statistics.WaitingEvents));
        Assert.Equal(
            before.Deliveries["D-1"].Parts[1].Order,
            (await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Ledger.Deliveries["D-1"].Parts[1].Order);
    }

    [Fact]
    public async Task Duplicate_OlderDigestVersionAndPurged_IsTakenForTheSameAndLogged()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, store: new GatedStore { FirstHasAnOlderDigest = true });
        var first = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync();
        await fixture.Inbox.PurgeInquiryAsync(Asked, cancellationToken: Token);

        var copy = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));

        Assert.Equal(first.Body.ToArray(), copy.Body.ToArray());
        Assert.Contains(fixture.Receiver.Log.Collector.GetSnapshot(), record => record.Id.Id == 1216);
    }

    [Fact]
    public async Task PurgeByAge_OldAndHandled_TakesContentAndPersonalDataAndSaysWhen()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.SendAsync(Validation(Header("V-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync();
        var before = (await fixture.Client.FindAsync(Asked, Token))!;
        fixture.Time.Advance(TimeSpan.FromDays(31));

        var counts = await PurgeAsync(fixture, new RetentionOptions { PayloadAge = TimeSpan.FromDays(30) });
        var again = await PurgeAsync(fixture, new RetentionOptions { PayloadAge = TimeSpan.FromDays(30) });

        Assert.Equal(new AgePurgeCounts { Messages = 2, Inquiries = 1 }, counts);
        Assert.True(again.IsNothing);
        var after = (await fixture.Client.FindAsync(Asked, Token))!;
        Assert.Equal(fixture.Time.GetUtcNow(), after.PurgedAt);
        Assert.Null(before.PurgedAt);
        Assert.Equal((before.Sending, before.IsComplete), (after.Sending, after.IsComplete));
        Assert.Equal(
            before.Lines.Select(line => (line.EsiId, line.State, line.Received)),
            after.Lines.Select(line => (line.EsiId, line.State, line.Received)));
        Assert.Empty(await fixture.Client.ReadUsageAsync(Asked, Token).ToListAsync(Token));
        var inquiry = (await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Inquiry;
        Assert.All(
            inquiry.Lines, line => Assert.Equal((string.Empty, true), (line.Authorization.CustomerName, line.Authorization.Obtained)));
        Assert.All(inquiry.Lines, line => Assert.NotEmpty(line.Authorization.AuthorizedBy));
    }

    [Fact]
    public async Task PurgeByAge_SomethingWaits_IsHeldBack()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        fixture.Time.Advance(TimeSpan.FromDays(31));

        var counts = await PurgeAsync(fixture, new RetentionOptions { PayloadAge = TimeSpan.FromDays(30) });

        Assert.Equal(new AgePurgeCounts { HeldBack = 1 }, counts);
        Assert.Equal(2, await fixture.Client.ReadUsageAsync(Asked, Token).CountAsync(Token));
    }

    [Fact]
    public async Task PurgeByAge_UnmatchedAndUnreadable_AreThrownAwayAtTheirAges()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        var first = await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), firstReading: 9m));
        await fixture.FinishEventsAsync();
        fixture.Time.Advance(TimeSpan.FromDays(10));

        var counts = await PurgeAsync(
            fixture, new RetentionOptions { PayloadAge = TimeSpan.FromDays(30), UnreadableAge = TimeSpan.FromDays(5) });
        Assert.Equal(new AgePurgeCounts { Unreadable = 1 }, counts);
        fixture.Time.Advance(TimeSpan.FromDays(21));
        counts = await PurgeAsync(fixture, new RetentionOptions { PayloadAge = TimeSpan.FromDays(30) });

        Assert.Equal(new AgePurgeCounts { Messages = 1, UnmatchedDiscarded = 1 }, counts);
        Assert.Single(await fixture.ListAsync(InboxRoom.Discarded));
        Assert.Equal(first.Body.ToArray(), (await fixture.Receiver.SendAsync(Delivery(Header("D-1")))).Body.ToArray());
    }

    [Fact]
    public async Task Purge_InquiryWithWaitingEvents_IsRefusedWithCountsUnlessTheyAreIncluded()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));

        var held = await fixture.Inbox.PurgeInquiryAsync(Asked, cancellationToken: Token);
        Assert.Equal(2, await fixture.Client.ReadUsageAsync(Asked, Token).CountAsync(Token));
        var purged = await fixture.Inbox.PurgeInquiryAsync(Asked, includeWaiting: true, Token);
        var again = await fixture.Inbox.PurgeInquiryAsync(RequestId.Parse("R-9"), cancellationToken: Token);

        Assert.Equal(new PurgeResult { Outcome = PurgeOutcome.Held, WaitingEvents = 2 }, held);
        Assert.Equal(new PurgeResult { Outcome = PurgeOutcome.Purged, Messages = 1, Inquiries = 1, WaitingEvents = 2 }, purged);
        Assert.Equal(PurgeOutcome.NothingFound, again.Outcome);
        Assert.Empty(await fixture.Receiver.EventsAsync());
    }

    [Fact]
    public async Task Purge_InquiryWhoseArrivalIsUncertain_CanNotBeSentAnyMore()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        await fixture.ImportAsync();

        await fixture.Inbox.PurgeInquiryAsync(Asked, cancellationToken: Token);

        var exception = await Assert.ThrowsAsync<UhitInquiryException>(() => fixture.Client.ResendAsync(Asked, Token));
        Assert.Contains("purged", exception.Message, StringComparison.Ordinal);
        Assert.Equal(SendingState.Uncertain, (await fixture.Client.FindAsync(Asked, Token))!.Sending);
    }

    [Fact]
    public async Task Purge_EsiId_TakesItEverywhereAndLeavesOthers()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.AddInquiryAsync(RequestId.Parse("R-2"));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-2", RequestId.Parse("R-2"))));
        await fixture.Receiver.SendAsync(Delivery(Header("D-3", RequestId.Parse("R-3"))));

        var result = await fixture.Inbox.PurgeEsiIdAsync(EsiIds[0], includeWaiting: true, Token);

        Assert.Equal((PurgeOutcome.Purged, 3, 2), (result.Outcome, result.Messages, result.Inquiries));
        foreach (var id in new[] { Asked, RequestId.Parse("R-2") })
        {
            Assert.Equal([EsiIds[1]], await fixture.Client.ReadUsageAsync(id, Token).Select(usage => usage.EsiId).ToListAsync(Token));
            var inquiry = (await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, id, Token))!.Inquiry;
            Assert.Equal([true, false], inquiry.Lines.Select(line => line.Authorization.CustomerName.Length == 0));
            Assert.NotNull((await fixture.Client.FindAsync(id, Token))!.PurgedAt);
        }

        foreach (var entry in await fixture.ListAsync(InboxRoom.Inbox))
        {
            Assert.Null(await fixture.Inbox.OpenBodyAsync(entry.Receipt, Token));
        }

        Assert.Single(await fixture.ListAsync(InboxRoom.Discarded));
        Assert.Equal(PurgeOutcome.Purged, (await fixture.Inbox.PurgeEsiIdAsync(EsiIds[0], cancellationToken: Token)).Outcome);
    }

    [Fact]
    public async Task UsageDelivered_OfAPurgedMessage_SaysThatItWasPurged()
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var stored = (await fixture.Receiver.EventsAsync())[0];
        await fixture.Inbox.PurgeEsiIdAsync(EsiIds[0], includeWaiting: true, Token);
        var usageEvent = (UsageDelivered)EventTable.Default.Create(stored, null, fixture.Store);
        Assert.Equal([EsiIds[1]], await usageEvent.ReadUsageAsync(Token).Select(usage => usage.EsiId).ToListAsync(Token));

        await fixture.Inbox.PurgeInquiryAsync(Asked, includeWaiting: true, Token);
        var purged = await Assert.ThrowsAsync<UhitStoreException>(() => usageEvent.ReadUsageAsync(Token).ToListAsync(Token).AsTask());

        Assert.Contains("purged", purged.Message, StringComparison.Ordinal);
        Assert.False(purged.IsTransient);
    }

    [Fact]
    public async Task Purge_CutOffAfterAnyStep_EndsInTheSameStateWhenRunAgain()
    {
        Func<IUsageHistoryInbox, Task> ofInquiry = inbox => inbox.PurgeInquiryAsync(Asked, includeWaiting: true, Token);
        Func<IUsageHistoryInbox, Task> ofEsiId = inbox => inbox.PurgeEsiIdAsync(EsiIds[0], includeWaiting: true, Token);
        var expected = await PurgedStateAsync(int.MaxValue, ofInquiry);
        var expectedOfEsiId = await PurgedStateAsync(int.MaxValue, ofEsiId);
        Assert.NotEqual(expected.State, expectedOfEsiId.State);
        var cutOff = 0;
        for (var steps = 0; steps < 12; steps++)
        {
            var actual = await PurgedStateAsync(steps, ofInquiry);
            var actualOfEsiId = await PurgedStateAsync(steps, ofEsiId);
            Assert.Equal(expected.State, actual.State);
            Assert.Equal(expectedOfEsiId.State, actualOfEsiId.State);
            cutOff += actual.Stopped + actualOfEsiId.Stopped;
        }

        Assert.True(cutOff >= 6);
    }

    [Fact]
    public async Task PurgeByAge_OneMessageAndOneInquiryCannotBeRead_PurgesTheOthersCountsThemAndTellsOnce()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(store: store);
        foreach (var id in new[] { "R-1", "R-2", "R-3" })
        {
            await fixture.Receiver.AddInquiryAsync(RequestId.Parse(id));
            await fixture.Receiver.SendAsync(Validation(Header("V-" + id, RequestId.Parse(id))));
            await fixture.Receiver.SendAsync(Delivery(Header("D-" + id, RequestId.Parse(id))));
        }

        var broken = (await fixture.ListAsync(InboxRoom.Inbox))[0];
        store.Unreadable.Add(broken.Receipt);
        store.Unreadable.Add(RequestId.Parse("R-2"));
        fixture.Time.Advance(TimeSpan.FromDays(31));
        var options = new RetentionOptions { PayloadAge = TimeSpan.FromDays(30) };

        var counts = await fixture.Purger.PurgeByAgeAsync(options, [], Token);
        var again = await fixture.Purger.PurgeByAgeAsync(options, [], Token);
        var told = fixture.Log.GetSnapshot().Count(record => record.Id.Id == 1245);
        store.Unreadable.Clear();
        var mended = await fixture.Purger.PurgeByAgeAsync(options, [], Token);

        Assert.Equal(new AgePurgeCounts { Messages = 5, Inquiries = 1, Failed = 2 }, counts);
        Assert.Equal((new AgePurgeCounts { Failed = 2 }, 2), (again, told));
        Assert.Equal(new AgePurgeCounts { Messages = 1, Inquiries = 2 }, mended);
    }

    [Fact]
    public async Task PurgeByAge_AnUnreadableCallbackCannotBeDiscarded_DiscardsTheOthers()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, store: store);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), firstReading: 8m));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), firstReading: 9m));
        store.Unreadable.Add((await fixture.ListAsync(InboxRoom.Unreadable))[0].Receipt);
        fixture.Time.Advance(TimeSpan.FromDays(10));

        var counts = await PurgeAsync(fixture, new RetentionOptions { UnreadableAge = TimeSpan.FromDays(5) });

        Assert.Equal(new AgePurgeCounts { Unreadable = 1, Failed = 1 }, counts);
        Assert.Single(await fixture.ListAsync(InboxRoom.Unreadable));
    }

    [Fact]
    public async Task Purge_SomeCannotBeRead_PurgesTheOthersAndThenSaysSo()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, store: store);
        await fixture.Receiver.SendAsync(Validation(Header("V-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), part: 1, parts: 2));
        await fixture.Receiver.SendAsync(Delivery(Header("D-2"), part: 2, parts: 2));
        store.Unreadable.Add((await fixture.ListAsync(InboxRoom.Inbox))[0].Receipt);
        var exception =
            await Assert.ThrowsAsync<UhitStoreException>(() => fixture.Inbox.PurgeInquiryAsync(Asked, includeWaiting: true, Token));

        Assert.Contains("1 of it could not be purged", exception.Message, StringComparison.Ordinal);
        Assert.Contains("It can't be read.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
        Assert.Equal(2, (await fixture.ListAsync(InboxRoom.Inbox)).Count(entry => entry.PurgedAt is not null));
        Assert.All(
            (await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Inquiry.Lines,
            line => Assert.Empty(line.Authorization.CustomerName));
        Assert.Contains(
            fixture.Log.GetSnapshot(),
            record => record.Id.Id == 1244 && record.Message.Contains("2 messages, 1 inquiries", StringComparison.Ordinal));
        store.Unreadable.Clear();
        var again = await fixture.Inbox.PurgeInquiryAsync(Asked, includeWaiting: true, Token);
        Assert.Equal((PurgeOutcome.Purged, 1), (again.Outcome, again.Messages));
    }

    private static async Task<(string State, int Stopped)> PurgedStateAsync(int stopsAfter, Func<IUsageHistoryInbox, Task> purge)
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, store: store);
        await fixture.Receiver.SendAsync(Validation(Header("V-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), part: 1, parts: 2));
        await fixture.Receiver.SendAsync(Delivery(Header("D-2"), part: 2, parts: 2));
        store.StopsAfter = stopsAfter;
        await Record.ExceptionAsync(() => purge(fixture.Inbox));
        var stopped = store.Stopped;
        store.StopsAfter = int.MaxValue;
        await purge(fixture.Inbox);

        var record = (await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!;
        var entries = await fixture.ListAsync(InboxRoom.Inbox);
        var statistics = await fixture.Receiver.StatisticsAsync();
        var state = string.Join('\n', entries.Select(entry => $"{entry.MessageKey} {entry.HasBody} {entry.PurgedAt is not null}"))
            + $"\n{statistics with { StagedReceipts = 0 }}\n{record.PurgedAt is not null}\n"
            + Text(StoreJson.Write(record.Inquiry)) + Text(StoreJson.Write(record.Ledger with { Sends = record.Ledger.Sends.Clear() }));
        return (state, stopped);
    }

    private static Task<AgePurgeCounts> PurgeAsync(RoomFixture fixture, RetentionOptions options) =>
        fixture.Purger.PurgeByAgeAsync(options, Kinds, Token);
}
