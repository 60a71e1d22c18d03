using System.Text;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Wire.Mapping;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Inbox;

/// <summary>What waits for CNP's number, or for the user: adopted after the answer, within bounds, the rest by the chore.</summary>
public sealed class AdoptionBoundTests
{
    private static readonly SimulatedWireFormat ByNumber = FormatOf("transactionId");
    private static readonly SimulatedWireFormat ByEsiId = FormatOf("esiId");

    // Once to see that it is whole, once to read it.
    private const int OpeningsOfOne = 2;

    // Never asked for.
    private const string Stranger = "10089010000000009";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SimulatedWireFormat FormatOf(string correlation) => MappedMessage.Delivery(
        """
        "each": "t:A", "esiId": "@e", "bills": { "each": "t:B", "startDate": "@s", "endDate": "@x", "usage": "@u" }
        """,
        delivery: """
        "requestId": { "path": "@r", "required": false }, "transactionId": { "path": "@n", "required": false },
        """,
        top: $"\"correlation\": [\"requestId\", \"{correlation}\"],");

    [Fact]
    public async Task Handle_ItTeachesTheNumber_IsAnsweredBeforeWhatWaitsForItIsAdopted()
    {
        await using var fixture = await CreateAsync(ByNumber);
        var waiting = await WaitForNumberAsync(fixture, 20);

        var response = await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));
        Assert.Equal(waiting, await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        await response.OnSentAsync(Token);

        // The first sixteen in their order; the chore does the rest, in any process.
        Assert.Equal(waiting[16..], await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        await new AdoptionChore(fixture.Adoption, fixture.Receiving).LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Empty(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        Assert.Equal(21, (await ReceiptsAsync(fixture, InboxRoom.Inbox)).Count);
    }

    // The last of three is answered, and at the same moment another connection brings what all of them wait for.
    [Fact]
    public async Task Handle_TheNumberComesBetweenAnAnswerAndWhatFollowsIt_AdoptsThemInTheirOrder()
    {
        await using var fixture = await CreateAsync(ByNumber);
        await WaitForNumberAsync(fixture, 2);
        var last = await SendAsync(fixture, Message(n: "T-1", usage: 2));
        var waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);
        await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));

        await last.OnSentAsync(Token);

        Assert.Equal(waiting, (await DeliveredAsync(fixture))[1..]);
    }

    // The first was found to be nobody's yet, and the answer comes before the second is looked at: by another process, which dies with it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chore_TheNumberComesInItsMidst_AdoptsThemInTheirOrder(bool areSeenBefore)
    {
        var store = new GatedStore();
        var format = FormatOf("transactionId\", \"esiId");
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: format, format: format, store: store);
        await fixture.Receiver.AddInquiryAsync(RequestId.Parse("R-2"));
        await WaitForNumberAsync(fixture, 3);
        var waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);
        var chore = new AdoptionChore(fixture.Adoption, fixture.Receiving);
        if (areSeenBefore)
        {
            await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
            await SendAsync(fixture, Message(n: "T-1", usage: 3));
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await SendAsync(fixture, Message(n: "T-1", usage: 4));
            waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);
        }

        store.AfterAdoption = () => SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));
        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);

        Assert.Equal(waiting, (await DeliveredAsync(fixture))[1..]);
    }

    // What was tried before a number came goes first, and takes of the same budget.
    [Fact]
    public async Task AdoptAll_TheNumberComesInItsMidst_WhatGoesFirstCountsToo()
    {
        var store = new GatedStore();
        var format = FormatOf("transactionId\", \"esiId");
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: format, format: format, store: store);
        await fixture.Receiver.AddInquiryAsync(RequestId.Parse("R-2"));
        var waiting = await WaitForNumberAsync(fixture, 3);
        store.AfterAdoption = () => SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));
        var budget = new AdoptionBudget(2, long.MaxValue);

        Assert.Equal(0, await fixture.Adoption.AdoptAllAsync(null, (_, _) => { }, Token, budget));

        Assert.True(budget.IsSpent);
        Assert.Equal(waiting, await ReceiptsAsync(fixture, InboxRoom.Unmatched));
    }

    // The first has CNP's number, and an ESI ID that was never asked for: it keeps nobody waiting, and is read no more than it must.
    [Fact]
    public async Task Chore_AnEarlierOneOfItsNumberFitsNobody_IsAdoptedAndTheEarlierOneWaitsOn()
    {
        var store = new GatedStore();
        var format = FormatOf("transactionId\", \"esiId");
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: format, format: format, store: store);
        await fixture.Receiver.AddInquiryAsync(RequestId.Parse("R-2"));
        await SendAsync(fixture, Message(n: "T-1", usage: 1, esiId: Stranger));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(fixture, Message(n: "T-1", usage: 2));
        var waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);
        await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));
        var before = store.OpenedBodies;

        await new AdoptionChore(fixture.Adoption, fixture.Receiving).LookAsync(fixture.Time.GetUtcNow(), Token);

        Assert.Equal(waiting[..1], await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        Assert.Equal(2, (await DeliveredAsync(fixture)).Count);
        Assert.Equal(OpeningsOfOne * 3, store.OpenedBodies - before);
    }

    // One of their ESI IDs was never asked for: sharing a number that nobody knows names no inquiry.
    [Fact]
    public async Task Chore_TwoShareANumberThatIsNotKnownAndFitNobody_BothWaitOn()
    {
        await using var fixture = await CreateAsync(FormatOf("transactionId\", \"esiId"));
        for (var i = 1; i <= 2; i++)
        {
            await SendAsync(fixture, Message(n: "T-1", usage: i, withStranger: true));
        }

        await new AdoptionChore(fixture.Adoption, fixture.Receiving).LookAsync(fixture.Time.GetUtcNow(), Token);

        Assert.Equal(2, (await ReceiptsAsync(fixture, InboxRoom.Unmatched)).Count);
    }

    // One that dies after its answer: nothing is done, and nothing lost.
    [Fact]
    public async Task Handle_TheProcessEndsAfterTheAnswer_TheChoreAdoptsAll()
    {
        await using var fixture = await CreateAsync(ByNumber);
        await WaitForNumberAsync(fixture, 3);
        await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));

        await new AdoptionChore(fixture.Adoption, fixture.Receiving).LookAsync(fixture.Time.GetUtcNow(), Token);

        Assert.Empty(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
    }

    [Fact]
    public async Task Handle_WhatWaitsIsLarge_IsLeftToTheChoreWithAllBehindIt()
    {
        await using var fixture = await CreateAsync(ByNumber);
        await SendAsync(fixture, Message(n: "T-1", usage: 1));
        await SendAsync(fixture, Message(n: "T-1", usage: 2, filler: 100));
        await SendAsync(fixture, Message(n: "T-1", usage: 3));
        var waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);

        await (await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99))).OnSentAsync(Token);

        Assert.Equal(waiting[1..], await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        await new AdoptionChore(fixture.Adoption, fixture.Receiving).LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Empty(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
    }

    [Fact]
    public async Task Chore_ManyWait_TakesABoundedNumberEachTime()
    {
        await using var fixture = await CreateAsync(ByNumber);
        await WaitForNumberAsync(fixture, AdoptionChore.MaxEach + 3);
        await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 999_999));
        var chore = new AdoptionChore(fixture.Adoption, fixture.Receiving);

        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Equal(3, (await ReceiptsAsync(fixture, InboxRoom.Unmatched)).Count);
        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Empty(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
    }

    [Fact]
    public async Task Chore_WhatItPutOffIsGone_IsForgotten()
    {
        await using var fixture = await CreateAsync(ByEsiId, "R-2");
        await SendAsync(fixture, Message(usage: 1));
        var chore = new AdoptionChore(fixture.Adoption, fixture.Receiving);
        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Equal(1, chore.PutOff);

        await fixture.Inbox.DiscardAsync((await ReceiptsAsync(fixture, InboxRoom.Unmatched))[0], Token);
        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);

        Assert.Equal(0, chore.PutOff);
    }

    [Fact]
    public async Task AdoptFor_TwoFitEquallyWell_GoesWhereTheUserSays()
    {
        await using var fixture = await CreateAsync(ByEsiId, "R-2");
        await SendAsync(fixture, Message(usage: 1));
        var receipt = Assert.Single(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        Assert.Contains(fixture.Receiver.Log.Collector.GetSnapshot(), record => record.Id.Id == 1701);
        Assert.Equal(InboxActionOutcome.InquiryUnknown, (await fixture.Inbox.AdoptAsync(receipt, Token)).Outcome);

        Assert.Equal(
            new InboxActionResult { Outcome = InboxActionOutcome.InquiryUnknown, RequestId = RequestId.Parse("R-9") },
            await fixture.Inbox.AdoptForAsync(receipt, RequestId.Parse("R-9"), Token));
        Assert.Equal(
            new InboxActionResult { Outcome = InboxActionOutcome.Adopted, RequestId = RequestId.Parse("R-2") },
            await fixture.Inbox.AdoptForAsync(receipt, RequestId.Parse("R-2"), Token));

        Assert.Equal(InboxActionOutcome.NotThere, (await fixture.Inbox.AdoptForAsync(receipt, Asked, Token)).Outcome);
        Assert.Equal("R-2", (await fixture.Inbox.FindAsync(receipt, Token))!.RequestId!.Value.Value);
        Assert.Empty((await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token))!.Ledger.Deliveries);
    }

    [Fact]
    public async Task AdoptFor_NeverAskedForOrNamesAnother_IsNotGiven()
    {
        await using var fixture = await CreateAsync(ByEsiId);
        await SendAsync(fixture, Message(usage: 1, esiId: Stranger));
        await SendAsync(fixture, Message(r: "R-elsewhere", usage: 2));
        foreach (var receipt in await ReceiptsAsync(fixture, InboxRoom.Unmatched))
        {
            Assert.Equal(InboxActionOutcome.NotOfInquiry, (await fixture.Inbox.AdoptForAsync(receipt, Asked, Token)).Outcome);
        }

        Assert.Equal(2, (await ReceiptsAsync(fixture, InboxRoom.Unmatched)).Count);
    }

    // Put off for an hour by now. Whoever learnt CNP's number did not come to what follows: another process, or one whose peer hung up.
    [Fact]
    public async Task Chore_TheNumberOfWhatItPutOffHasBecomeKnown_AdoptsItAtOnce()
    {
        await using var fixture = await CreateAsync(FormatOf("transactionId\", \"esiId"), "R-2");
        await SendAsync(fixture, Message(n: "T-1", usage: 1));
        await SendAsync(fixture, Message(n: "T-2", usage: 2));
        var waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);
        var chore = new AdoptionChore(fixture.Adoption, fixture.Receiving);
        for (var i = 0; i < 8; i++)
        {
            await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
            fixture.Time.Advance(TimeSpan.FromHours(1));
        }

        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Equal(waiting, await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        await SendAsync(fixture, Message(r: Asked.Value, n: "T-1", usage: 99));

        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);

        Assert.Equal(waiting[1..], await ReceiptsAsync(fixture, InboxRoom.Unmatched));
    }

    // It may be large: a minute after the first try, then after twice as long each time, and every hour in the end.
    [Fact]
    public async Task Chore_CanNotBeAdopted_IsTriedAgainLessAndLessOften()
    {
        var store = new GatedStore();
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: ByEsiId, format: ByEsiId, store: store);
        await fixture.Receiver.AddInquiryAsync(RequestId.Parse("R-2"));
        await SendAsync(fixture, Message(usage: 1));
        var chore = new AdoptionChore(fixture.Adoption, fixture.Receiving);
        var receipt = Assert.Single(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        var now = fixture.Time.GetUtcNow();
        var tries = new List<int>();
        foreach (var minute in new[] { 0, 1, 2, 3, 6, 7, 14, 15, 30, 31, 62, 63, 122, 123, 182, 183 })
        {
            var before = store.OpenedBodies;
            await chore.LookAsync(now.AddMinutes(minute), Token);
            if (store.OpenedBodies > before)
            {
                tries.Add(minute);
            }
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 123, 183], tries);
        Assert.Equal(receipt, Assert.Single(await ReceiptsAsync(fixture, InboxRoom.Unmatched)));
    }

    // Two fit, and one is given up: what was in doubt is not any more.
    [Fact]
    public async Task Chore_OnlyOneFitsAnyMore_IsAdopted()
    {
        await using var fixture = await CreateAsync(ByEsiId, "R-2");
        await SendAsync(fixture, Message(usage: 1));
        var chore = new AdoptionChore(fixture.Adoption, fixture.Receiving);
        await chore.LookAsync(fixture.Time.GetUtcNow(), Token);
        Assert.Single(await ReceiptsAsync(fixture, InboxRoom.Unmatched));

        await fixture.Client.AbandonAsync(Asked, "test", Token);
        await chore.LookAsync(fixture.Time.GetUtcNow().AddMinutes(2), Token);

        Assert.Empty(await ReceiptsAsync(fixture, InboxRoom.Unmatched));
        Assert.Single((await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, RequestId.Parse("R-2"), Token))!.Ledger.Deliveries);
    }

    private static async Task<RoomFixture> CreateAsync(SimulatedWireFormat format, params string[] more)
    {
        var fixture = await RoomFixture.CreateAsync(withInquiry: true, received: format, format: format);
        foreach (var id in more)
        {
            await fixture.Receiver.AddInquiryAsync(RequestId.Parse(id));
        }

        return fixture;
    }

    // With a number that nobody knows.
    private static async Task<List<ReceiptId>> WaitForNumberAsync(RoomFixture fixture, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await SendAsync(fixture, Message(n: "T-1", usage: i));
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var waiting = await ReceiptsAsync(fixture, InboxRoom.Unmatched);
        Assert.Equal(count, waiting.Count);
        return waiting;
    }

    private static async Task<CallbackResponse> SendAsync(RoomFixture fixture, string body)
    {
        var response = await fixture.Receiver.SendAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(200, response.StatusCode);
        return response;
    }

    // In the order of the events.
    private static async Task<List<ReceiptId>> DeliveredAsync(RoomFixture fixture)
    {
        var claimed = new List<StoredEvent>();
        while (await fixture.Store.Dispatch.ClaimAsync(
            new DispatchClaimRequest
            {
                Owner = "test",
                Clients = [ReceiverFixture.Client],
                Kinds = Enum.GetValues<StoredEventKind>(),
                Now = fixture.Time.GetUtcNow(),
                Lease = TimeSpan.FromMinutes(1),
            },
            Token) is { } claim)
        {
            claimed.AddRange(claim.Events);
        }

        return [.. claimed.Where(stored => stored.Kind == StoredEventKind.UsageDelivered).Select(stored => stored.Receipt!.Value)];
    }

    private static async Task<List<ReceiptId>> ReceiptsAsync(RoomFixture fixture, InboxRoom room) =>
        [.. (await fixture.ListAsync(room)).OrderBy(entry => entry.ReceivedAt).Select(entry => entry.Receipt)];

    private static string Message(
        string? r = null, string? n = null, int usage = 1, string? esiId = null, int filler = 0, bool withStranger = false)
    {
        var attributes = (r is null ? string.Empty : $" r='{r}'") + (n is null ? string.Empty : $" n='{n}'");
        return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
            + $"<Data xmlns='urn:t'{attributes}>{string.Concat(Enumerable.Repeat("<X>" + new string('x', 50_000) + "</X>", filler))}<A "
            + $"e='{esiId ?? EsiIds[0].Value}'><B s='2025-01-01' x='2025-01-31' u='{usage}'/></A>"
            + (withStranger ? $"<A e='{Stranger}'><B s='2025-01-01' x='2025-01-31' u='1'/></A>" : string.Empty)
            + "</Data></s:Body></s:Envelope>";
    }
}
