using System.Collections.Immutable;
using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>An event of an inquiry: one that is to be stored, or one that is handed out to its handlers.</summary>
/// <remarks>Whoever has an event stored sets <see cref="Kind"/>, <see cref="Key"/>, <see cref="OccurredAt"/>, <see cref="Receipt"/> and
/// what it says. The store fills in all else whenever it hands the event out: <see cref="Sequence"/>, <see cref="Client"/>,
/// <see cref="Environment"/> and <see cref="RequestId"/> (those of the inquiry or message with which it was stored, or that were named in
/// the call), <see cref="Handlers"/>, <see cref="Claims"/> and <see cref="OpenClaims"/>. What is set there before is ignored.</remarks>
public sealed record StoredEvent
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

    /// <summary>The order in which events were stored, from 1 on; 0 for one that is not stored yet, as what follows is empty for
    /// it.</summary>
    public long Sequence { get; init; }

    /// <summary>The named client.</summary>
    public string Client { get; init; } = string.Empty;

    /// <summary>Test or Production.</summary>
    public UhitEnvironment Environment { get; init; }

    /// <summary>The inquiry, known or not.</summary>
    public RequestId RequestId { get; init; }

    /// <summary>How far each handler has come, by its name; a handler that has not tried yet is absent.</summary>
    public IReadOnlyDictionary<string, HandlerProgress> Handlers { get; init; } = ImmutableDictionary<string, HandlerProgress>.Empty;

    /// <summary>In how many claims it was handed out, this one included; those that were released
    /// before it was begun are not counted.</summary>
    /// <remarks>1 means that no handler has had it before. A greater number means that one may have.</remarks>
    public int Claims { get; init; } = 1;

    /// <summary>How many of the latest claims, this one included, have ended with nothing noted: no
    /// completion, no failure, no release.</summary>
    /// <remarks>Greater than 1 where a process ended while it had the event, or lost its claim.</remarks>
    public int OpenClaims { get; init; } = 1;

    /// <summary>What it says. A store that reads an event gives it back by <c>StoreJson.ReadContent</c>: what it forgot would reach
    /// handlers as an event that says nothing.</summary>
    internal StoredEventContent Content
    {
        get => _content ?? throw new InvalidOperationException(
            "This event has no content: the store that read it did not call StoreJson.ReadContent. Nothing was written or handed out.");
        init => _content = value;
    }
}
