using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>Data in memory: every opening is the same store.</summary>
internal sealed class MemoryHouse : IStoreHouse
{
    private InMemoryUhitStore? _store;

    public string Kind => "memory";

    public Task<IUhitStore> OpenAsync(TimeProvider time) => Task.FromResult<IUhitStore>(_store ??= new InMemoryUhitStore(time));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
