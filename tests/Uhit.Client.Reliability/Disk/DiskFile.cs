namespace Uhit.Client.Reliability.Disk;

/// <summary>Which of a database's files an operation is on.</summary>
internal enum DiskFile
{
    /// <summary>The database itself.</summary>
    Database,

    /// <summary>The write-ahead log.</summary>
    Log,

    /// <summary>The rollback journal, which a database has before it is switched to the log.</summary>
    Journal,

    /// <summary>A temporary file.</summary>
    Other,
}
