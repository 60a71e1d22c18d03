using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary>What is called in the native library that Microsoft.Data.Sqlite uses, and in the system's.</summary>
internal static unsafe partial class NativeSqlite
{
    private const string Library = "e_sqlite3";
    private const int Sigkill = 9;

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial Sqlite3Vfs* FindVfs(string? name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    public static partial int RegisterVfs(Sqlite3Vfs* vfs, int makeDefault);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_unregister")]
    public static partial int UnregisterVfs(Sqlite3Vfs* vfs);

    /// <summary>Ends this process as the kernel would: nothing runs after it, no buffer is flushed.</summary>
    public static void KillThisProcess() => Check(Kill(Environment.ProcessId, Sigkill), "end the process");

    public static void Check(int code, string what)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"Could not {what}: code {code}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
