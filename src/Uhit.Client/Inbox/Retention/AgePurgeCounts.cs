namespace Uhit.Client.Inbox.Retention;

/// <summary>How much a purge took away, and left.</summary>
internal sealed record AgePurgeCounts
{
    public int Messages { get; init; }

    public int UnmatchedDiscarded { get; init; }

    public int Inquiries { get; init; }

    public int Unreadable { get; init; }

    public int Forgotten { get; init; }

    public int HeldBack { get; init; }

    public int Failed { get; init; }

    public bool IsNothing => Messages + Inquiries + Unreadable + Forgotten == 0;
}
