namespace Uhit.Client.Sqlite;

/// <summary>Refuses settings that cannot work, before anything is opened.</summary>
internal static class SqliteStoreOptionsValidator
{
    private const string Setting = $"{nameof(SqliteStoreOptions)}.{nameof(SqliteStoreOptions.Path)}";

    public static void Require(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequirePath(options.Path);
        RequireRange(
            options.BusyTimeout >= TimeSpan.FromSeconds(1) && options.BusyTimeout <= TimeSpan.FromMinutes(10),
            nameof(options.BusyTimeout),
            "1 second to 10 minutes");
        RequireRange(options.MaxReaders is >= 1 and <= 64, nameof(options.MaxReaders), "1 to 64");
        RequireRange(options.MaxGroup is >= 1 and <= 1024, nameof(options.MaxGroup), "1 to 1024");
    }

    private static void RequirePath(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UhitConfigurationException(
                $"{Setting} is empty: write the path of the database file, such as UseSqlite(\"uhit.db\").");
        }

        if (path.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new UhitConfigurationException(
                $"{Setting} is \"{path}\": a database in memory, or a URI that may name one, loses acknowledged callbacks. Write the path "
                + "of a file; for tests "
                + "there is InMemoryUhitStore.");
        }

        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new UhitConfigurationException($"{Setting} is \"{path}\", which is a directory: write the path of a file in it.");
        }

        var directory = Path.GetDirectoryName(full);
        if (!Directory.Exists(directory))
        {
            throw new UhitConfigurationException(
                $"{Setting} is \"{path}\": the directory {directory} does not exist. Make it, for the account that runs this process, or "
                    + "mend the setting.");
        }
    }

    private static void RequireRange(bool isInRange, string name, string range)
    {
        if (!isInRange)
        {
            throw new UhitConfigurationException($"{nameof(SqliteStoreOptions)}.{name} is out of range: {range}.");
        }
    }
}
