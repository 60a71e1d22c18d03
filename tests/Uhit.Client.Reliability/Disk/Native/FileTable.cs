using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Disk.Native;

/// <summary>The functions of an open file.</summary>
internal static unsafe class FileTable
{
    private const int ShmLockFlag = 2;
    private const int ShmExclusiveFlag = 8;

    public static Sqlite3IoMethods Create() => new()
    {
        Version = 2,
        Close = &Close,
        Read = &Read,
        Write = &Write,
        Truncate = &Truncate,
        Sync = &Sync,
        FileSize = &FileSize,
        Lock = &Lock,
        Unlock = &Unlock,
        CheckReservedLock = &CheckReservedLock,
        FileControl = &FileControl,
        SectorSize = &SectorSize,
        DeviceCharacteristics = &DeviceCharacteristics,
        ShmMap = &ShmMap,
        ShmLock = &ShmLock,
        ShmBarrier = &ShmBarrier,
        ShmUnmap = &ShmUnmap,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(Sqlite3File* file, byte* bytes, int count, long offset)
    {
        var open = OpenFile.Of(file);
        var operation = open.Operation(DiskOperationKind.Write, offset, new ReadOnlySpan<byte>(bytes, count));
        var verdict = open.Ask(operation);
        var inner = Sqlite3File.Inner(file);
        if (verdict.PartialBytes > 0)
        {
            inner->Methods->Write(inner, bytes, Math.Min(verdict.PartialBytes, count), offset);
        }

        if (verdict.Kill)
        {
            NativeSqlite.KillThisProcess();
        }

        var code = verdict.Code != 0 ? verdict.Code : inner->Methods->Write(inner, bytes, count, offset);
        open.Tell(operation, code);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(Sqlite3File* file, long length)
    {
        var open = OpenFile.Of(file);
        var operation = open.Operation(DiskOperationKind.Truncate, length);
        var verdict = open.Ask(operation);
        var inner = Sqlite3File.Inner(file);
        var code = verdict.Code != 0 ? verdict.Code : inner->Methods->Truncate(inner, length);
        open.Tell(operation, code);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(Sqlite3File* file, int flags)
    {
        var open = OpenFile.Of(file);
        var operation = open.Operation(DiskOperationKind.Sync);
        var verdict = open.Ask(operation);
        var inner = Sqlite3File.Inner(file);
        var code = verdict.Code != 0 ? verdict.Code : inner->Methods->Sync(inner, flags);
        open.Tell(operation, code);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(Sqlite3File* file)
    {
        var handle = GCHandle.FromIntPtr(file->State);
        var open = (OpenFile)handle.Target!;
        var operation = open.Operation(DiskOperationKind.Close);
        open.Ask(operation);
        var inner = Sqlite3File.Inner(file);
        var code = inner->Methods->Close(inner);
        open.Tell(operation, code);
        handle.Free();
        file->Methods = null;
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(Sqlite3File* file, int slot, int count, int flags)
    {
        const int TakesAlone = ShmLockFlag | ShmExclusiveFlag;
        var inner = Sqlite3File.Inner(file);
        if ((flags & TakesAlone) != TakesAlone)
        {
            return inner->Methods->ShmLock(inner, slot, count, flags);
        }

        var open = OpenFile.Of(file);
        var operation = open.Operation(DiskOperationKind.Lock, slot);
        var verdict = open.Ask(operation);
        var code = verdict.Code != 0 ? verdict.Code : inner->Methods->ShmLock(inner, slot, count, flags);
        open.Tell(operation, code);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(Sqlite3File* file, byte* bytes, int count, long offset)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->Read(inner, bytes, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(Sqlite3File* file, long* size)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->FileSize(inner, size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(Sqlite3File* file, int level)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->Lock(inner, level);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(Sqlite3File* file, int level)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->Unlock(inner, level);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(Sqlite3File* file, int* result)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->CheckReservedLock(inner, result);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(Sqlite3File* file, int operation, void* argument)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->FileControl(inner, operation, argument);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(Sqlite3File* file)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->SectorSize(inner);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(Sqlite3File* file)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->DeviceCharacteristics(inner);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(Sqlite3File* file, int page, int pageSize, int extend, void** memory)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->ShmMap(inner, page, pageSize, extend, memory);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(Sqlite3File* file)
    {
        var inner = Sqlite3File.Inner(file);
        inner->Methods->ShmBarrier(inner);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(Sqlite3File* file, int delete)
    {
        var inner = Sqlite3File.Inner(file);
        return inner->Methods->ShmUnmap(inner, delete);
    }
}
