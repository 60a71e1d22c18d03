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
    public async Task Run_GivenUpWhileAnotherProcessHoldsTheLock_IsNotDone(bool isGivenUp)
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        var factory = new SqliteSessionFactory(new SqliteStoreOptions { Path = _file.Path }, new PayloadProtection(null));
        using var readers = new SqliteReaders(factory, 1);
        using var log = new LogWriteBack(factory, readers, 1000, NullLogger.Instance);
        using var commit = new GroupCommit(factory, log, NullLogger.Instance);
        using var other = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        other.Open();
        var transaction = other.BeginTransaction();
        var operation = new AskedOperation();

        var running = Task.Run(() => commit.Run([operation]));
        await operation.Asked;
        operation.IsGivenUp = isGivenUp;
        await transaction.DisposeAsync();
        await running;

        Assert.Equal(!isGivenUp, operation.WasExecuted);
        await using var store = await _file.OpenReadyAsync();
        Assert.Equal(isGivenUp ? 0 : 1, await store.Core.ReadAsync(session => session.Number("SELECT COUNT(*) FROM uhit_stream"), default));
    }

    [Fact]
    public async Task Run_OneOfAGroupFailsHalfway_LeavesNothingOfItBehindAndAllOfTheOthers()
    {
        var (before, broken, after) = (new Insert("before"),
            new Insert("broken") { Break = _ => throw new InvalidOperationException("half done") }, new Insert("after"));

        Assert.Equal(["after", "before"], await RunAsync(before, broken, after));

        Assert.Equal((true, true), (before.IsStored, after.IsStored));
        Assert.False(broken.IsStored);
        Assert.IsType<InvalidOperationException>(broken.Failure);
    }

    [Fact]
    public async Task Run_TheTransactionOfAGroupIsLost_TellsNobodyThatItIsStored()
    {
        var (before, broken, after) = (new Insert("before"), new Insert("broken") { Break = LoseTransaction }, new Insert("after"));

        Assert.Empty(await RunAsync(before, broken, after));

        Assert.All([before, broken, after], operation => Assert.False(operation.IsStored));
        Assert.All([before, broken, after], operation => Assert.NotNull(operation.Failure));
    }

    private static void LoseTransaction(SqliteSession session)
    {
        session.Execute("ROLLBACK");
        throw new SqliteException("an input/output error", 10);
    }

    private async Task<List<string>> RunAsync(params Insert[] operations)
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        var factory = new SqliteSessionFactory(new SqliteStoreOptions { Path = _file.Path }, new PayloadProtection(null));
        using (var readers = new SqliteReaders(factory, 1))
        using (var log = new LogWriteBack(factory, readers, 1000, NullLogger.Instance))
        using (var commit = new GroupCommit(factory, log, NullLogger.Instance))
        {
            commit.Run(operations);
        }

        await using var store = await _file.OpenReadyAsync();
        return await store.Core.ReadAsync(
            session => session.Query("SELECT client FROM uhit_stream ORDER BY client", reader => reader.GetString(0)), default);
    }

    /// <summary>Writes a row, and then may break.</summary>
    private sealed class Insert(string client) : WriteOperation(1)
    {
        public Action<SqliteSession>? Break { get; init; }

        /// <summary>Whether the caller was told so.</summary>
        public bool IsStored { get; private set; }

        public override bool IsAbandoned => false;

        public override void Execute(SqliteSession session)
        {
            session.Execute("INSERT INTO uhit_stream (client, request_id) VALUES ($1, 'R-1')", client);
            Break?.Invoke(session);
        }

        public override void Complete() => IsStored = Failure is null;

        public override void Fail(Exception exception) => Failure = exception;
    }

    /// <summary>Is still wanted when it is taken from the queue.</summary>
    private sealed class AskedOperation() : WriteOperation(1)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public volatile bool IsGivenUp;

        public bool WasExecuted { get; private set; }

        public override bool IsAbandoned => !_asked.TrySetResult() && IsGivenUp;

        public override void Execute(SqliteSession session)
        {
            WasExecuted = true;
            session.Execute("INSERT INTO uhit_stream (client, request_id) VALUES ('c', 'R-1')");
        }

        public override void Complete()
        {
        }

        public override void Fail(Exception exception) => throw exception;
    }
}
