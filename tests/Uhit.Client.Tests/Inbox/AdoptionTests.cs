using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Store;
using Uhit.Client.Tests.Events;
using Uhit.Client.Tests.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Inbox;

public sealed class AdoptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_CallbacksCameBefore_GivesThemToTheInquiryWithTheirEvents()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        await fixture.Receiver.SendAsync(Delivery(Header("D-2"), part: 2, parts: 2));
        await fixture.Receiver.SendAsync(Validation(Header("V-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1"), part: 1, parts: 2));
        await fixture.Receiver.SendAsync(Validation(Header("V-2", RequestId.Parse("R-2"))));

        var result = await fixture.ImportAsync();

        Assert.Equal((true, 3, 0), (result.WasAdded, result.Adopted, result.NotReadable));
        Assert.True(result.Inquiry.IsComplete);
        Assert.Equal(SendingState.Accepted, result.Inquiry.Sending);
        Assert.Equal(EsiIds, await fixture.Client.ReadUsageAsync(Asked, Token).Select(usage => usage.EsiId).ToListAsync(Token));
        Assert.Equal(
            [
                StoredEventKind.CallbackUnmatched, StoredEventKind.CallbackUnmatched, StoredEventKind.CallbackUnmatched,
                StoredEventKind.UsageDelivered, StoredEventKind.ValidationReceived, StoredEventKind.UsageDelivered,
                StoredEventKind.InquiryCompleted,
            ],
            (await fixture.Receiver.EventsAsync()).Select(stored => stored.Kind));
        Assert.Equal("V-2", Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).MessageKey);
    }

    [Fact]
    public async Task Import_EndsInTheStateThatTheUsualOrderGives()
    {
        await using var usual = await RoomFixture.CreateAsync(withInquiry: true);
        await using var imported = await RoomFixture.CreateAsync();
        foreach (var fixture in new[] { usual, imported })
        {
            await fixture.Receiver.SendAsync(Validation(Header("V-1")));
            await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        }

        await imported.ImportAsync();

        var expected = (await usual.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Ledger;
        var actual = (await imported.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Ledger;
        Assert.Equal(StoreJson.Write(expected with { Sends = actual.Sends }), StoreJson.Write(actual));
    }

    [Fact]
    public async Task Import_Twice_ChangesNothingMore()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));

        await fixture.ImportAsync();
        var before = await fixture.Receiver.StatisticsAsync();
        var again = await fixture.ImportAsync();

        Assert.Equal((false, 0, 0), (again.WasAdded, again.Adopted, again.NotReadable));
        Assert.Equal(before, await fixture.Receiver.StatisticsAsync());
    }

    [Fact]
    public async Task Import_CutOffAfterAnyStep_IsFinishedByImportingAgain()
    {
        for (var steps = 0; steps < 5; steps++)
        {
            var store = new StoppingStore(steps);
            await using var fixture = await RoomFixture.CreateAsync(store: store);
            await fixture.Receiver.SendAsync(Validation(Header("V-1")));
            await fixture.Receiver.SendAsync(Delivery(Header("D-1"), part: 1, parts: 2));
            await fixture.Receiver.SendAsync(Delivery(Header("D-2"), part: 2, parts: 2));
            await Record.ExceptionAsync(() => fixture.ImportAsync());

            store.StopsAfter = int.MaxValue;
            var result = await fixture.ImportAsync();

            Assert.True(result.Inquiry.IsComplete);
            Assert.Equal(3 - Math.Min(3, Math.Max(0, steps - 1)), result.Adopted);
            Assert.Equal((3L, 0L, 7L), await CountsAsync(fixture));
        }
    }

    [Fact]
    public async Task Import_WithTransactionId_IsAcceptedFromTheStart()
    {
        await using var fixture = await RoomFixture.CreateAsync();

        var uncertain = await fixture.ImportAsync(requestId: "R-7");
        var taken = await fixture.ImportAsync(requestId: "R-8", transactionId: TransactionId.Parse("T-8"));

        Assert.Equal((SendingState.Uncertain, SendingState.Accepted), (uncertain.Inquiry.Sending, taken.Inquiry.Sending));
        Assert.Equal(fixture.SentAt, taken.Inquiry.SentAt);
        Assert.Equal(fixture.SentAt.AddHours(72), taken.Inquiry.DueAt);
        Assert.Equal(fixture.SentAt.AddHours(72), uncertain.Inquiry.DueAt);
        Assert.Equal("T-8", taken.Inquiry.TransactionId!.Value.Value);
    }

    [Fact]
    public async Task Import_NumberOrReferenceOfAnother_IsRefused()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        var asked = RoomFixture.Asked with { ClientReference = "key" };
        await fixture.ImportAsync(asked);

        await Assert.ThrowsAsync<UhitInquiryException>(
            () => fixture.ImportAsync(asked, "R-2"));
        await Assert.ThrowsAsync<UhitInquiryException>(
            () =>
                fixture.ImportAsync(RoomFixture.Asked with { Lines = [RoomFixture.Asked.Lines[0]] }));
    }

    [Fact]
    public async Task Adopt_InquiryBecameKnownOtherwise_IsDoneAloneAndOnce()
    {
        await using var fixture = await RoomFixture.CreateAsync();
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).Receipt;

        Assert.Equal(
            new InboxActionResult { Outcome = InboxActionOutcome.InquiryUnknown, RequestId = Asked },
            await fixture.Inbox.AdoptAsync(receipt, Token));
        await fixture.Receiver.AddInquiryAsync(Asked);
        Assert.Equal(InboxActionOutcome.Adopted, (await fixture.Inbox.AdoptAsync(receipt, Token)).Outcome);
        Assert.Equal(InboxActionOutcome.NotThere, (await fixture.Inbox.AdoptAsync(receipt, Token)).Outcome);

        Assert.True((await fixture.Receiver.SnapshotAsync()).IsComplete);
    }

    [Fact]
    public async Task Adopt_StoredBytesChanged_IsRefusedAndChangesNothing()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(store: store);
        await fixture.Receiver.SendAsync(Padded(Delivery(Header("D-1"))));
        await fixture.Receiver.AddInquiryAsync(Asked);
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).Receipt;
        store.Damaged = receipt;

        await Assert.ThrowsAsync<UhitStoreException>(() => fixture.Inbox.AdoptAsync(receipt, Token));

        Assert.Equal(InboxRoom.Unmatched, (await fixture.Inbox.FindAsync(receipt, Token))!.Room);
    }

    [Theory]
    [InlineData("opening", 0, "adopted")]
    [InlineData("opening", 0, "discarded")]
    [InlineData("opening", 0, "purged")]
    [InlineData("opening", 1, "discarded")]
    [InlineData("reading", 0, "adopted")]
    [InlineData("reading", 0, "discarded")]
    [InlineData("reading", 0, "purged")]
    public async Task Adopt_AnotherWasFasterWhileItWasRead_IsNotUnmatched(string during, int openings, string how)
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(store: store);
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.AddInquiryAsync(Asked);
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).Receipt;
        var isBegun = false;
        store.Openings = openings;
        store.BeforeOpening = during == "opening" ? AnotherAsync : null;
        store.WhileReading = during == "reading" ? AnotherAsync : null;

        var result = await fixture.Inbox.AdoptAsync(receipt, Token);

        Assert.Equal((true, InboxActionOutcome.NotThere), (isBegun, result.Outcome));
        var room = how == "adopted" ? InboxRoom.Inbox : InboxRoom.Discarded;
        Assert.Equal(room, (await fixture.Inbox.FindAsync(receipt, Token))!.Room);

        async Task AnotherAsync()
        {
            isBegun = true;
            _ = how switch
            {
                "adopted" => (object)await fixture.Inbox.AdoptAsync(receipt, Token),
                "discarded" => await fixture.Inbox.DiscardAsync(receipt, Token),
                _ => await fixture.Inbox.PurgeInquiryAsync(Asked, includeWaiting: true, Token),
            };
        }
    }

    // An import meets it in the list, and then it is gone: it counts neither as adopted nor as not readable.
    [Fact]
    public async Task Import_AnotherDiscardsOneMeanwhile_CountsItNowhere()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(store: store);
        await fixture.Receiver.SendAsync(Validation(Header("V-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        var first = (await fixture.ListAsync(InboxRoom.Unmatched))[0].Receipt;
        store.WhileReading = () => fixture.Inbox.DiscardAsync(first, Token);

        var result = await fixture.ImportAsync();

        Assert.Equal((1, 0), (result.Adopted, result.NotReadable));
    }

    [Fact]
    public async Task Import_OneOfTheBodiesIsDamaged_AdoptsTheOthers()
    {
        var store = new StoppingStore(int.MaxValue);
        await using var fixture = await RoomFixture.CreateAsync(store: store);
        await fixture.Receiver.SendAsync(Validation(Header("V-1")));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        store.Damaged = (await fixture.ListAsync(InboxRoom.Unmatched))[0].Receipt;

        var result = await fixture.ImportAsync();

        Assert.Equal((1, 1), (result.Adopted, result.NotReadable));
        Assert.Equal("V-1", Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).MessageKey);
    }

    [Fact]
    public async Task Adopt_FormatThatIsNotKnown_SaysSoAndStays()
    {
        await using var fixture = await RoomFixture.CreateAsync(received: RenamedWireFormat.Create("other-v1"));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.AddInquiryAsync(Asked);
        var receipt = Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched)).Receipt;

        var result = await fixture.Inbox.AdoptAsync(receipt, Token);

        Assert.Equal((InboxActionOutcome.NotReadable, "unknown-wire-format:other-v1"), (result.Outcome, result.Reason));
        Assert.Single(await fixture.ListAsync(InboxRoom.Unmatched));
    }

    [Fact]
    public async Task Adopt_ReceivedUnderTheReferenceFormat_IsReadWithItWhateverTheClientSpeaksNow()
    {
        await using var fixture = await RoomFixture.CreateAsync(format: RenamedWireFormat.Create("own-v1"));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));

        Assert.Equal(1, (await fixture.ImportAsync()).Adopted);
    }

    // The callback is committed as unmatched while its inquiry is being stored: nobody imports it again.
    [Fact]
    public async Task Dispatcher_UnmatchedOfAKnownInquiry_AdoptsItByItself()
    {
        var delivered = new TaskCompletionSource<UsageDelivered>();
        await using var fixture =
            await RoomFixture.CreateAsync(build: builder => builder.AddHandler<UsageDelivered>("told", (usageEvent, _) =>
            {
                delivered.TrySetResult(usageEvent);
                return Task.CompletedTask;
            }));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.Receiver.AddInquiryAsync(Asked);

        await fixture.Dispatcher.StartAsync(Token);

        Assert.Equal(Asked, (await delivered.Task.WaitAsync(TimeSpan.FromSeconds(30), Token)).RequestId);
        Assert.Empty(await fixture.ListAsync(InboxRoom.Unmatched));
        await fixture.Dispatcher.StopAsync(new CancellationToken(canceled: true));
    }

    private static async Task<(long Messages, long Unmatched, long Waiting)> CountsAsync(RoomFixture fixture)
    {
        var statistics = await fixture.Receiver.StatisticsAsync();
        return (statistics.Messages, statistics.Unmatched, statistics.WaitingEvents);
    }
}
