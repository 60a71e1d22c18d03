using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

public sealed class WriteTurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WriteTurn _turn = new();

    [Fact]
    public async Task EnterHandler_AnotherHasTheTurn_WaitsForItsEnd()
    {
        await _turn.EnterHandlerAsync(default);
        var second = _turn.EnterHandlerAsync(default);
        var third = _turn.EnterHandlerAsync(default);
        Assert.False(second.IsCompleted);

        _turn.Exit();
        await second.WaitAsync(Patience);
        Assert.False(third.IsCompleted);

        _turn.Exit();
        await third.WaitAsync(Patience);
    }

    [Fact]
    public async Task EnterHandler_TheWriterHasTheTurn_WaitsForItsEnd()
    {
        _turn.EnterWriter();
        var handler = _turn.EnterHandlerAsync(default);
        Assert.False(handler.IsCompleted);

        _turn.Exit();

        await handler.WaitAsync(Patience);
    }

    [Fact]
    public async Task Exit_WriterAndHandlerWait_TheWriterIsNextAndThenTheHandler()
    {
        await _turn.EnterHandlerAsync(default);
        var writer = new Thread(_turn.EnterWriter);
        writer.Start();
        Assert.True(SpinWait.SpinUntil(() => writer.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience));
        var handler = _turn.EnterHandlerAsync(default);

        _turn.Exit();
        Assert.True(writer.Join(Patience));
        Assert.False(handler.IsCompleted);

        _turn.Exit();
        await handler.WaitAsync(Patience);
    }

    [Fact]
    public async Task EnterHandler_GivenUpWhileItWaits_IsPassedOver()
    {
        using var cancelled = new CancellationTokenSource();
        await _turn.EnterHandlerAsync(default);
        var gaveUp = _turn.EnterHandlerAsync(cancelled.Token);
        var next = _turn.EnterHandlerAsync(default);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        _turn.Exit();

        await next.WaitAsync(Patience);
    }

    [Fact]
    public async Task Exit_NobodyWaits_TheNextEntersAtOnce()
    {
        _turn.EnterWriter();
        _turn.Exit();
        Assert.True(_turn.EnterHandlerAsync(default).IsCompletedSuccessfully);
        _turn.Exit();

        await _turn.EnterHandlerAsync(default).WaitAsync(Patience);
    }
}
