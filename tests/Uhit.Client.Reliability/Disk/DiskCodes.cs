namespace Uhit.Client.Reliability.Disk;

/// <summary>SQLite's result codes for what a disk does.</summary>
internal static class DiskCodes
{
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int IoError = 10;
    public const int Full = 13;
    public const int IoErrorRead = IoError | (1 << 8);
    public const int IoErrorWrite = IoError | (3 << 8);
    public const int IoErrorSync = IoError | (4 << 8);
    public const int IoErrorTruncate = IoError | (6 << 8);
}
