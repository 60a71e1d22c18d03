using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How the adoption of an unmatched callback ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdoptOutcome>))]
public enum AdoptOutcome
{
    /// <summary>The callback belongs to its inquiry now: its state is computed with it, and handlers get its events.</summary>
    Adopted = 1,

    /// <summary>The callback is not unmatched: it was adopted before, discarded, or never there.</summary>
    NotUnmatched,

    /// <summary>The callback's inquiry is not known: import it first.</summary>
    InquiryUnknown,

    /// <summary>The callback's stored bytes can't be read: <see cref="AdoptResult.Reason"/> says why. It stays.</summary>
    NotReadable,

    /// <summary>The callback can't be given to the inquiry that was said: it names another one, that one asks for none of its ESI
    /// IDs, or has the same words already. It stays.</summary>
    NotOfInquiry,
}
