using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How the adoption of an unmatched callback ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdoptOutcome>))]
public enum AdoptOutcome
{
    /// <summary>It belongs to its inquiry now: its state is computed with it, and handlers get its events.</summary>
    Adopted = 1,

    /// <summary>It is not unmatched: it was adopted before, discarded, or never there.</summary>
    NotUnmatched,

    /// <summary>Its inquiry is not known: import it first.</summary>
    InquiryUnknown,

    /// <summary>Its stored bytes can't be read: <see cref="AdoptResult.Reason"/> says why. It stays.</summary>
    NotReadable,

    /// <summary>It can't be given to the inquiry that was said: it names another one, that one asks for none of its ESI
    /// IDs, or has the same words already. It stays.</summary>
    NotOfInquiry,
}
