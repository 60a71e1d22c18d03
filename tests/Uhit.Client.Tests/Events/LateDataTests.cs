using Uhit.Client.Tests.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Events;

public sealed class LateDataTests
{
    [Fact]
    public async Task Handle_DataOfAnOverdueInquiry_TakenAndFlagged()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var overdueAt = (await fixture.SnapshotAsync()).OverdueAt!.Value;

        fixture.Time.SetUtcNow(overdueAt.AddTicks(-1));
        await fixture.SendAsync(Delivery(Header("D-1"), part: 1, parts: 2));
        fixture.Time.SetUtcNow(overdueAt);
        Assert.True((await fixture.SnapshotAsync()).IsOverdue);
        await fixture.SendAsync(Delivery(Header("D-2"), part: 2, parts: 2));
        fixture.Time.Advance(TimeSpan.FromDays(30));
        await fixture.SendAsync(Delivery(Header("D-3"), firstReading: 7m));

        // In time; late; a correction of what was complete.
        Assert.Equal([false, true, false], await LatenessAsync(fixture));
        var snapshot = await fixture.SnapshotAsync();
        Assert.All(snapshot.Lines, line => Assert.Equal(LineState.Delivered, line.State));
        Assert.False(snapshot.IsOverdue);
    }

    [Fact]
    public async Task Handle_DataOfAnInquiryThatWasGivenUp_TakenAndFlagged()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var overdueAt = (await fixture.SnapshotAsync()).OverdueAt!.Value;
        fixture.Time.SetUtcNow(overdueAt.AddDays(1));
        await fixture.Store.Inquiries.ChangeAsync(
            ReceiverFixture.Client,
            Asked,
            record => record.Apply(
                new Client.Inquiries.Ledger.Abandoned(fixture.Time.GetUtcNow(), "Too late."), fixture.Time.GetUtcNow(), fixture.Calendar),
            TestContext.Current.CancellationToken);

        await fixture.SendAsync(Delivery(Header("D-1")));

        Assert.Equal([true], await LatenessAsync(fixture));
        var snapshot = await fixture.SnapshotAsync();
        Assert.Equal((SendingState.Abandoned, true), (snapshot.Sending, snapshot.IsComplete));
    }

    private static async Task<IEnumerable<bool>> LatenessAsync(ReceiverFixture fixture) => (await fixture.EventsAsync())
        .Where(stored => stored.Kind == StoredEventKind.UsageDelivered)
        .Select(stored => stored.Content.IsLate);
}
