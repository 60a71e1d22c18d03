using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Store;

public sealed class InMemorySpoolTests : SpoolConformance
{
    protected override Task<IUhitStore> CreateAsync() => Task.FromResult<IUhitStore>(new InMemoryUhitStore(Time));

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
}
