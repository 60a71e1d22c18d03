namespace Uhit.Client.Reliability.Disk;

/// <summary>Decides what becomes of each operation on a <see cref="DiskVfs"/>. Called on whatever
/// thread SQLite runs on, from several at once.</summary>
internal interface IDiskScript
{
    /// <summary>Before the operation. An implementation must not throw: it is called from native code.</summary>
    DiskVerdict Before(in DiskOperation operation);

    /// <summary>After it, with SQLite's result code: 0 for success. Not called for a verdict that kills.</summary>
    void After(in DiskOperation operation, int code);
}
