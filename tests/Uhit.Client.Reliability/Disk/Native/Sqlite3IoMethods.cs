using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary><c>sqlite3_io_methods</c>, version 2: shared memory, no memory mapping.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Sqlite3IoMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int> Close;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, byte*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, long*, int> FileSize;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, int> Lock;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, int> Unlock;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int*, int> CheckReservedLock;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, void*, int> FileControl;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int> SectorSize;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int> DeviceCharacteristics;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, int, int, void**, int> ShmMap;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, int, int, int> ShmLock;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, void> ShmBarrier;
    public delegate* unmanaged[Cdecl]<Sqlite3File*, int, int> ShmUnmap;
}
