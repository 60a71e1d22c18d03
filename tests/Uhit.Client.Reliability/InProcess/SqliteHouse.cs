using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>A SQLite file in a directory of its own, which goes with it.</summary>
internal sealed class SqliteHouse : IStoreHouse
{
    // These runs are about order, not about power: a file system in memory makes each commit cheap.
    private const string Memory = "/dev/shm";

    private readonly string _directory = Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, "uhit-" + Guid.NewGuid().ToString("N"))).FullName
        : Directory.CreateTempSubdirectory("uhit-").FullName;

    private readonly List<SqliteUhitStore> _stores = [];

    public string Kind => "sqlite";

    public async Task<IUhitStore> OpenAsync(TimeProvider time)
    {
        var store = new SqliteUhitStore(
            new SqliteStoreOptions { Path = Path.Combine(_directory, "uhit.db"), BusyTimeout = TimeSpan.FromMinutes(1) }, time: time);
        _stores.Add(store);
        await store.Maintenance.InitializeAsync().ConfigureAwait(false);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }

        Directory.Delete(_directory, recursive: true);
    }
}
