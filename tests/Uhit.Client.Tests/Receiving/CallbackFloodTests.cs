using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Messages of very many very small lines, sent by an allowed peer.</summary>
public sealed class CallbackFloodTests
{
    private const int Lines = 100_000;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_FloodOfMinimalLines_IsWrittenInBatchesAndKeepsTheLedgerSmall()
    {
        var store = new GatedStore();
        using var fixture = await ReceiverFixture.CreateAsync(store);

        var response = await fixture.SendAsync(Flood("D-1", Lines, _ => EsiIds[0].Value));

        Assert.Equal(
            (200, AcknowledgementStatus.Accepted),
            (response.StatusCode, ReceiverFixture.AnswerOf(response, UhitOperation.DeliverHistoricalUsage).Status));
        Assert.Equal(Lines, (await fixture.StatisticsAsync()).UsageLines);
        Assert.InRange(store.UsageAppends, 1, Lines / 1000 + 1);
        Assert.Single(await DeliveredAsync(fixture));
        var delivered = Assert.Single(await fixture.EventsAsync(), stored => stored.Kind == StoredEventKind.UsageDelivered);
        Assert.Equal(Lines, delivered.Content.UsageCount);
    }

    [Fact]
    public async Task Handle_FloodOfOthersEsiIds_LeavesNoneInTheLedger()
    {
        using var fixture = await ReceiverFixture.CreateAsync();

        var response = await fixture.SendAsync(Flood("D-1", 20_000, i => "1008901" + i.ToString("D15", CultureInfo.InvariantCulture)));

        // The two that were asked for are among them.
        Assert.Equal(200, response.StatusCode);
        Assert.Equal(EsiIds, (await DeliveredAsync(fixture)).Select(line => line.EsiId));
        Assert.Equal(20_000, (await fixture.StatisticsAsync()).UsageLines);
    }

    [Fact]
    public async Task Handle_SameEsiIdInSeveralLines_TheLedgerHasAllThatCame()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        const string Billing =
            "<BillingPeriod><StartDate>2025-01-01</StartDate><EndDate>2025-02-01</EndDate><Usage>1</Usage></BillingPeriod>";
        const string NoData = "<NoData><Code>X</Code><Description>x</Description></NoData>";
        var lines = Line(EsiIds[0].Value, NoData) + Line(EsiIds[1].Value, NoData) + Line(EsiIds[0].Value, Billing)
            + Line(EsiIds[1].Value, "<NoData><Code>Y</Code><Description>y</Description></NoData>");

        Assert.Equal(200, (await fixture.SendAsync(Message("D-1", lines))).StatusCode);

        Assert.Equal(
            [(EsiIds[0], RequestedUsage.Billing), (EsiIds[1], RequestedUsage.None)],
            (await DeliveredAsync(fixture)).Select(line => (line.EsiId, line.Received)));
        var snapshot = await fixture.SnapshotAsync();
        Assert.Equal([LineState.Delivered, LineState.NoData], snapshot.Lines.Select(line => line.State));
        Assert.Equal("Y", Assert.Single(snapshot.Lines[1].Errors).Code);
    }

    [Fact]
    public async Task Handle_ValidationOfOthersEsiIds_LeavesNoneInTheLedgerAndAllInTheEvent()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var body = Text(Validation(Header("V-1"))).Replace(EsiIds[1].Value, "1008901000000000000077", StringComparison.Ordinal);

        Assert.Equal(200, (await fixture.SendAsync(Bytes(body))).StatusCode);

        var record = await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token);
        Assert.Equal([EsiIds[0].Value], record!.Ledger.Validations.Keys);
        var stored = Assert.Single(await fixture.EventsAsync(), stored => stored.Kind == StoredEventKind.ValidationReceived);
        Assert.Equal(2, stored.Content.Validations!.Count);
    }

    [Fact]
    public async Task Handle_FloodWaitsForTheStore_ASmallOneOfTheSamePeerPasses()
    {
        var isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new GatedStore
        {
            BeforeUsage = async () =>
            {
                isHeld.TrySetResult();
                await isFull.Task;
            },
        };
        using var fixture = await ReceiverFixture.CreateAsync(store, maxConcurrentReads: 1);
        var floods = Enumerable.Range(0, 3).Select(i => fixture.SendAsync(Flood("D-" + i, 10_000, _ => EsiIds[0].Value))).ToList();
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var small = await fixture.SendAsync(Validation(Header("V-1"))).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(200, small.StatusCode);
        Assert.All(floods, flood => Assert.False(flood.IsCompleted));
        isFull.SetResult();
        Assert.All(await Task.WhenAll(floods), flood => Assert.Equal(200, flood.StatusCode));
    }

    // What is read and not yet stored is in memory: without a bound, a slow store and a large message fill it.
    [Fact]
    public async Task Handle_StoreIsBehind_TheMessageIsReadNoFurtherThanItsNextBatches()
    {
        var isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var order = new ConcurrentQueue<string>();
        var store = new GatedStore
        {
            BeforeUsage = async () =>
            {
                isHeld.TrySetResult();
                await isFull.Task;
            },
        };
        using var fixture = await ReceiverFixture.CreateAsync(
            store, format: WatchedWireFormat.Create(order, () => { }), maxConcurrentReads: 1);
        var body = Flood("D-1", 10_000, _ => EsiIds[0].Value);
        var flood = fixture.SendAsync(body);
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        // One message is read at a time, and each small one lets the flood go on by one turn at least, if it may: more than it has.
        for (var i = 0; i <= body.Length / ReadingTurns.Quantum + 2; i++)
        {
            var small = await fixture.SendAsync(Validation(Header("V-" + i))).WaitAsync(TimeSpan.FromSeconds(30), Token);
            Assert.Equal(200, small.StatusCode);
        }

        Assert.DoesNotContain("DeliverHistoricalUsage ends", order);
        isFull.SetResult();
        Assert.Equal(200, (await flood).StatusCode);
        Assert.Contains("DeliverHistoricalUsage ends", order);
    }

    // What is still on its way into the store is of no use any more, and its sender must not wait for it.
    [Fact]
    public async Task Handle_ABadLineWhileTheStoreIsBehind_IsAnsweredWithoutWaitingForTheStore()
    {
        var isHeld = false;
        var never = new TaskCompletionSource();
        var store = new GatedStore
        {
            BeforeUsage = () =>
            {
                isHeld = true;
                return never.Task;
            },
        };
        using var fixture = await ReceiverFixture.CreateAsync(store);
        var lines = string.Concat(Enumerable.Repeat(Line(EsiIds[0].Value, string.Empty), 1500));

        var response = await fixture.SendAsync(Message("D-1", lines + Line("no ESI ID", string.Empty)))
            .WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal((500, "NotUnderstood"), (response.StatusCode, ReceiverFixture.FaultOf(response).Detail!.Code));
        Assert.True(isHeld);
        Assert.Equal(0, (await fixture.StatisticsAsync()).UsageLines);
    }

    [Fact]
    public async Task Handle_NoTurnWithinTheTimeLimit_AskedToTryAgain()
    {
        var isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var held = new SemaphoreSlim(0);
        var store = new GatedStore
        {
            BeforeUsage = async () =>
            {
                held.Release();
                await isFull.Task;
            },
        };
        using var fixture = await ReceiverFixture.CreateAsync(store);
        var floods = Enumerable.Range(0, 4).Select(i => fixture.SendAsync(Flood("D-" + i, 5000, _ => EsiIds[0].Value))).ToList();
        for (var i = 0; i < floods.Count; i++)
        {
            Assert.True(await held.WaitAsync(TimeSpan.FromSeconds(30), Token));
        }

        var fifth = fixture.SendAsync(Flood("D-5", 5000, _ => EsiIds[0].Value));
        fixture.Time.Advance(fixture.Receiver.Options.Callback.ReadTimeout);

        var response = await fifth.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal((500, "TryAgain"), (response.StatusCode, ReceiverFixture.FaultOf(response).Detail!.Code));
        isFull.SetResult();
        await Task.WhenAll(floods);
        Assert.Equal(0, (await fixture.StatisticsAsync()).StagedReceipts);
    }

    [Fact]
    public async Task Handle_FloodIsBeingRead_ASmallOneOfTheSamePeerPasses()
    {
        // The small one is sent as the flood begins to be read, and waits for its turn before the flood goes on.
        var order = new ConcurrentQueue<string>();
        Task<CallbackResponse>? small = null;
        ReceiverFixture? fixture = null;
        var format = WatchedWireFormat.Create(order, () => small ??= fixture!.SendAsync(Validation(Header("V-1"))));
        using (fixture = await ReceiverFixture.CreateAsync(format: format, maxConcurrentReads: 1))
        {
            var flood = await fixture.SendAsync(Flood("D-1", 20_000, _ => EsiIds[0].Value)).WaitAsync(TimeSpan.FromSeconds(60), Token);

            Assert.Equal(200, flood.StatusCode);
            Assert.Equal(200, (await small!).StatusCode);
            Assert.Equal(
                ["DeliverHistoricalUsage begins", "NotifyValidation begins", "NotifyValidation ends", "DeliverHistoricalUsage ends"],
                order);
        }
    }

    private static async Task<IReadOnlyList<DeliveredLine>> DeliveredAsync(ReceiverFixture fixture)
    {
        var record = await fixture.Store.Inquiries.FindAsync(ReceiverFixture.Client, Asked, Token);
        return Assert.Single(Assert.Single(record!.Ledger.Deliveries).Value.Parts).Value.Lines;
    }

    internal static byte[] Flood(string messageId, int count, Func<int, string> esiId)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            lines.Append(Line(esiId(i), string.Empty));
        }

        return Message(messageId, lines.ToString());
    }

    private static string Line(string esiId, string content) =>
        $"<UsageHistory><LineNumber>1</LineNumber><EsiId>{esiId}</EsiId>{content}</UsageHistory>";

    // The lines of an ordinary delivery are replaced.
    private static byte[] Message(string messageId, string lines)
    {
        var text = Text(Delivery(Header(messageId)));
        var from = text.IndexOf("<UsageHistory>", StringComparison.Ordinal);
        var to = text.LastIndexOf("</UsageHistory>", StringComparison.Ordinal) + "</UsageHistory>".Length;
        return Bytes(text[..from] + lines + text[to..]);
    }
}
