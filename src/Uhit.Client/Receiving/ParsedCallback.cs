using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>What a callback says, without its data, which went to the store line by line.</summary>
internal sealed record ParsedCallback
{
    public required UhitOperation Operation { get; init; }

    public required MessageHeader Header { get; init; }

    public required byte[] Digest { get; init; }

    public TransactionId? TransactionId { get; init; }

    public Acknowledgement? Acknowledgement { get; init; }

    public IReadOnlyList<LineValidation> Validations { get; init; } = [];

    public DeliveryPart? Part { get; init; }

    /// <summary>What came for each ESI ID.</summary>
    public IReadOnlyList<DeliveredLine> Lines { get; init; } = [];

    /// <summary>How many lines of usage there were.</summary>
    public int LineCount { get; init; }

    public int UnknownElements { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Which form of its operation it has, in the words of the wire format.</summary>
    public string? Form { get; init; }

    /// <summary>By what its inquiry is found; <see langword="null"/> where it names it.</summary>
    public CorrelationEvidence? Evidence { get; init; }

    public string MessageKey => Header.MessageId?.Value ?? "sha256:" + Convert.ToHexStringLower(Digest);

    /// <summary>What its answer may repeat.</summary>
    public WireCallback ToAnswer() => new()
    {
        Operation = Operation,
        Header = Header,
        TransactionId = TransactionId ?? Acknowledgement?.TransactionId,
        CorrelationId = CorrelationId,
        Part = Part,
        Form = Form,
    };

    /// <summary>That it was fetched, and that CNP has to be told that it is stored.</summary>
    public Fetched ToFetch(DateTimeOffset receivedAt) =>
        new($"{(int)Operation}:{MessageKey}", receivedAt, Header.MessageId, TransactionId, Part);

    // Without a time of its own the inquiry would be due at once.
    private Acknowledgement Received(DateTimeOffset receivedAt) =>
        Acknowledgement!.ReceivedAt == default ? Acknowledgement with { ReceivedAt = Header.SentAt ?? receivedAt } : Acknowledgement;

    /// <summary>What follows for the inquiry.</summary>
    public InquiryFact ToFact(FactSource source)
    {
        var order = new MessageOrder(Header.SentAt ?? source.ReceivedAt, MessageKey);
        InquiryFact fact = Operation switch
        {
            UhitOperation.NotifyAcknowledgement => new Acknowledged(order, Received(source.ReceivedAt), Attempt: null),
            UhitOperation.NotifyValidation => new Validated(order, TransactionId, Validations),
            UhitOperation.DeliverHistoricalUsage => new Delivered(order, TransactionId, Part!, Lines),
            _ => throw new InvalidOperationException($"{Operation} is no callback."),
        };
        return fact with { Source = source };
    }
}
