using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteMaintenanceTests : MaintenanceConformance
{
    private readonly SqliteStoreFile _file = new();

    [Fact]
    public async Task SweepOrphansAsync_SomethingTakenAway_GivesPagesBackAndLeavesNothingReadable()
    {
        var secret = "SyntheticSecretOfNobody"u8.ToArray();
        var body = new byte[600_000];
        secret.CopyTo(body, 300_000);
        await Store.Inbox.AppendBodyAsync(Sample.Receipt(), 0, body);
        var before = await PagesAsync();

        Assert.Equal(1, await Store.Maintenance.SweepOrphansAsync(Time.GetUtcNow().AddTicks(1)));

        Assert.True(await PagesAsync() < before - 100);
        await Store.DisposeAsync();
        Assert.Equal(-1, (await File.ReadAllBytesAsync(_file.Path)).AsSpan().IndexOf(secret));
    }

    private Task<long?> PagesAsync() =>
        ((SqliteUhitStore)Store).Core.Readers.ReadAsync(session => session.Number("PRAGMA page_count"), default);

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store, Time);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
