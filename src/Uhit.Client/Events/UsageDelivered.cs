using Uhit.Client.Usage;

namespace Uhit.Client;

/// <summary>CNP delivered data, or one part of it (guide 4b): one event for each stored part.</summary>
public sealed record UsageDelivered : UhitEvent
{
    /// <summary>When CNP sent it, by CNP's clock; <see langword="null"/> in a wire format that does not say.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>CNP's own number for the inquiry, where given.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>Which part of which delivery.</summary>
    public required DeliveryPart Part { get; init; }

    /// <summary>How many lines the part holds.</summary>
    public int UsageCount { get; init; }

    /// <summary>Whether it came when the inquiry was overdue already: it is taken all the same,
    /// and may have been given up meanwhile.</summary>
    /// <remarks>Overdue as in <see cref="InquiryOverdue"/>, whether or not that was told. A correction of
    /// an inquiry that was complete is not late.</remarks>
    public bool IsLate { get; init; }

    /// <summary>Where <see cref="ReadUsageAsync"/> reads from; set by the dispatcher, and by tests.</summary>
    public required Func<CancellationToken, IAsyncEnumerable<UsageHistory>> Source { private get; init; }

    /// <summary>Reads the part's data from the store, one ESI ID after another, so that memory stays flat. May be read again.</summary>
    /// <exception cref="UhitStoreException">The data was purged. What is left of a part is read where
    /// only some of its ESI IDs were purged.</exception>
    /// <remarks>What this part says, each ESI ID once: lines of the part that are about the same one are put together. What holds for the
    /// inquiry once all parts and corrections are put together is read with the client's <c>ReadUsageAsync</c>.</remarks>
    /// <param name="cancellationToken">Stops.</param>
    public IAsyncEnumerable<UsageHistory> ReadUsageAsync(CancellationToken cancellationToken = default) => Source(cancellationToken);
}
