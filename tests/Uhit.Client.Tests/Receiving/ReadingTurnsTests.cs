using Uhit.Client.Receiving;

namespace Uhit.Client.Tests.Receiving;

public sealed class ReadingTurnsTests
{
    private const long Small = 2000;
    private const long Large = 7_500_000;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_MoreThanSlots_WaitForOneToEnd()
    {
        var turns = new ReadingTurns(2);
        using var first = await OpenAsync(turns, "a");
        var second = await OpenAsync(turns, "a");
        var third = turns.OpenAsync("a", Small, Token);
        Assert.False(third.IsCompleted);

        second.Dispose();

        (await third.WaitAsync(Guard, Token)).Dispose();
    }

    [Fact]
    public async Task Spend_NobodyWaits_GoesOn()
    {
        using var turn = await OpenAsync(new ReadingTurns(1), "a");

        turn.Spend(10 * ReadingTurns.Quantum, Token);

        Assert.True(turn.IsHeld);
    }

    [Fact]
    public async Task Spend_QuantumUsedUp_TheNextOneGoesFirstAndThisOneGoesOnAfterIt()
    {
        var turns = new ReadingTurns(1);
        using var flood = await OpenAsync(turns, "cnp", Large);
        var small = turns.OpenAsync("cnp", Small, Token);
        flood.Spend(ReadingTurns.Quantum - 1, Token);
        Assert.False(small.IsCompleted);

        var passing = Task.Run(() => flood.Spend(1, Token), Token);

        using (await small.WaitAsync(Guard, Token))
        {
            Assert.False(flood.IsHeld);
        }

        await passing.WaitAsync(Guard, Token);
        Assert.True(flood.IsHeld);
    }

    [Fact]
    public async Task OpenAsync_AnotherPeer_ComesBeforeTheRestOfTheFirst()
    {
        var turns = new ReadingTurns(1);
        var order = new List<string>();
        var running = await OpenAsync(turns, "a");
        var waiting = new List<Task>();
        foreach (var peer in new[] { "a", "a", "a", "b", "c", "b" })
        {
            waiting.Add(NoteAsync(turns, peer, order));
        }

        running.Dispose();
        await Task.WhenAll(waiting).WaitAsync(Guard, Token);

        Assert.Equal(["a", "b", "c", "a", "b", "a"], order);
    }

    [Fact]
    public async Task OpenAsync_FourFloodsOfAPeer_KeepNoSmallerOneFromBeginning()
    {
        var turns = new ReadingTurns(1);
        var floods = new List<ReadingTurns.Turn>();
        for (var i = 0; i < ReadingTurns.OpenOfASize; i++)
        {
            floods.Add(await OpenPausedAsync(turns, "cnp", Large));
        }

        var fifth = turns.OpenAsync("cnp", Large, Token);
        Assert.False(fifth.IsCompleted);
        (await turns.OpenAsync("cnp", Small, Token).WaitAsync(Guard, Token)).Dispose();
        (await turns.OpenAsync("other", Large, Token).WaitAsync(Guard, Token)).Dispose();

        floods[2].Dispose();

        (await fifth.WaitAsync(Guard, Token)).Dispose();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(64 << 10, 0)]
    [InlineData((64 << 10) + 1, 1)]
    [InlineData(1 << 20, 1)]
    [InlineData((1 << 20) + 1, 2)]
    [InlineData(16 << 20, 2)]
    [InlineData((16 << 20) + 1, 3)]
    [InlineData(256 << 20, 3)]
    [InlineData((256L << 20) + 1, 4)]
    [InlineData(long.MaxValue, 4)]
    public void SizeOf_Length_IsItsOrder(long length, int size) => Assert.Equal(size, PeerTurns.SizeOf(length));

    [Fact]
    public async Task WaitFor_RoomNeeded_OthersReadMeanwhile()
    {
        var turns = new ReadingTurns(1);
        var room = new TaskCompletionSource();
        using var flood = await OpenAsync(turns, "cnp", Large);
        var waiting = Task.Run(() => flood.WaitFor(room.Task, Token), Token);

        (await turns.OpenAsync("cnp", Small, Token).WaitAsync(Guard, Token)).Dispose();
        Assert.False(waiting.IsCompleted);
        room.SetResult();

        await waiting.WaitAsync(Guard, Token);
        Assert.True(flood.IsHeld);
    }

    // A flood waits for its turns: on the pool's threads it would keep all else from running.
    [Fact]
    public async Task RunAsync_Reading_TakesNoThreadOfThePool()
    {
        using var turn = await OpenAsync(new ReadingTurns(1), "a");

        Assert.False(await turn.RunAsync(() => Thread.CurrentThread.IsThreadPoolThread));
    }

    [Fact]
    public async Task Spend_AfterItsTurnCameAgain_HasAWholeQuantum()
    {
        var turns = new ReadingTurns(1);
        using var flood = await OpenAsync(turns, "cnp", Large);
        flood.Spend(ReadingTurns.Quantum, Token);
        var small = turns.OpenAsync("cnp", Small, Token);

        flood.Spend(ReadingTurns.Quantum - 1, Token);
        Assert.False(small.IsCompleted);

        var passing = Task.Run(() => flood.Spend(1, Token), Token);
        (await small.WaitAsync(Guard, Token)).Dispose();
        await passing.WaitAsync(Guard, Token);
    }

    [Fact]
    public async Task RunAsync_Fails_TheTurnIsGivenBack()
    {
        var turns = new ReadingTurns(1);
        using var turn = await OpenAsync(turns, "a");

        await Assert.ThrowsAsync<FormatException>(() => turn.RunAsync<int>(() => throw new FormatException()));

        (await turns.OpenAsync("a", Small, Token).WaitAsync(Guard, Token)).Dispose();
    }

    [Fact]
    public async Task Cancelled_WhileWaiting_NothingIsLeftBehind()
    {
        var turns = new ReadingTurns(1);
        using var gone = new CancellationTokenSource();
        var running = await OpenAsync(turns, "a");
        var unopened = new List<Task<ReadingTurns.Turn>>();
        for (var i = 0; i < 2 * ReadingTurns.OpenOfASize; i++)
        {
            unopened.Add(turns.OpenAsync("a", Small, gone.Token));
        }

        var passing = Task.Run(() => running.Spend(ReadingTurns.Quantum, gone.Token), Token);
        await gone.CancelAsync();
        foreach (var waiting in unopened)
        {
            await EndedAsync(waiting);
        }

        await EndedAsync(passing);
        running.Dispose();

        // All slots are free, and all places.
        for (var i = 0; i < ReadingTurns.OpenOfASize; i++)
        {
            await OpenPausedAsync(turns, "a", Small).WaitAsync(Guard, Token);
        }
    }

    [Fact]
    public async Task ManyOfSeveralPeers_AllEnd_NeverMoreAtOnceThanSlots()
    {
        var turns = new ReadingTurns(3);
        var now = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            using var turn = await turns.OpenAsync("peer" + (i % 4), i % 3 == 0 ? Large : Small, Token);
            for (var step = 0; step < 50; step++)
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                Interlocked.Decrement(ref now);
                turn.Spend(ReadingTurns.Quantum, Token);
            }
        }, Token))).WaitAsync(TimeSpan.FromMinutes(2), Token);

        Assert.InRange(most, 1, 3);
    }

    private static Task<ReadingTurns.Turn> OpenAsync(ReadingTurns turns, string peer, long length = Small) =>
        turns.OpenAsync(peer, length, Token).WaitAsync(Guard, Token);

    // Begun, and waiting for something else than its turn.
    private static async Task<ReadingTurns.Turn> OpenPausedAsync(ReadingTurns turns, string peer, long length)
    {
        var turn = await OpenAsync(turns, peer, length);
        turns.Pause(turn);
        return turn;
    }

    // One may have had its turn in the very moment: then it has to be given back.
    private static async Task EndedAsync(Task task)
    {
        try
        {
            await task;
            (task as Task<ReadingTurns.Turn>)?.Result.Dispose();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task NoteAsync(ReadingTurns turns, string peer, List<string> order)
    {
        using var turn = await turns.OpenAsync(peer, Small, Token);
        lock (order)
        {
            order.Add(peer);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int known;
        while ((known = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, known) != known)
        {
        }
    }
}
