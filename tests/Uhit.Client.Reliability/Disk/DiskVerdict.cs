namespace Uhit.Client.Reliability.Disk;

/// <summary>What becomes of an operation. The default lets it happen.</summary>
/// <param name="Code">SQLite's result code to fail with, of <see cref="DiskCodes"/>; 0 to let it happen.</param>
/// <param name="PartialBytes">Of a write that fails or kills: how many of its bytes are written first.</param>
/// <param name="Delay">How long it waits first.</param>
/// <param name="Kill">Whether the process kills itself with SIGKILL, before the operation or after <paramref name="PartialBytes"/>.</param>
internal readonly record struct DiskVerdict(int Code = 0, int PartialBytes = 0, TimeSpan Delay = default, bool Kill = false)
{
    public static DiskVerdict Go => default;
}
