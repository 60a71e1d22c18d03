namespace Uhit.Client.Store;

/// <summary>How the storing of a message ended.</summary>
public enum InboxOutcome
{
    /// <summary>Stored now, for a known inquiry.</summary>
    Stored = 1,

    /// <summary>Stored now, for an inquiry that is not known.</summary>
    Unmatched,

    /// <summary>The message was stored before, with the same content.</summary>
    Duplicate,

    /// <summary>The message's identity was stored before, with other content.</summary>
    Conflict,

    /// <summary>The message's identity was stored before, under another version of the digest: the stored
    /// bytes must be read again to compare.</summary>
    DigestVersionDiffers,

    /// <summary>Not stored: its inquiry is not known, and <see cref="InboxMessage.UnmatchedQuota"/> leaves no room for it.</summary>
    RoomFull,
}
