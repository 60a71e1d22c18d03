using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteRetentionTests : RetentionConformance
{
    private readonly SqliteStoreFile _file = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task PurgeMessageAsync_ABody_LeavesNoneOfItsChunks(int chunks)
    {
        var message = await CommitAsync(chunks: chunks);

        while (await Maintenance.PurgeMessageAsync(message.Receipt, Terms with { DiscardsWaiting = true, MaxRows = 1 })
            is PurgeOutcome.More)
        {
        }

        var readers = ((SqliteUhitStore)Store).Core.Readers;
        Assert.Equal(0, await readers.ReadAsync(session => session.Number("SELECT count(*) FROM uhit_chunk"), default));
    }

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store, Time);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
