using System.Globalization;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private WritingParts _parts = null!;
    private LogWriteBack _log = null!;

    public async ValueTask InitializeAsync()
    {
        _parts = await WritingParts.OpenAsync();
        _log = _parts.Log();
    }

    public ValueTask DisposeAsync()
    {
        _log.Dispose();
        _parts.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WriteAsync_WhileItIsAtWork_NoHandlerGetsTheTurn()
    {
        await using var writer = _parts.Writer(_log);
        var handler = Task.CompletedTask;

        Assert.False(await writer.WriteAsync(
            _ =>
            {
                handler = _parts.Turn.EnterHandlerAsync(default);
                return handler.IsCompleted;
            },
            default));

        await handler.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    // A process whose store nobody closed must be able to end.
    [Fact]
    public async Task WriteAsync_RunsOnAThreadThatKeepsNoProcessAlive()
    {
        await using var writer = _parts.Writer(_log);

        Assert.True(await writer.WriteAsync(_ => Thread.CurrentThread.IsBackground, default));
    }

    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(64, 4 << 20, 2)]
    [InlineData(64, (4 << 20) - 1, 3)]
    public async Task WriteAsync_ManyWait_AreCommittedTogetherUpToTheirNumberOrEightMebibytes(int maxGroup, int weight, int together)
    {
        await using var writer = _parts.Writer(_log, maxGroup);
        using var gate = new ManualResetEventSlim();
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = writer.WriteAsync(
            _ =>
            {
                hasBegun.SetResult();
                return gate.Wait(Patience);
            },
            default);
        await hasBegun.Task;

        var committedBefore = Enumerable.Range(0, 5).Select(i => writer.WriteAsync(
            session =>
            {
                WritingParts.Write(session, i.ToString(CultureInfo.InvariantCulture));
                return _parts.Rows;
            },
            default,
            weight)).ToArray();
        gate.Set();

        Assert.True(await held);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (long?)(i / together * together)), await Task.WhenAll(committedBefore));
    }

    [Fact]
    public async Task WriteAsync_CancelledBefore_IsNotEvenQueued()
    {
        var writer = _parts.Writer(_log);
        await writer.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(_ => { }, new CancellationToken(true)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(_ => { }, default));
    }

    [Fact]
    public async Task Commit_NobodyWaitsForItAnyMore_OpensNothing()
    {
        await using var writer = _parts.Writer(_log);

        writer.Commit([new QueuedWrite(1, session => WritingParts.Write(session, "a"), () => true, _ => { })]);

        Assert.True(_parts.IsClosed);
    }

    // Were its connection the last to be closed, the next to open would take a commit for whole whose sync failed.
    [Fact]
    public async Task Commit_LeavesTheFileOpenWhenItsConnectionIsClosed()
    {
        await using var writer = _parts.Writer(_log);
        Exception? failure = null;
        Assert.True(_parts.IsClosed);

        writer.Commit([new QueuedWrite(1, session => WritingParts.Write(session, "a"), () => false, told => failure = told)]);
        writer.Close();

        Assert.Null(failure);
        Assert.False(_parts.IsClosed);
        _log.Dispose();
        Assert.True(_parts.IsClosed);
    }
}
