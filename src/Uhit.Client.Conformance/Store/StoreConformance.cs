using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>What every store must do. A store's test project has one class for each class here, with the two methods.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    /// <summary>The clock that the store is to take.</summary>
    protected FakeTimeProvider Time { get; } = new(Sample.Now);

    protected IUhitStore Store { get; private set; } = null!;

    /// <summary>Makes an empty store, on the clock <see cref="Time"/>.</summary>
    protected abstract Task<IUhitStore> CreateAsync();

    /// <summary>Closes the store and opens it again; a store that is not durable returns the one there is.</summary>
    protected abstract Task<IUhitStore> ReopenAsync(IUhitStore store);

    public async ValueTask InitializeAsync()
    {
        Store = await CreateAsync();
        await Store.Maintenance.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes away what the store left behind.</summary>
    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    protected async Task ReopenAsync()
    {
        Store = await ReopenAsync(Store);
        await Store.Maintenance.InitializeAsync();
    }

    protected static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>Runs work so many times at once, all held back until all are there.</summary>
    protected static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await work(i);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
