using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary><c>sqlite3_file</c>, and what ours has after it. The file of SQLite's own VFS follows in the same memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Sqlite3File
{
    public Sqlite3IoMethods* Methods;

    /// <summary>The <see cref="OpenFile"/>.</summary>
    public nint State;

    public static Sqlite3File* Inner(Sqlite3File* file) => file + 1;
}
