using Uhit.Client.Store;
using Uhit.Client.Tests.Receiving;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Inbox;

public sealed class RetentionChoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // What has no handler here may have one in another process, which has not come to it yet.
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    public async Task Dispatcher_EventsWithoutHandlerHereWait_HoldBackUnlessWithoutHandlersIsSet(
        bool hasHandler, bool withoutHandlers, bool isPurged)
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, configure: options =>
        {
            options.Retention.PayloadAge = TimeSpan.FromDays(30);
            options.Retention.WithoutHandlers = withoutHandlers;
        }, build: builder => AddHandler(builder, hasHandler));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync(StoredEventKind.UsageDelivered);
        // Asked for by hand it is the same.
        var onDemand = withoutHandlers
            ? PurgeOutcome.Held
            : (await fixture.Inbox.PurgeInquiryAsync(Asked, cancellationToken: Token)).Outcome;
        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.Dispatcher.StartAsync(Token);
        var isTold = SpinWait.SpinUntil(
            () => fixture.Log.GetSnapshot().Any(record => record.Id.Id == (isPurged ? 1240 : 1243)), TimeSpan.FromMinutes(2));
        await fixture.Dispatcher.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal((true, PurgeOutcome.Held), (isTold, onDemand));
        Assert.Equal(isPurged, Assert.Single(await fixture.ListAsync(InboxRoom.Inbox)).PurgedAt is not null);
        Assert.Equal(
            isPurged ? 0 : 1,
            fixture.Log.GetSnapshot()
                .Count(record => record.Id.Id == 1243 && record.Message.Contains("InquiryCompleted", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dispatcher_OnlyTheNoteOfOurAnswerWaits_Purges()
    {
        await using var fixture = await RoomFixture.CreateAsync(
            withInquiry: true, configure: options => options.Retention.PayloadAge = TimeSpan.FromDays(30));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync();
        await fixture.Store.Dispatch.AppendAsync(
            ReceiverFixture.Client, UhitEnvironment.Test, Asked,
            Conformance.Store.Sample.Event("ack", StoredEventKind.CallbackAcknowledged), Token);
        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.Dispatcher.StartAsync(Token);
        var isTold = SpinWait.SpinUntil(
            () => fixture.Log.GetSnapshot().Any(record => record.Id.Id is 1240 or 1241), TimeSpan.FromMinutes(2));
        await fixture.Dispatcher.StopAsync(new CancellationToken(canceled: true));

        Assert.True(isTold);
        Assert.NotNull(Assert.Single(await fixture.ListAsync(InboxRoom.Inbox)).PurgedAt);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Dispatcher_PayloadAgeSetAndNothingWaits_Purges(bool hasHandler, bool withoutHandlers)
    {
        await using var fixture = await RoomFixture.CreateAsync(withInquiry: true, configure: options =>
        {
            options.Retention.PayloadAge = TimeSpan.FromDays(30);
            options.Retention.WithoutHandlers = withoutHandlers;
        }, build: builder => AddHandler(builder, hasHandler));
        await fixture.Receiver.SendAsync(Delivery(Header("D-1")));
        await fixture.FinishEventsAsync();
        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.Dispatcher.StartAsync(Token);
        var isPurged = SpinWait.SpinUntil(
            () => fixture.Log.GetSnapshot().Any(record => record.Id.Id is 1240 or 1241), TimeSpan.FromMinutes(2));
        await fixture.Dispatcher.StopAsync(new CancellationToken(canceled: true));

        Assert.True(isPurged);
        Assert.NotNull(Assert.Single(await fixture.ListAsync(InboxRoom.Inbox)).PurgedAt);
    }

    private static void AddHandler(UhitClientBuilder builder, bool hasHandler)
    {
        if (hasHandler)
        {
            builder.AddHandler<UsageDelivered>("told", (_, _) => Task.CompletedTask);
        }
    }
}
