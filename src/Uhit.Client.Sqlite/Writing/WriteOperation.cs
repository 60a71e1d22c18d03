using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Writing;

/// <summary>One write that waits for its turn.</summary>
internal abstract class WriteOperation(int weight)
{
    /// <summary>About how many bytes it writes.</summary>
    public int Weight => weight;

    /// <summary>What went wrong in it, while the transaction that it is part of went on.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether nobody waits any more, before it began.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Does the work; may be called again after a rollback.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>Tells the caller how it ended, once the transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that it was not stored.</summary>
    public abstract void Fail(Exception exception);
}
