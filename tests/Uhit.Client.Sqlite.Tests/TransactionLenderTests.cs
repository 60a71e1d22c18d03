using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

public sealed class TransactionLenderTests : IAsyncLifetime
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
    public async Task RunAsync_CancelledBefore_BeginsNothing()
    {
        var hasBegun = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            _ => hasBegun = true, cancellationToken: new CancellationToken(true)));

        Assert.False(hasBegun);
    }

    [Fact]
    public async Task RunAsync_OurPartHasTheAnswer_NothingIsWrittenAndTheHandlerNotCalled()
    {
        Assert.False(await RunAsync(
            session =>
            {
                WritingParts.Write(session, "ours");
                return false;
            },
            (_, _) => throw new FormatException()));

        Assert.Equal(0, _parts.Rows);
        Assert.True(_parts.Turn.EnterHandlerAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task RunAsync_TheHandlerIsAtWork_HasTheTurnUntilItsEnd()
    {
        var next = Task.CompletedTask;

        Assert.True(await RunAsync(effect: (_, _) =>
        {
            next = _parts.Turn.EnterHandlerAsync(default);
            return next.IsCompleted ? throw new FormatException() : Task.CompletedTask;
        }));

        await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    // Were its connection the last to be closed, the next to open would take a commit for whole whose sync failed.
    [Fact]
    public async Task RunAsync_Done_LeavesTheFileOpenAndItsOwnConnectionClosed()
    {
        Assert.True(_parts.IsClosed);

        Assert.True(await RunAsync());

        Assert.False(_parts.IsClosed);
        _log.Dispose();
        Assert.True(_parts.IsClosed);
    }

    // What keeps others from writing is short: the connection is ready when it is its turn.
    [Fact]
    public async Task RunAsync_TheFileCannotBeOpened_IsToldBeforeItIsItsTurn()
    {
        await _parts.Turn.EnterHandlerAsync(default);
        _parts.Options.AfterOpen = "SELECT nothing_of_that_name";

        await Assert.ThrowsAsync<UhitStoreException>(() => RunAsync().WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    // The log waits for a connection that has the file for itself.
    [Fact]
    public async Task RunAsync_TheLogMustStay_OpensNothingBeforeItIsItsTurn()
    {
        using var cancellation = new CancellationTokenSource();
        await _parts.Turn.EnterHandlerAsync(default);
        _parts.Factory.Log.MustStay = true;
        _parts.Options.AfterOpen = "SELECT nothing_of_that_name";
        var running = RunAsync(cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task RunAsync_TheLogMustStay_IsDoneWhenItIsItsTurn()
    {
        _parts.Factory.Log.MustStay = true;

        Assert.True(await RunAsync());
    }

    [Fact]
    public void Cut_OnTheVeryThreadOfTheCut_NothingRunsAnyMore()
    {
        using var session = _parts.Factory.OpenWriter();
        session.Begin();
        var lent = new LentConnection(session);

        lent.Cut();

        Assert.Equal(
            SQLitePCL.raw.SQLITE_AUTH,
            SQLitePCL.raw.sqlite3_exec(session.Connection.Handle!, "INSERT INTO uhit_stream (client, request_id) VALUES ('late', 'R-1')"));
        Assert.Equal(0, _parts.Rows);
    }

    private Task<bool> RunAsync(
        Func<SqliteSession, bool?>? begin = null, Func<DbTransaction, CancellationToken, Task>? effect = null,
        CancellationToken cancellationToken = default) =>
        new TransactionLender(_parts.Factory, _log, _parts.Turn, TimeProvider.System, NullLogger.Instance).RunAsync(
            begin ?? (_ => null), effect ?? ((_, _) => Task.CompletedTask), Patience, cancellationToken);
}
