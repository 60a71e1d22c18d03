using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Store;
using Uhit.Client.Tests.Inquiries;

namespace Uhit.Client.Tests.Events;

/// <summary>A claim that can't be renewed holds until its end and no longer: by then another process may have the inquiry.</summary>
public sealed class LeaseKeeperTests
{
    [Fact]
    public async Task Lost_RenewingFailsPastTheEndOfTheLease_IsGivenUpThenAndNotBefore()
    {
        var time = new FakeTimeProvider(InquirySamples.Now);
        var claim = new DispatchClaim
        {
            Client = "Test",
            RequestId = RequestId.Parse("R-1"),
            Token = 1,
            Until = time.GetUtcNow() + TimeSpan.FromSeconds(30),
            Events = [],
        };
        var dispatch = new Mock<IDispatchStore>();
        dispatch.Setup(store => store.RenewAsync(claim, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new UhitStoreException("The disk is full.", isTransient: true));
        var services = new DispatchServices(
            new DispatcherSettings { Client = "Test" }, Mock.Of<IUhitStore>(store => store.Dispatch == dispatch.Object), null!, time,
            NullLogger.Instance);

        await using var lease = new LeaseKeeper(services, claim, CancellationToken.None);
        while (!lease.Lost.IsCancellationRequested && time.GetUtcNow() < claim.Until.AddMinutes(10))
        {
            time.Advance(TimeSpan.FromSeconds(1));

            // By way of the thread pool: the clock must not run ahead of what waits there.
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.True(lease.Lost.IsCancellationRequested);
        Assert.True(time.GetUtcNow() >= claim.Until);
        dispatch.Verify(store => store.RenewAsync(claim, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()), Times.AtLeast(2));
    }
}
