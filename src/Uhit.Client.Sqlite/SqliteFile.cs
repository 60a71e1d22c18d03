namespace Uhit.Client.Sqlite;

/// <summary>The database file, before SQLite opens it: the disk that it is on, and who may read it.</summary>
internal static class SqliteFile
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

    /// <summary>Makes it, before SQLite would with the rights of the process's mask.</summary>
    /// <returns>Whether others than its owner may read or write it: it was there before, made by somebody else.</returns>
    public static bool CreateForOwnerOnly(string path)
    {
        if (File.Exists(path))
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            // SQLite gives the files that it makes beside it the same rights.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it at the same moment.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UhitStoreException(
                $"The store {path} (SqliteStoreOptions.Path) cannot be made: {exception.GetType().Name}. Give the account that runs this "
                + "process write access to its "
                + "directory.",
                isTransient: false,
                exception);
        }

        return false;
    }
}
