using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>An event that is to be stored.</summary>
public sealed record NewStoredEvent
{
    /// <summary>What kind of event.</summary>
    public required StoredEventKind Kind { get; init; }

    /// <summary>The event's stable key, unique within the client: a second one with the same key is not stored.</summary>
    public required string Key { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The received callback that it is about, where there is one.</summary>
    public ReceiptId? Receipt { get; init; }

    /// <summary>What it says.</summary>
    internal StoredEventContent Content { get; init; } = StoredEventContent.None;
}
