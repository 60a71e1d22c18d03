using Uhit.Client.Store;
using Uhit.Client.Store.InMemory;
using Uhit.Client.StoreConformance;

namespace Uhit.Client.Tests.Store;

// One class per part of the suite; nothing of their own.
public sealed class InMemoryInquiryStoreTests : InquiryStoreConformance
{
    protected override Task<IUhitStore> CreateAsync() => Task.FromResult<IUhitStore>(new InMemoryUhitStore());

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
}

public sealed class InMemoryInboxTests : InboxConformance
{
    protected override Task<IUhitStore> CreateAsync() => Task.FromResult<IUhitStore>(new InMemoryUhitStore());

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
}

public sealed class InMemoryUnreadableTests : UnreadableConformance
{
    protected override Task<IUhitStore> CreateAsync() => Task.FromResult<IUhitStore>(new InMemoryUhitStore());

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
}

public sealed class InMemoryDispatchTests : DispatchConformance
{
    protected override Task<IUhitStore> CreateAsync() => Task.FromResult<IUhitStore>(new InMemoryUhitStore());

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
}

public sealed class InMemoryMaintenanceTests : MaintenanceConformance
{
    protected override Task<IUhitStore> CreateAsync() => Task.FromResult<IUhitStore>(new InMemoryUhitStore());

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
}
