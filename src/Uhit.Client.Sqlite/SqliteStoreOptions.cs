namespace Uhit.Client.Sqlite;

/// <summary>Where a SQLite store lives and how it behaves.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The database file. Required. Its directory must exist; a new file is made with access for its owner only.</summary>
    /// <remarks>On a local disk: network file systems cannot lock, and what cannot lock cannot be shared by two processes. A relative path
    /// is relative to the working directory. The store's tables begin with <c>uhit_</c>: your own tables may be in the same file.</remarks>
    public string Path { get; set; } = string.Empty;

    /// <summary>How long a write waits for another process that is writing.</summary>
    /// <value>10 seconds. At least one second, at most ten minutes.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many connections read at the same time.</summary>
    /// <value>4. From 1 to 64.</value>
    public int MaxReaders { get; set; } = 4;

    /// <summary>The most writes that share one transaction. One that comes alone waits for nobody.</summary>
    /// <value>128. From 1 (each write in a transaction of its own) to 1,024.</value>
    public int MaxGroup { get; set; } = 128;

    // Run on every connection after our own settings: tests show with it that weaker settings are refused.
    internal string? AfterOpen { get; set; }

    // After how many pages the log is written back.
    internal int CheckpointPages { get; set; } = 1000;

    // In place of what the system says of the disk: a test has no network file system.
    internal DriveType? DriveKind { get; set; }

    // SQLite's layer over the operating system, by its name: tests lose power and fill disks with one of their own.
    internal string? Vfs { get; set; }
}
