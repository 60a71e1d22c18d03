using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>One write that waits for its turn.</summary>
/// <param name="Weight">About how many bytes it writes.</param>
/// <param name="Work">Does the work; may be called again after a rollback.</param>
/// <param name="IsAbandoned">Whether nobody waits for it any more.</param>
/// <param name="Tell">Tells the caller that it is durable, or why it is not.</param>
internal sealed record QueuedWrite(int Weight, Action<SqliteSession> Work, Func<bool> IsAbandoned, Action<Exception?> Tell)
{
    /// <summary>What went wrong in it, while the transaction that it is part of went on.</summary>
    public Exception? Failure { get; set; }
}
