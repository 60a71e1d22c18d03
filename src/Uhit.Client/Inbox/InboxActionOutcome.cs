using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How the adoption or the replay of a callback in a side room ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InboxActionOutcome>))]
public enum InboxActionOutcome
{
    /// <summary>Adoption: the callback belongs to its inquiry now. The state of the inquiry is computed with it, and handlers get its
    /// events.</summary>
    Adopted = 1,

    /// <summary>Replay: the callback was read and is stored with its inquiry. It is no longer among the unreadable.</summary>
    Stored,

    /// <summary>Replay: the callback was read and is stored as unmatched, since its inquiry is not known.</summary>
    Unmatched,

    /// <summary>Replay: the callback was stored before. Nothing more was stored, and it is no longer among the unreadable.</summary>
    Duplicate,

    /// <summary>The callback can't be read or taken: <see cref="InboxActionResult.Reason"/> says why. It stays.</summary>
    NotReadable,

    /// <summary>Replay: the body was not kept, because the room was full. There is nothing to read, and the entry stays.</summary>
    NoBody,

    /// <summary>There is no such callback in the room: it was adopted, replayed or discarded before, or never there.</summary>
    NotThere,

    /// <summary>Adoption: the inquiry is not known. Import it first.</summary>
    InquiryUnknown,

    /// <summary>Adoption: the callback can't be given to the inquiry that was named. It names another one, or that inquiry asks for none of
    /// its ESI IDs, or has the same words already. It stays.</summary>
    NotOfInquiry,
}
