using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary>The functions of the VFS. What is not about files goes straight to those of SQLite's own.</summary>
internal static unsafe class VfsTable
{
    private const int OpenReadOnly = 0x1;
    private const int OpenReadWrite = 0x2;
    private const int OpenCreate = 0x4;
    private const int OpenDatabase = 0x100;
    private const int OpenJournal = 0x800;
    private const int OpenLog = 0x80000;

    public static Sqlite3Vfs* Create(Sqlite3Vfs* inner, string name, nint self)
    {
        // One block: the table, then the methods of its files.
        var vfs = (Sqlite3Vfs*)NativeMemory.AllocZeroed((nuint)(sizeof(Sqlite3Vfs) + sizeof(Sqlite3IoMethods)));
        *vfs = new Sqlite3Vfs
        {
            Version = 2,
            FileSize = sizeof(Sqlite3File) + inner->FileSize,
            MaxPath = inner->MaxPath,
            Name = (byte*)Marshal.StringToCoTaskMemUTF8(name),
            AppData = self,
            Open = &Open,
            Delete = &Delete,
            Access = &Access,
            FullPathname = &FullPathname,
            DlOpen = inner->DlOpen,
            DlError = inner->DlError,
            DlSym = inner->DlSym,
            DlClose = inner->DlClose,
            Randomness = inner->Randomness,
            Sleep = inner->Sleep,
            CurrentTime = inner->CurrentTime,
            GetLastError = inner->GetLastError,
            CurrentTimeInt64 = inner->CurrentTimeInt64,
        };
        *Methods(vfs) = FileTable.Create();
        return vfs;
    }

    public static void Free(Sqlite3Vfs* vfs)
    {
        Marshal.FreeCoTaskMem((nint)vfs->Name);
        NativeMemory.Free(vfs);
    }

    private static Sqlite3IoMethods* Methods(Sqlite3Vfs* vfs) => (Sqlite3IoMethods*)(vfs + 1);

    private static DiskVfs Of(Sqlite3Vfs* vfs) => (DiskVfs)GCHandle.FromIntPtr(vfs->AppData).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Sqlite3Vfs* vfs, byte* path, Sqlite3File* file, int flags, int* outFlags)
    {
        var owner = Of(vfs);
        file->Methods = null;
        var kind = flags switch
        {
            _ when (flags & OpenDatabase) != 0 => DiskFile.Database,
            _ when (flags & OpenLog) != 0 => DiskFile.Log,
            _ when (flags & OpenJournal) != 0 => DiskFile.Journal,
            _ => DiskFile.Other,
        };
        var open = new OpenFile(owner, kind, Marshal.PtrToStringUTF8((nint)path) ?? string.Empty);
        var operation = open.Operation(DiskOperationKind.Open);
        var verdict = open.Ask(operation);
        var code = verdict.Code;
        if (code is 0 or DiskCodes.ReadOnly)
        {
            // A read-only file is opened: what cannot be done with it shows when it is written to.
            var asked = code == 0 ? flags : (flags & ~(OpenReadWrite | OpenCreate)) | OpenReadOnly;
            code = owner.Inner->Open(owner.Inner, path, Sqlite3File.Inner(file), asked, outFlags);
            if (code == 0)
            {
                file->State = GCHandle.ToIntPtr(GCHandle.Alloc(open));
                file->Methods = Methods(vfs);
            }
        }

        open.Tell(operation, code);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Sqlite3Vfs* vfs, byte* path, int syncDirectory)
    {
        var owner = Of(vfs);
        var name = Marshal.PtrToStringUTF8((nint)path)!;
        var kind = name.EndsWith("-wal", StringComparison.Ordinal) ? DiskFile.Log
            : name.EndsWith("-journal", StringComparison.Ordinal) ? DiskFile.Journal : DiskFile.Other;

        // The offset of a deletion says whether its directory is synced with it.
        var operation = new DiskOperation(DiskOperationKind.Delete, kind, name, 0, syncDirectory);
        var script = owner.Script;
        var verdict = script.Before(operation);
        OpenFile.WaitOrKill(owner, verdict);
        var code = verdict.Code != 0 ? verdict.Code : owner.Inner->Delete(owner.Inner, path, syncDirectory);
        script.After(operation, code);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(Sqlite3Vfs* vfs, byte* path, int flags, int* result)
    {
        var inner = Of(vfs).Inner;
        return inner->Access(inner, path, flags, result);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(Sqlite3Vfs* vfs, byte* path, int size, byte* result)
    {
        var inner = Of(vfs).Inner;
        return inner->FullPathname(inner, path, size, result);
    }
}
