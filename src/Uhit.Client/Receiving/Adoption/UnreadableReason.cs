using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>Why a stored body can't be taken, in a word that repeats nothing of it.</summary>
internal static class UnreadableReason
{
    public const string Conflict = "conflict";

    /// <summary>The word; <see langword="null"/> for what is no fault of the body.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        UntranslatableException untranslatable => untranslatable.Cause.Code,
        RefusedCallbackException refused => refused.Error.Code,
        SoapMessageException or XmlException => "malformed",
        _ => null,
    };
}
