namespace Uhit.Client.Store;

/// <summary>The usage of one line of one message, packed by <see cref="UsageCodec"/>.</summary>
public sealed record PackedUsage
{
    /// <summary>Makes one.</summary>
    /// <param name="lineNumber">The line of the inquiry, as the message has it.</param>
    /// <param name="esiId">The ESI ID.</param>
    /// <param name="received">The kinds of usage in it.</param>
    /// <param name="content">The packed bytes; they name their own version.</param>
    public PackedUsage(int lineNumber, EsiId esiId, RequestedUsage received, ReadOnlyMemory<byte> content)
    {
        LineNumber = lineNumber;
        EsiId = esiId;
        Received = received;
        Content = content;
    }

    /// <summary>The line of the inquiry, as the message has it.</summary>
    public int LineNumber { get; init; }

    /// <summary>The ESI ID.</summary>
    public EsiId EsiId { get; init; }

    /// <summary>The kinds of usage in it.</summary>
    public RequestedUsage Received { get; init; }

    /// <summary>The packed bytes; they name their own version.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary><see cref="InboxMessage.SentAt"/> of the message that brought it. Set where it is read from a store.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary><see cref="InboxMessage.MessageKey"/> of the message that brought it. Set where it is read from a store.</summary>
    public string MessageKey { get; init; } = string.Empty;

    /// <summary>Which part of which delivery the message was. Set where it is read from a store.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>The receipt of the message. Set where it is read from a store.</summary>
    public ReceiptId Receipt { get; init; }

    internal MessageOrder Order => new(SentAt, MessageKey);
}
