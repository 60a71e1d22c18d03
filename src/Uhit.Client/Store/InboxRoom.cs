namespace Uhit.Client.Store;

/// <summary>Where a received callback is kept. The numbers are stored: they never change.</summary>
public enum InboxRoom
{
    /// <summary>The callback belongs to a known inquiry.</summary>
    Inbox = 1,

    /// <summary>An allowed peer sent it for an inquiry that is not known.</summary>
    Unmatched = 2,

    /// <summary>An allowed peer sent it, and it could not be taken: not translatable, or in conflict with a stored one.</summary>
    Unreadable = 3,

    /// <summary>The callback was unmatched and was thrown away: who sent it, its identity and the answer that it
    /// got are still known, its content is not.</summary>
    Discarded = 4,
}
