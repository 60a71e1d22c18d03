using System.Runtime.InteropServices;
using Uhit.Client.Reliability.Disk.Native;

namespace Uhit.Client.Reliability.Disk;

/// <summary>A VFS of SQLite that asks a script before it does anything to a file, and leaves the work to SQLite's own.</summary>
/// <remarks>
/// <para>A store is put on it by its name: <c>new SqliteStoreOptions { Path = …, Vfs = vfs.Name }</c>, or, where the options are out of
/// reach, by making it the process's default before the first connection is opened.</para>
/// <para>Locks and shared memory go through, memory mapping is never offered. Stores on it must be
/// closed before it is disposed. Thread-safe.</para>
/// </remarks>
internal sealed unsafe class DiskVfs : IDisposable
{
    private readonly Sqlite3Vfs* _vfs;
    private readonly GCHandle _self;
    private volatile IDiskScript _script;
    private long _handles;

    public DiskVfs(IDiskScript script, bool makeDefault = false)
    {
        _script = script;
        Name = "uhit-disk-" + Guid.NewGuid().ToString("N");
        _self = GCHandle.Alloc(this);
        Inner = NativeSqlite.FindVfs(null);
        _vfs = VfsTable.Create(Inner, Name, GCHandle.ToIntPtr(_self));
        NativeSqlite.Check(NativeSqlite.RegisterVfs(_vfs, makeDefault ? 1 : 0), "register the VFS");
    }

    /// <summary>Under which it is registered: no two have the same.</summary>
    public string Name { get; }

    /// <summary>What decides. May be exchanged while stores are open.</summary>
    public IDiskScript Script
    {
        get => _script;
        set => _script = value;
    }

    internal Sqlite3Vfs* Inner { get; }

    public void Dispose()
    {
        NativeSqlite.Check(NativeSqlite.UnregisterVfs(_vfs), "unregister the VFS");
        VfsTable.Free(_vfs);
        _self.Free();
    }

    internal long NextHandle() => Interlocked.Increment(ref _handles);
}
