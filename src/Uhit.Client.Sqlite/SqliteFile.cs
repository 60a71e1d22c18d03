namespace Uhit.Client.Sqlite;

/// <summary>Makes the database file, before SQLite would with the rights of the process's mask.</summary>
internal static class SqliteFile
{
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
