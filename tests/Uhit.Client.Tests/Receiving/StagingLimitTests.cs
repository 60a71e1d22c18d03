using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Events;
using Uhit.Client.Receiving;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What bodies that are still coming may take up: the peer's oldest always goes on, the
/// others wait, and no other peer feels it.</summary>
public sealed class StagingLimitTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_WithinTheBound_WaitsForNobody()
    {
        var limit = new StagingLimit(100, _time);
        using var first = limit.Begin("cnp");
        using var second = limit.Begin("cnp");

        await first.TakeAsync(60, Token);
        await second.TakeAsync(40, Token);

        Assert.Equal(100, limit.BytesOf("cnp"));
    }

    [Fact]
    public async Task Take_BeyondTheBound_WaitsUntilAnotherIsDone()
    {
        var limit = new StagingLimit(100, _time);
        var first = limit.Begin("cnp");
        using var second = limit.Begin("cnp");
        await first.TakeAsync(60, Token);

        var waiting = second.TakeAsync(41, Token);
        Assert.False(waiting.IsCompleted);
        first.Dispose();
        await waiting;

        Assert.Equal(41, limit.BytesOf("cnp"));
    }

    [Fact]
    public async Task Take_OfTheOldest_NeverWaits()
    {
        var limit = new StagingLimit(100, _time);
        var bodies = Enumerable.Range(0, 3).Select(_ => limit.Begin("cnp")).ToList();
        foreach (var body in bodies)
        {
            await body.TakeAsync(33, Token);
        }

        Assert.True(bodies[0].TakeAsync(1000, Token).IsCompletedSuccessfully);
        var second = bodies[1].TakeAsync(10, Token);
        var third = bodies[2].TakeAsync(10, Token);
        Assert.False(second.IsCompleted || third.IsCompleted);

        // The next one is the oldest now.
        bodies[0].Dispose();
        await second;
        bodies[1].Dispose();
        await third;
        bodies[2].Dispose();
        Assert.Equal(0, limit.BytesOf("cnp"));
    }

    [Fact]
    public async Task Take_OfAnotherPeer_FeelsNothing()
    {
        var limit = new StagingLimit(100, _time);
        using var first = limit.Begin("cnp");
        await first.TakeAsync(1000, Token);
        using var other = limit.Begin("other");
        using var otherToo = limit.Begin("other");

        await other.TakeAsync(50, Token);
        await otherToo.TakeAsync(50, Token);
    }

    [Fact]
    public async Task Take_CallerBreaksOffWhileItWaits_EndsAndKeepsNobodyWaiting()
    {
        var limit = new StagingLimit(100, _time);
        using var first = limit.Begin("cnp");
        await first.TakeAsync(100, Token);
        using var gone = new CancellationTokenSource();
        var second = limit.Begin("cnp");
        var waiting = second.TakeAsync(1, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        second.Dispose();
        second.Dispose();
        Assert.Equal(100, limit.BytesOf("cnp"));
    }

    [Fact]
    public async Task Take_NobodyIsDone_EndsBeforeWhatItStagedIsSwept()
    {
        var limit = new StagingLimit(100, _time);
        using var first = limit.Begin("cnp");
        await first.TakeAsync(100, Token);
        using var second = limit.Begin("cnp");
        var waiting = second.TakeAsync(1, Token);

        _time.Advance(StagingLimit.MaxWait - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<BodyException>(() => waiting);
        Assert.True(StagingLimit.MaxWait * 2 <= new DispatcherSettings { Client = "c" }.SweepAge);
    }

    // Woken in vain it goes on waiting, for what is left of its time.
    [Fact]
    public async Task Take_AnotherIsDoneAndThereIsStillNoRoom_WaitsNoLongerInAll()
    {
        var limit = new StagingLimit(100, _time);
        using var first = limit.Begin("cnp");
        await first.TakeAsync(100, Token);
        var second = limit.Begin("cnp");
        using var third = limit.Begin("cnp");
        var waiting = third.TakeAsync(1, Token);
        _time.Advance(StagingLimit.MaxWait - TimeSpan.FromSeconds(2));

        var turn = third.Turn;
        second.Dispose();
        await WokenAsync(third, turn).WaitAsync(TimeSpan.FromSeconds(30), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<BodyException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    // It waits again once it has another turn to wait for.
    private static async Task WokenAsync(StagingLimit.Body body, TaskCompletionSource? before)
    {
        while (body.Turn == before || body.Turn is { Task.IsCompleted: true })
        {
            await Task.Delay(1, Token);
        }
    }

    [Fact]
    public async Task Take_ManyAtOnce_AllEndAndNothingIsLeft()
    {
        var limit = new StagingLimit(3, _time);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            using var body = limit.Begin("peer" + (i % 2));
            for (var j = 0; j < 5; j++)
            {
                await body.TakeAsync(1, Token);
                await Task.Yield();
            }
        })));

        Assert.Equal((0, 0), (limit.BytesOf("peer0"), limit.BytesOf("peer1")));
    }
}
