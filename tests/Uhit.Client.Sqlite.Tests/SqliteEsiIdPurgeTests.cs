using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteEsiIdPurgeTests : EsiIdPurgeConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync(Time);

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store, Time);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
