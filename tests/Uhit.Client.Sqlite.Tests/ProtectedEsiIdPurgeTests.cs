using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class ProtectedEsiIdPurgeTests : EsiIdPurgeConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() =>
        Task.FromResult<IUhitStore>(_file.Open(time: Time, protector: new XorProtector("k1")));

    protected override async Task<IUhitStore> ReopenAsync(IUhitStore store)
    {
        await store.DisposeAsync();
        return _file.Open(time: Time, protector: new XorProtector("k2", "k1"));
    }

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
