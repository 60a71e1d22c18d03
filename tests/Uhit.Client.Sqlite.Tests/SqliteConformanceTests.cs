using Uhit.Client.Store;
using Uhit.Client.StoreConformance;

namespace Uhit.Client.Sqlite.Tests;

// One class per part of the suite; nothing of their own.
public sealed class SqliteInquiryStoreTests : InquiryStoreConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync();

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteInboxTests : InboxConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync();

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteUnreadableTests : UnreadableConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync();

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteDispatchTests : DispatchConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync();

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteMaintenanceTests : MaintenanceConformance
{
    private readonly SqliteStoreFile _file = new();

    protected override Task<IUhitStore> CreateAsync() => _file.CreateAsync();

    protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => _file.ReopenAsync(store);

    protected override ValueTask CleanUpAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
