using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;
using Uhit.Client.Tests.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Inbox;

/// <summary>The bounds of the side rooms, as a caller and an operator see them.</summary>
public sealed class RoomQuotaTests
{
    private const int NearlyFull = 1247;

    private static readonly RequestId Unknown = RequestId.Parse("R-9");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_UnmatchedBeyondTheQuota_AskedToComeLaterAndNothingKept()
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(1024 * 1024, 2));
        await fixture.SendAsync(Validation(Header("V-1", Unknown)));
        await fixture.SendAsync(Delivery(Header("D-1", Unknown)));

        var refused = await fixture.SendAsync(Delivery(Header("D-2", Unknown)));

        Assert.Equal(500, refused.StatusCode);
        Assert.Contains(KeyValuePair.Create("Retry-After", "30"), refused.Headers);
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((2L, 2L, 0L), (statistics.Unmatched, statistics.UsageLines, statistics.StagedReceipts));
        var told = Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1224);
        Assert.Contains("Callback:MaxUnmatchedEntries", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_UnmatchedRoomFull_TakesAllOfKnownInquiriesAndAnswersCopiesAsBefore()
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(1024 * 1024, 1));
        var first = await fixture.SendAsync(Validation(Header("V-1", Unknown)));
        Assert.Equal(500, (await fixture.SendAsync(Validation(Header("V-2", Unknown)))).StatusCode);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await fixture.SendAsync(Delivery(Header("D-" + i), part: i + 1, parts: 5))).StatusCode);
        }

        var copy = await fixture.SendAsync(Validation(Header("V-1", Unknown)));
        Assert.Equal(200, copy.StatusCode);
        Assert.Equal(first.Body.ToArray(), copy.Body.ToArray());
        Assert.Equal(5, (await fixture.StatisticsAsync()).Messages);
    }

    [Fact]
    public async Task Handle_RefusedForTheQuotaAndItsInquiryImported_TakenWhenItComesAgain()
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(0, 1000));
        var sent = Delivery(Header("D-1", Unknown));
        Assert.Equal(500, (await fixture.SendAsync(sent)).StatusCode);

        await fixture.AddInquiryAsync(Unknown);

        Assert.Equal(200, (await fixture.SendAsync(sent)).StatusCode);
        Assert.Equal((1, 0), ((await fixture.StatisticsAsync()).Messages, (await fixture.StatisticsAsync()).Unmatched));
    }

    [Fact]
    public async Task Handle_RefusedForTheQuotaAgainAndAgain_IsNotALineEach()
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(0, 0));
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(500, (await fixture.SendAsync(Validation(Header("V-" + i, Unknown)))).StatusCode);
        }

        Assert.InRange(fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1224), 1, 5);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(
            "25 more",
            Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1631).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_RoomNearlyFull_ToldOnceBeforeItIsFullAndAgainAfterItWasEmptied()
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(1024 * 1024, 10));
        for (var i = 1; i <= 7; i++)
        {
            await fixture.SendAsync(Validation(Header("V-" + i, Unknown)));
        }

        Assert.Empty(Told(fixture.Log));
        await fixture.SendAsync(Validation(Header("V-8", Unknown)));
        await fixture.SendAsync(Validation(Header("V-9", Unknown)));
        await fixture.SendAsync(Validation(Header("V-10", Unknown)));
        var told = Assert.Single(Told(fixture.Log));
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.Contains("8 of 10", told.Message, StringComparison.Ordinal);
        Assert.Contains("Callback:MaxUnmatchedBytes", told.Message, StringComparison.Ordinal);

        var entries = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unmatched, Token).ToListAsync(Token);
        foreach (var entry in entries.Take(5))
        {
            await fixture.Store.Inbox.DiscardKeptAsync(entry.Receipt, fixture.Time.GetUtcNow(), Token);
        }

        foreach (var i in new[] { 11, 12, 13 })
        {
            await fixture.SendAsync(Validation(Header("V-" + i, Unknown)));
        }

        Assert.Equal(2, Told(fixture.Log).Count);
    }

    // Around the threshold it would be told with each message that comes and goes.
    [Theory]
    [InlineData(7, 1)]
    [InlineData(6, 2)]
    public async Task Look_RoomThatWasNearlyFull_IsToldAgainOnlyAfterItWasClearlyEmptier(int left, int told)
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(1024 * 1024, 10));
        var log = new FakeLogger();
        var watch = new RoomWatch(fixture.Receiver.Options, fixture.Store, log);
        await FillAsync("V", 8);
        var entries = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unmatched, Token).ToListAsync(Token);
        foreach (var entry in entries.Skip(left))
        {
            await fixture.Store.Inbox.DiscardKeptAsync(entry.Receipt, fixture.Time.GetUtcNow(), Token);
        }

        await watch.LookAsync(Token);
        await FillAsync("W", 8 - left);

        Assert.Equal(told, Told(log).Count);

        async Task FillAsync(string name, int count)
        {
            for (var i = 0; i < count; i++)
            {
                await fixture.SendAsync(Validation(Header(name + i, Unknown)));
            }

            await watch.LookAsync(Token);
        }
    }

    [Fact]
    public async Task Handle_UnreadableRoomNearlyFull_ToldBeforeBodiesAreLeftOut()
    {
        var probe = Delivery(Header("D-1"));
        using var fixture = await ReceiverFixture.CreateAsync(maxUnreadableBytes: 3000);
        await fixture.SendAsync(probe);
        for (var i = 0; Told(fixture.Log).Count == 0; i++)
        {
            await fixture.SendAsync(Delivery(Header("D-1"), firstReading: 100 + i));
            Assert.InRange(i, 0, 20);
        }

        var kept = await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unreadable, Token).ToListAsync(Token);
        Assert.All(kept, entry => Assert.True(entry.HasBody));
        Assert.Contains("Callback:MaxUnreadableBytes", Told(fixture.Log)[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRoomLevels_OfRooms_SayHowFullTheyAre()
    {
        await using var fixture = await RoomFixture.CreateAsync(configure: options => options.Callback.MaxUnmatchedEntries = 4);
        Assert.Empty(await fixture.Inbox.GetRoomLevelsAsync(Token));
        for (var i = 0; i < 3; i++)
        {
            await fixture.Receiver.SendAsync(Validation(Header("V-" + i)));
        }

        var level = Assert.Single(await fixture.Inbox.GetRoomLevelsAsync(Token));

        Assert.Equal(
            (InboxRoom.Unmatched, 3L, 4L, 0.75, false),
            (level.Room, level.Entries, level.Quota!.MaxEntries, level.Share, level.IsNearlyFull));
        Assert.NotNull(level.Peer);
        Assert.InRange(level.Bytes, 300, 3000);
    }

    [Fact]
    public async Task Look_ARoomThatIsEmptyAgain_BringsItsGaugeDown()
    {
        using var fixture = await ReceiverFixture.CreateAsync(unmatched: new RoomQuota(1024 * 1024, 10));
        var options = fixture.Receiver.Options;
        var watch = new RoomWatch(options, fixture.Store, fixture.Log);
        using var gauge = new MetricCollector<double>(null, UhitTelemetry.Name, UhitTelemetry.RoomLevel);
        await fixture.SendAsync(Validation(Header("V-1", Unknown)));
        await watch.LookAsync(Token);
        var entry = Assert.Single(
            await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unmatched, Token).ToListAsync(Token));

        await fixture.Store.Inbox.DiscardKeptAsync(entry.Receipt, fixture.Time.GetUtcNow(), Token);
        await watch.LookAsync(Token);

        var seen = gauge.GetMeasurementSnapshot().Where(measured => Equals(measured.Tags[UhitTelemetry.PeerTag], entry.Peer)).ToList();
        Assert.Contains(seen, measured => measured.Value == 0.1);
        Assert.Equal(0, seen[^1].Value);
    }

    [Theory]
    [InlineData(0, 10, 0, 100, 0)]
    [InlineData(8, 10, 0, 100, 0.8)]
    [InlineData(1, 10, 95, 100, 0.95)]
    [InlineData(1, 10, 200, 100, 1)]
    [InlineData(1, 0, 1, 100, 1)]
    [InlineData(0, 0, 0, 0, 0)]
    public void Share_OfWhatIsHeld_IsTheLargerOne(long entries, long maxEntries, long bytes, long maxBytes, double share)
    {
        var level = new RoomUsage(InboxRoom.Unmatched, null, entries, bytes) { Quota = new RoomQuota(maxBytes, (int)maxEntries) };

        Assert.Equal((share, share >= 0.8), (level.Share, level.IsNearlyFull));
    }

    private static List<FakeLogRecord> Told(FakeLogger log) => [.. log.Collector.GetSnapshot().Where(record => record.Id.Id == NearlyFull)];
}
