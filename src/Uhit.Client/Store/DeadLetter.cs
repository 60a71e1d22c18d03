namespace Uhit.Client.Store;

/// <summary>An event that one handler failed at too often. It waits until somebody replays or discards it.</summary>
public sealed record DeadLetter
{
    /// <summary>The event.</summary>
    public required long Sequence { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The inquiry, known or not.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The handler's name.</summary>
    public required string Handler { get; init; }

    /// <summary>What kind of event.</summary>
    public required StoredEventKind Kind { get; init; }

    /// <summary>The event's own key, as handlers get it.</summary>
    public required string EventKey { get; init; }

    /// <summary>The type of the last exception; never its message, which may hold personal data.</summary>
    public required string ErrorType { get; init; }

    /// <summary>How often the handler failed, since it was last replayed.</summary>
    public required int Failures { get; init; }

    /// <summary>How often it was replayed before.</summary>
    public required int Replays { get; init; }

    /// <summary>When it was given up.</summary>
    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>The received callback that the event is about, where there is one.</summary>
    public ReceiptId? Receipt { get; init; }
}
