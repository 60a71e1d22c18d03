using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteUnreadableTests : UnreadableConformance
{
    private readonly SqliteStoreFile _file = new();

    // Personal data that nobody can read would stay for as long as the entry: what was read before the callback failed goes.
    [Fact]
    public async Task KeepUnreadableAsync_UsageWasStaged_LeavesNoLineOfItInTheFile()
    {
        var receipt = Sample.Receipt();
        await Store.Inbox.AppendBodyAsync(receipt, 0, new byte[10]);
        await Store.Inbox.AppendUsageAsync(receipt, 0, Sample.Usage(1));

        Assert.True(await Store.Inbox.KeepUnreadableAsync(Sample.Unreadable(receipt), new RoomQuota(100, 10), bodyChunks: null));

        var lines = ((SqliteUhitStore)Store).Core.Readers.ReadAsync(session => session.Number("SELECT COUNT(*) FROM uhit_usage"), default);
        Assert.Equal(0, await lines);
    }

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store, Time);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
