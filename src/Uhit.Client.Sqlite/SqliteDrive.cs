namespace Uhit.Client.Sqlite;

/// <summary>Looks at what kind of disk the file is on, before anything is opened there.</summary>
internal static class SqliteDrive
{
    /// <summary>Refuses a network file system: SQLite's write-ahead log needs memory that all its
    /// processes share, and locks that hold.</summary>
    /// <returns>The kind of disk.</returns>
    public static DriveType RequireLocal(string path, DriveType kind) => kind is not DriveType.Network
        ? kind
        : throw new UhitStoreException(
            $"The store {path} (SqliteStoreOptions.Path) is on a network file system: it cannot lock as SQLite needs it, and would lose or "
            + "damage what was "
            + "acknowledged. Move the file to a local disk; for several machines use Uhit.Client.PostgreSql.",
            isTransient: false);

    /// <summary>What the system says of the disk under a path.</summary>
    public static DriveType KindOf(string path)
    {
        if (path.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return DriveType.Network;
        }

        try
        {
            var full = Path.GetFullPath(path);

            // On Windows by the drive's letter, elsewhere by the file system that holds the directory.
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(full)! : Path.GetDirectoryName(full)!).DriveType;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A system that does not say is not a reason to refuse: opening the log will show whether it locks.
            return DriveType.Unknown;
        }
    }
}
