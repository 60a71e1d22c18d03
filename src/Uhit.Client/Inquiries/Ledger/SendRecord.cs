namespace Uhit.Client.Inquiries.Ledger;

/// <summary>One send of an inquiry.</summary>
internal sealed record SendRecord
{
    internal static SendRecord Empty { get; } = new();

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The MessageId under which it was sent.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>Whether CNP answered it.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>How it ended without an answer: whether a byte of it may have left; <see langword="null"/> while it is under way.</summary>
    public bool? MayHaveArrived { get; init; }

    /// <summary>Whether it has ended.</summary>
    internal bool HasEnded => IsAnswered || MayHaveArrived is not null;

    // A send has one beginning; of two, always the same one, whichever came first.
    internal SendRecord Start(SendStarted fact) =>
        StartedAt is { } known
            && string.CompareOrdinal(FactTies.Text(known) + MessageId?.Value, FactTies.Text(fact.At) + fact.MessageId.Value) <= 0
            ? this
            : this with { StartedAt = fact.At, MessageId = fact.MessageId };

    // "May have arrived" wins over "has not": a crash is judged by a later process, and the two may both have spoken.
    internal SendRecord End(bool mayHaveArrived) => this with { MayHaveArrived = mayHaveArrived || MayHaveArrived is true };
}
