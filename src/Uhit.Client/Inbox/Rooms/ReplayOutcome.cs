using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How the reading again of an unreadable callback ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayOutcome>))]
public enum ReplayOutcome
{
    /// <summary>The callback was read and is stored with its inquiry; it is no longer among the unreadable.</summary>
    Stored = 1,

    /// <summary>The callback was read and is stored as unmatched: its inquiry is not known.</summary>
    Unmatched,

    /// <summary>The callback was stored before: nothing more was stored, and it is no longer among the unreadable.</summary>
    Duplicate,

    /// <summary>The callback still can't be taken: <see cref="ReplayResult.Reason"/> says why. It stays.</summary>
    StillUnreadable,

    /// <summary>The callback's body was not kept, because the room was full: there is nothing to read. It stays.</summary>
    NoBody,

    /// <summary>The callback is not among the unreadable.</summary>
    NotUnreadable,
}
