namespace Uhit.Client;

/// <summary>What makes one message later than another: when it was sent, then its number. Never the order of arrival.</summary>
internal readonly record struct MessageOrder : IComparable<MessageOrder>
{
    /// <summary>Makes one.</summary>
    /// <param name="sentAt">When it was sent; the time of receipt where the wire format does not say.</param>
    /// <param name="messageKey">Its MessageId, or the digest of its content where the wire format has none.</param>
    public MessageOrder(DateTimeOffset sentAt, string messageKey)
    {
        SentAt = sentAt;
        MessageKey = messageKey;
    }

    /// <summary>When it was sent; the time of receipt where the wire format does not say.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The message's MessageId, or the digest of its content where the wire format has none.</summary>
    public string MessageKey { get; init; }

    /// <inheritdoc/>
    public int CompareTo(MessageOrder other)
    {
        var bySentAt = SentAt.UtcTicks.CompareTo(other.SentAt.UtcTicks);
        return bySentAt != 0 ? bySentAt : string.CompareOrdinal(MessageKey, other.MessageKey);
    }

    /// <summary>Whether the left one is earlier.</summary>
    public static bool operator <(MessageOrder left, MessageOrder right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is later.</summary>
    public static bool operator >(MessageOrder left, MessageOrder right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not later.</summary>
    public static bool operator <=(MessageOrder left, MessageOrder right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not earlier.</summary>
    public static bool operator >=(MessageOrder left, MessageOrder right) => left.CompareTo(right) >= 0;
}
