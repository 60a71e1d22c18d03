using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Writing;
using Uhit.Client.Store;

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
