using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary>The managed side of an open file: kept alive by the handle in <see cref="Sqlite3File.State"/> until it is closed.</summary>
internal sealed unsafe class OpenFile(DiskVfs owner, DiskFile kind, string path)
{
    private readonly long _handle = owner.NextHandle();
    private IDiskScript _asked = owner.Script;

    public static OpenFile Of(Sqlite3File* file) => (OpenFile)GCHandle.FromIntPtr(file->State).Target!;

    public DiskOperation Operation(DiskOperationKind operation, long offset = 0, ReadOnlySpan<byte> bytes = default) =>
        new(operation, kind, path, _handle, offset, bytes);

    /// <summary>What is to become of it. Waits as told; a verdict that kills and writes nothing first does not return.</summary>
    public DiskVerdict Ask(in DiskOperation operation)
    {
        _asked = owner.Script;
        var verdict = _asked.Before(operation);
        WaitOrKill(owner, verdict);
        return verdict;
    }

    /// <summary>Tells the script that was asked, even where another has taken its place meanwhile.</summary>
    public void Tell(in DiskOperation operation, int code) => _asked.After(operation, code);

    public static void WaitOrKill(DiskVfs owner, DiskVerdict verdict)
    {
        if (verdict.Delay > TimeSpan.Zero)
        {
            owner.Inner->Sleep(owner.Inner, (int)verdict.Delay.TotalMicroseconds);
        }

        if (verdict is { Kill: true, PartialBytes: 0 })
        {
            NativeSqlite.KillThisProcess();
        }
    }
}
