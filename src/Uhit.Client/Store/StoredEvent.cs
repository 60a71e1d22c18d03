namespace Uhit.Client.Store;

/// <summary>A stored event that waits for its handlers.</summary>
public sealed record StoredEvent
{
    /// <summary>The order in which events were stored.</summary>
    public required long Sequence { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The inquiry, known or not.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The event.</summary>
    public required NewStoredEvent Event { get; init; }

    /// <summary>How far each handler has come, by its name; a handler that has not tried yet is absent.</summary>
    public required IReadOnlyDictionary<string, HandlerProgress> Handlers { get; init; }

    /// <summary>In how many claims it was handed out, this one included; those that were released
    /// before it was begun are not counted.</summary>
    /// <remarks>1 means that no handler has had it before. A greater number means that one may have.</remarks>
    public int Claims { get; init; } = 1;

    /// <summary>How many of the latest claims, this one included, have ended with nothing noted: no
    /// completion, no failure, no release.</summary>
    /// <remarks>Greater than 1 where a process ended while it had the event, or lost its claim.</remarks>
    public int OpenClaims { get; init; } = 1;
}
