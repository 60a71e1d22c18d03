using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary><c>sqlite3_vfs</c>, version 2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Sqlite3Vfs
{
    public int Version;
    public int FileSize;
    public int MaxPath;
    public Sqlite3Vfs* Next;
    public byte* Name;
    public nint AppData;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, byte*, Sqlite3File*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, byte*, int, int> Delete;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, byte*, int, int*, int> Access;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, byte*, int, byte*, int> FullPathname;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, byte*, nint> DlOpen;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, int, byte*, void> DlError;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, nint, byte*, nint> DlSym;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, nint, void> DlClose;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, int, byte*, int> Randomness;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, int, int> Sleep;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, double*, int> CurrentTime;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, int, byte*, int> GetLastError;
    public delegate* unmanaged[Cdecl]<Sqlite3Vfs*, long*, int> CurrentTimeInt64;
}
