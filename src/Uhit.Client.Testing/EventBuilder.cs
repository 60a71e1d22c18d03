using Uhit.Client.Usage;

namespace Uhit.Client.Testing;

/// <summary>Makes the events that handlers get, out of synthetic data, for tests of handlers: one method for each kind.</summary>
/// <remarks>Events are records: whatever else a test needs is set by <c>with { … }</c>, such as <see cref="UhitEvent.Attempt"/>. Each call
/// gives an event with a <see cref="UhitEvent.Key"/> of its own; the same calls give the same events. Not thread-safe.</remarks>
public sealed class EventBuilder
{
    private readonly TimeProvider _time;
    private readonly string _client;
    private readonly UhitEnvironment _environment;
    private int _count;

    /// <summary>Begins events of one inquiry.</summary>
    /// <param name="requestId">The inquiry; <see langword="null"/>: a synthetic one, <c>REQ-1</c>.</param>
    /// <param name="timeProvider">The clock that says when they happened; <see langword="null"/>: the system's.</param>
    /// <param name="client">The named client.</param>
    /// <param name="environment">Test or Production.</param>
    public EventBuilder(
        RequestId? requestId = null,
        TimeProvider? timeProvider = null,
        string client = "Test",
        UhitEnvironment environment = UhitEnvironment.Test)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        RequestId = requestId ?? RequestId.Parse("REQ-1");
        _time = timeProvider ?? TimeProvider.System;
        _client = client;
        _environment = environment;
    }

    /// <summary>The inquiry that the events are of.</summary>
    public RequestId RequestId { get; }

    /// <summary>CNP answered the inquiry.</summary>
    /// <param name="errors">Why it was refused; none: it was taken.</param>
    public InquiryAcknowledged InquiryAcknowledged(params IReadOnlyList<ReportedError> errors) => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
        Acknowledgement = Answer(errors),
    };

    /// <summary>CNP validated lines: each of these ESI IDs is in process.</summary>
    /// <param name="esiIds">The ESI IDs, by line.</param>
    public ValidationReceived ValidationReceived(params IReadOnlyList<EsiId> esiIds)
    {
        ArgumentNullException.ThrowIfNull(esiIds);
        return ValidationReceived(
            [.. esiIds.Select((esiId, index) =>
                new LineValidation { LineNumber = index + 1, EsiId = esiId, Status = ValidationStatus.Validated })]);
    }

    /// <summary>CNP validated lines, with these verdicts.</summary>
    /// <param name="lines">The verdicts.</param>
    public ValidationReceived ValidationReceived(IReadOnlyList<LineValidation> lines) => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
        SentAt = _time.GetUtcNow(),
        Lines = lines,
    };

    /// <summary>CNP delivered data, in one part.</summary>
    /// <param name="usage">What <see cref="UsageDelivered.ReadUsageAsync"/> gives: see <see cref="UsageHistoryBuilder"/>.</param>
    public UsageDelivered UsageDelivered(params IReadOnlyList<UsageHistory> usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return new UsageDelivered
        {
            Client = _client,
            Environment = _environment,
            RequestId = RequestId,
            Key = NextKey(),
            OccurredAt = _time.GetUtcNow(),
            SentAt = _time.GetUtcNow(),
            Part = new DeliveryPart(DeliveryId.Parse($"DEL-{_count}"), 1, 1),
            UsageCount = usage.Count,
            Source = _ => usage.ToAsyncEnumerable(),
        };
    }

    /// <summary>Our answer to a callback went out.</summary>
    /// <param name="operation">The operation that was answered.</param>
    public CallbackAcknowledged CallbackAcknowledged(UhitOperation operation = UhitOperation.DeliverHistoricalUsage) => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
        Operation = operation,
        Peer = "CNP",
        Acknowledgement = Answer([]),
    };

    /// <summary>Every line of the inquiry has its end.</summary>
    public InquiryCompleted InquiryCompleted() => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
    };

    /// <summary>72 hours have passed, and something is still waited for.</summary>
    public InquiryDue InquiryDue() => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
    };

    /// <summary>The third business day has passed too.</summary>
    public InquiryOverdue InquiryOverdue() => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
    };

    /// <summary>A callback came for an inquiry that is not known.</summary>
    /// <param name="operation">The callback's operation.</param>
    public CallbackUnmatched CallbackUnmatched(UhitOperation operation = UhitOperation.DeliverHistoricalUsage) => new()
    {
        Client = _client,
        Environment = _environment,
        RequestId = RequestId,
        Key = NextKey(),
        OccurredAt = _time.GetUtcNow(),
        Operation = operation,
        Peer = "CNP",
        Header = Header(),
    };

    /// <summary>A callback was refused because its body is too large.</summary>
    /// <param name="operation">The callback's operation.</param>
    /// <param name="maxBytes">The limit.</param>
    public CallbackTooLarge CallbackTooLarge(UhitOperation operation = UhitOperation.DeliverHistoricalUsage, long maxBytes = 1024 * 1024) =>
        new()
        {
            Client = _client,
            Environment = _environment,
            RequestId = RequestId,
            Key = NextKey(),
            OccurredAt = _time.GetUtcNow(),
            Operation = operation,
            Peer = "CNP",
            Header = Header(),
            MaxBytes = maxBytes,
        };

    private string NextKey() => $"event-{++_count}:{RequestId.Value}";

    private Acknowledgement Answer(IReadOnlyList<ReportedError> errors) => new()
    {
        RequestId = RequestId,
        ReceivedAt = _time.GetUtcNow(),
        Status = errors.Count == 0 ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
        Errors = errors,
    };

    private MessageHeader Header() => new()
    {
        AuthenticationId = FakeInquiry.Sender,
        RequestId = RequestId,
        MessageId = MessageId.Parse($"MSG-{_count}"),
        SentAt = _time.GetUtcNow(),
    };
}
