using System.Data.Common;

namespace Uhit.Client;

/// <summary>Handles one kind of event by writing to the store's own database: what it writes is committed
/// once, together with the note that it is done.</summary>
/// <remarks>
/// <para>Registered as a plain handler is, by <c>AddHandler&lt;T&gt;("name")</c>; a class is plain or transactional for one kind of event,
/// not both. Needs a store that has transactions: SQLite, where your tables are in the same file, or PostgreSQL, where they are in the same
/// database. The dispatcher refuses to start on another.</para>
/// <para>Both methods are called on one instance, from one scope. <see cref="PrepareAsync"/> may run several times for one event, as a
/// plain handler may; what <see cref="CommitAsync"/> writes in the transaction is committed once, or not
/// at all. What it does elsewhere is not undone.</para>
/// </remarks>
/// <typeparam name="TEvent">The kind of event.</typeparam>
public interface ITransactionalUsageHistoryHandler<in TEvent>
    where TEvent : UhitEvent
{
    /// <summary>Does what takes time: reads the data, asks other systems, calculates. Nothing is locked meanwhile.</summary>
    /// <param name="usageEvent">The event.</param>
    /// <param name="cancellationToken">Cancelled when <see cref="UhitCallbackOptions.HandlerTimeout"/> or the application's time to stop
    /// runs out, or the claim on the inquiry is lost.</param>
    Task PrepareAsync(TEvent usageEvent, CancellationToken cancellationToken);

    /// <summary>Writes the result in the transaction, which commits it with the note that this handler
    /// is done. An exception rolls both back.</summary>
    /// <remarks>Others wait to write meanwhile: on SQLite all writes of the store do. It is cut off after
    /// <see cref="UhitCallbackOptions.CommitTimeout"/>. It must not end the transaction, nor use
    /// its connection after it has returned.</remarks>
    /// <param name="usageEvent">The event.</param>
    /// <param name="transaction">The transaction that has begun, with its connection.</param>
    /// <param name="cancellationToken">Cancelled when the time is over.</param>
    Task CommitAsync(TEvent usageEvent, DbTransaction transaction, CancellationToken cancellationToken);
}
