using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

public sealed class GroupCommitTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_GivenUpWhileAnotherProcessHoldsTheLock_IsNotDone(bool isGivenUp)
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        other.Open();
        var transaction = other.BeginTransaction();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isAbandoned = false;
        var wasExecuted = false;
        var write = new QueuedWrite(
            1,
            _ => wasExecuted = true,
            // It is still wanted when it is taken from the queue.
            () => !asked.TrySetResult() && Volatile.Read(ref isAbandoned),
            failure => Assert.Null(failure));

        var running = CommitAsync(write);
        await asked.Task;
        Volatile.Write(ref isAbandoned, isGivenUp);
        await transaction.DisposeAsync();
        await running;

        Assert.Equal(!isGivenUp, wasExecuted);
    }

    [Fact]
    public async Task Commit_OneOfAGroupFailsHalfway_LeavesNothingOfItBehindAndAllOfTheOthers()
    {
        var (before, broken, after) = (new Insert("before"),
            new Insert("broken") { Break = _ => throw new InvalidOperationException("half done") }, new Insert("after"));

        Assert.Equal(["after", "before"], await RunAsync(before, broken, after));

        Assert.Equal(["stored"], before.Told);
        Assert.Equal(["stored"], after.Told);
        Assert.Equal([nameof(InvalidOperationException)], broken.Told);
    }

    [Fact]
    public async Task Commit_OneOfTwoFailsHalfway_TheOtherIsStored()
    {
        var (before, broken) =
            (new Insert("before"), new Insert("broken") { Break = _ => throw new InvalidOperationException("half done") });

        Assert.Equal(["before"], await RunAsync(before, broken));

        Assert.Equal(["stored"], before.Told);
        Assert.Equal([nameof(InvalidOperationException)], broken.Told);
    }

    // Each of two is tried alone then: it is told what became of it there.
    [Fact]
    public async Task Commit_TheDiskHasNoRoomForOneOfTwo_TheOtherIsToldHowItsOwnTryEnded()
    {
        var tries = 0;
        var small = new Insert("small")
        {
            Break = _ =>
            {
                if (++tries == 1)
                {
                    throw new InvalidOperationException("half done");
                }
            },
        };
        var large = new Insert("large") { Break = session => LoseTransaction(session, SqliteErrors.Full) };

        Assert.Equal(["small"], await RunAsync(small, large));

        Assert.Equal(["stored"], small.Told);
        Assert.Equal([nameof(UhitStoreException)], large.Told);
    }

    [Fact]
    public async Task Commit_OneThatIsAloneFailsHalfway_LeavesNothingOfItBehind()
    {
        var broken = new Insert("broken") { Break = _ => throw new InvalidOperationException("half done") };

        Assert.Empty(await RunAsync(broken));

        Assert.Equal([nameof(InvalidOperationException)], broken.Told);
    }

    [Fact]
    public async Task Commit_TheTransactionOfAGroupIsLost_TellsNobodyThatItIsStored()
    {
        var (before, after) = (new Insert("before"), new Insert("after"));
        var broken = new Insert("broken") { Break = session => LoseTransaction(session, SqliteErrors.InputOutput) };

        Assert.Empty(await RunAsync(before, broken, after));

        Assert.All([before, broken, after], insert => Assert.Equal([nameof(UhitStoreException)], insert.Told));
    }

    private static void LoseTransaction(SqliteSession session, int errorCode)
    {
        session.Execute("ROLLBACK");
        throw new SqliteException("what the disk says", errorCode);
    }

    private async Task<List<string>> RunAsync(params Insert[] inserts)
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        await CommitAsync([.. inserts.Select(insert => insert.ToWrite())]);
        await using var store = await _file.OpenReadyAsync();
        return await store.Core.Readers.ReadAsync(
            session => session.Query("SELECT client FROM uhit_stream ORDER BY client", reader => reader.GetString(0)), default);
    }

    // Nothing else is in the queue of this writer, so that its own thread leaves the connection alone.
    private async Task CommitAsync(params QueuedWrite[] writes)
    {
        var factory = new SqliteSessionFactory(new SqliteStoreOptions { Path = _file.Path }, new PayloadProtection(null));
        using var readers = new SqliteReaders(factory, 1);
        using var log = new LogWriteBack(factory, readers, 1000, NullLogger.Instance);
        await using var writer = new SqliteWriter(factory, log, 64, new WriteTurn(), NullLogger.Instance);
        await Task.Run(() => writer.Commit(writes));
    }

    /// <summary>Writes a row, and then may break.</summary>
    private sealed class Insert(string client)
    {
        public Action<SqliteSession>? Break { get; init; }

        /// <summary>What the caller was told.</summary>
        public List<string> Told { get; } = [];

        public QueuedWrite ToWrite() => new(1, Write, () => false, failure => Told.Add(failure?.GetType().Name ?? "stored"));

        private void Write(SqliteSession session)
        {
            session.Execute("INSERT INTO uhit_stream (client, request_id) VALUES ($1, 'R-1')", client);
            Break?.Invoke(session);
        }
    }
}
