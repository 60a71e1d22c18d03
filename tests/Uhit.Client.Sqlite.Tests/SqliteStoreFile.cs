using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>A database file in a directory of its own, which goes with it.</summary>
internal sealed class SqliteStoreFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("uhit-").FullName;

    public string Path => System.IO.Path.Combine(_directory, "uhit.db");

    public string DirectoryPath => _directory;

    public Task<IUhitStore> CreateAsync(TimeProvider time) => Task.FromResult<IUhitStore>(Open(time: time));

    public async Task<IUhitStore> ReopenAsync(IUhitStore store, TimeProvider time)
    {
        await store.DisposeAsync();
        return Open(time: time);
    }

    public SqliteUhitStore Open(
        Action<SqliteStoreOptions>? configure = null, TimeProvider? time = null, IPayloadProtector? protector = null)
    {
        var options = new SqliteStoreOptions { Path = Path };
        configure?.Invoke(options);
        return new SqliteUhitStore(options, time: time, protector: protector);
    }

    public async Task<SqliteUhitStore> OpenReadyAsync(Action<SqliteStoreOptions>? configure = null)
    {
        var store = Open(configure);
        await store.Maintenance.InitializeAsync();
        return store;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
