namespace Uhit.Client;

/// <summary>What becomes of an inquiry in one transaction: the new record, and the events that are written with it.</summary>
public sealed record InquiryChange
{
    /// <summary>Makes one.</summary>
    /// <param name="record">The new record. Identity, inquiry and creation time are those of the old.</param>
    /// <param name="events">The events, in order; empty where there are none.</param>
    public InquiryChange(InquiryRecord record, IReadOnlyList<StoredEvent> events)
    {
        Record = record;
        Events = events;
    }

    /// <summary>The new record. Identity, inquiry and creation time are those of the old.</summary>
    public InquiryRecord Record { get; init; }

    /// <summary>The events, in order; empty where there are none. A store fills in client, environment and inquiry from the
    /// record.</summary>
    public IReadOnlyList<StoredEvent> Events { get; init; }
}
