using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>An event that is to be stored.</summary>
public sealed record NewStoredEvent
{
    private readonly StoredEventContent? _content;

    /// <summary>What kind of event.</summary>
    public required StoredEventKind Kind { get; init; }

    /// <summary>The event's stable key, unique within the client: a second one with the same key is not stored.</summary>
    public required string Key { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The received callback that it is about, where there is one.</summary>
    public ReceiptId? Receipt { get; init; }

    /// <summary>What it says. A store that reads an event gives it back by <c>StoreJson.ReadContent</c>: what it forgot would reach
    /// handlers as an event that says nothing.</summary>
    internal StoredEventContent Content
    {
        get => _content ?? throw new InvalidOperationException(
            "This event has no content: the store that read it did not call StoreJson.ReadContent. Nothing was written or handed out.");
        init => _content = value;
    }
}
