using System.Collections.Immutable;

namespace Uhit.Client.Inquiries.Ledger;

/// <summary>All that is known of an inquiry's progress: a value that grows by facts.</summary>
/// <remarks>Applying facts is commutative and idempotent: the same set of facts gives the same ledger whatever the order of arrival and
/// however often each came. Stores keep it as it is; what follows from it is said by its snapshot.</remarks>
internal sealed record InquiryLedger
{
    /// <summary>Nothing happened yet.</summary>
    public static InquiryLedger Empty { get; } = new();

    /// <summary>The sends, by number.</summary>
    public ImmutableSortedDictionary<int, SendRecord> Sends { get; init; } = ImmutableSortedDictionary<int, SendRecord>.Empty;

    /// <summary>The latest answer of CNP to the inquiry.</summary>
    public AnswerRecord? Answer { get; init; }

    /// <summary>The latest answer of CNP's that accepted the inquiry: it says when CNP received it, even
    /// where a resend was answered otherwise.</summary>
    public AnswerRecord? Acceptance { get; init; }

    /// <summary>The latest validation of each ESI ID.</summary>
    public ImmutableSortedDictionary<string, ValidationRecord> Validations { get; init; } = Sorted<ValidationRecord>();

    /// <summary>The deliveries, by DeliveryId.</summary>
    public ImmutableSortedDictionary<string, DeliveryRecord> Deliveries { get; init; } = Sorted<DeliveryRecord>();

    /// <summary>CNP's own number for the inquiry, from the latest message that gave one.</summary>
    public TransactionRecord? Transaction { get; init; }

    /// <summary>What was fetched for it where CNP is told that it is stored, by operation and identity of the message;
    /// <see langword="null"/> where nothing was.</summary>
    public ImmutableSortedDictionary<string, FetchRecord>? Fetches { get; init; }

    /// <summary>The first time that the user gave it up.</summary>
    public Abandoned? Abandoned { get; init; }

    /// <summary>When each send began, in no order.</summary>
    public IReadOnlyList<DateTimeOffset> Starts => [.. Sends.Values.Select(send => send.StartedAt).OfType<DateTimeOffset>()];

    /// <summary>When the first send began.</summary>
    public DateTimeOffset? SentAt => Starts is { Count: > 0 } starts ? starts.Min() : null;

    /// <summary>When CNP received it, as its accepting answer says.</summary>
    public DateTimeOffset? ReceivedAt => Acceptance?.Acknowledgement.ReceivedAt;

    /// <summary>The ledger with one more fact.</summary>
    /// <param name="fact">What happened.</param>
    public InquiryLedger Apply(InquiryFact fact) => fact switch
    {
        SendStarted started => this with
        {
            Sends = Sends.Put(started.Attempt, SendOf(started.Attempt).Start(started)),
        },
        SendEnded ended => this with
        {
            Sends = Sends.Put(ended.Attempt, SendOf(ended.Attempt).End(ended.MayHaveArrived)),
        },
        Acknowledged acknowledged =>
            WithAnswer(acknowledged).WithTransaction(acknowledged.Order, acknowledged.Acknowledgement.TransactionId),
        Validated validated => WithValidations(validated).WithTransaction(validated.Order, validated.TransactionId),
        Delivered delivered => (this with
        {
            Deliveries = Deliveries.Put(
                delivered.Part.DeliveryId.Value,
                Deliveries.GetValueOrDefault(delivered.Part.DeliveryId.Value, DeliveryRecord.Empty).With(delivered)),
        }).WithTransaction(delivered.Order, delivered.TransactionId),
        Fetched fetched => WithFetch(fetched.Key, FetchOf(fetched.Key).With(fetched)),
        FetchConfirmed confirmed => WithFetch(confirmed.Key, FetchOf(confirmed.Key) with { IsConfirmed = true }),
        Abandoned abandoned => Abandoned is null || IsBefore(abandoned, Abandoned) ? this with { Abandoned = abandoned } : this,
        _ => throw new ArgumentException($"A fact of the kind {fact.GetType().Name} is not known.", nameof(fact)),
    };

    private SendRecord SendOf(int attempt) => Sends.GetValueOrDefault(attempt, SendRecord.Empty);

    private FetchRecord FetchOf(string key) => Fetches?.GetValueOrDefault(key) ?? FetchRecord.Empty;

    private InquiryLedger WithFetch(string key, FetchRecord fetch) =>
        this with { Fetches = (Fetches ?? Sorted<FetchRecord>()).Put(key, fetch) };

    private InquiryLedger WithAnswer(Acknowledged fact)
    {
        var ledger = fact.Attempt is { } attempt
            ? this with { Sends = Sends.Put(attempt, SendOf(attempt) with { IsAnswered = true }) }
            : this;
        var answer = new AnswerRecord(fact.Order, fact.Acknowledgement);
        return ledger with
        {
            Answer = Later(ledger.Answer, answer),
            Acceptance = fact.Acknowledgement.Status == AcknowledgementStatus.Accepted
                ? Later(ledger.Acceptance, answer)
                : ledger.Acceptance,
        };
    }

    private static AnswerRecord Later(AnswerRecord? known, AnswerRecord next) => known is null || FactTies.IsLater(
        known.Order, next.Order, () => FactTies.Content(known.Acknowledgement), () => FactTies.Content(next.Acknowledgement))
            ? next
            : known;

    // The first time counts; of two words for the same moment, always the same one.
    private static bool IsBefore(Abandoned next, Abandoned known) =>
        string.CompareOrdinal(FactTies.Text(next.At) + next.Reason, FactTies.Text(known.At) + known.Reason) < 0;

    private InquiryLedger WithValidations(Validated fact)
    {
        var validations = Validations;
        foreach (var line in fact.Lines)
        {
            if (!validations.TryGetValue(line.EsiId.Value, out var known)
                || FactTies.IsLater(known.Order, fact.Order, () => FactTies.Content(known.Line), () => FactTies.Content(line)))
            {
                validations = validations.Put(line.EsiId.Value, new ValidationRecord(fact.Order, line));
            }
        }

        return this with { Validations = validations };
    }

    private InquiryLedger WithTransaction(MessageOrder order, TransactionId? id) =>
        id is null
            || (Transaction is { } known && !FactTies.IsLater(known.Order, order, () => known.TransactionId.Value, () => id.Value.Value))
            ? this
            : this with { Transaction = new TransactionRecord(order, id.Value) };

    private static ImmutableSortedDictionary<string, T> Sorted<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

/// <summary>CNP's answer to an inquiry, and what makes it later than another.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="Acknowledgement">The answer.</param>
internal sealed record AnswerRecord(MessageOrder Order, Acknowledgement Acknowledgement);

/// <summary>CNP's verdict on a line, and what makes it later than another.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="Line">The verdict.</param>
internal sealed record ValidationRecord(MessageOrder Order, LineValidation Line);

/// <summary>CNP's own number for an inquiry, and what makes it later than another.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="TransactionId">The number.</param>
internal sealed record TransactionRecord(MessageOrder Order, TransactionId TransactionId);
