namespace Uhit.Client;

/// <summary>Something that happened to an inquiry, as handlers get it.</summary>
/// <remarks>Stored before it is handed out, and handed out at least once to every named handler, in stored order per inquiry. Use
/// <see cref="Key"/> to recognise an event that comes again.</remarks>
public abstract record UhitEvent
{
    private protected UhitEvent()
    {
    }

    /// <summary>The named client that it belongs to.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The inquiry, as the Third Party numbered it.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The event's own key: the same at every attempt, unique within the client.</summary>
    public required string Key { get; init; }

    /// <summary>When it happened, by our clock; for a deadline, the deadline itself.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Which attempt at this event it is at most, from 1.</summary>
    /// <remarks>1 means that this handler surely has not had the event before. A greater number means that it may have: it failed, or a
    /// process ended while it had the event, or the event was handed out for another handler. Whether the work was done
    /// then, only you can know: use <see cref="Key"/>.</remarks>
    /// <value>Default: 1.</value>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether this handler has had the event before and failed, or somebody asked for it again.</summary>
    public bool IsReplay { get; init; }
}
