namespace Uhit.Client.Reliability.Chores;

/// <summary>Work of a store's own in the middle of which its process is killed. In
/// <c>docs/explanation/reliability.md</c> each has a row under the same words.</summary>
internal enum Chore
{
    None = 0,

    /// <summary>SQLite copies its log into the file.</summary>
    InCheckpoint,

    /// <summary>Payloads are taken away.</summary>
    InPurge,

    /// <summary>A store of an earlier version, or an empty one, is brought forward.</summary>
    InMigration,
}
