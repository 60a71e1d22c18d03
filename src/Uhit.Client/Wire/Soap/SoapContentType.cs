using Uhit.Client.Wire.Decoding;

namespace Uhit.Client.Wire.Soap;

/// <summary>Reads the content type of a SOAP message.</summary>
internal static class SoapContentType
{
    /// <summary>Reads the version of SOAP and, for SOAP 1.2, the action.</summary>
    /// <param name="contentType">The header's value. An action without the quotes that it needs is
    /// taken, since some senders write it so.</param>
    /// <param name="version">The version.</param>
    /// <param name="action">The action; <see langword="null"/> where it is not there, and always for SOAP
    /// 1.1, which has it in a header of its own.</param>
    /// <returns>False for all but <c>text/xml</c>, <c>application/soap+xml</c> and a <c>multipart/related</c> that names one of them (MTOM
    /// by <c>application/xop+xml</c> and <c>start-info</c>), and for a charset that is not read here.</returns>
    public static bool TryParse(string? contentType, out SoapVersion version, out string? action)
    {
        version = default;
        action = null;
        if (ContentTypeValue.Parse(contentType) is not { } parsed
            || RootOf(parsed) is not { } root
            || VersionOf(root.MediaType) is not { } found)
        {
            return false;
        }

        version = found;
        action = version == SoapVersion.Soap12 ? parsed["action"] ?? root["action"] : null;
        return (parsed["charset"] ?? root["charset"]) is not { } charset || TextEncodings.Find(charset) is not null;
    }

    // The message itself, or the part of it that holds the envelope, as the whole says (RFC 2387; XOP 4.1).
    private static ContentTypeValue? RootOf(ContentTypeValue whole)
    {
        if (whole.MediaType != "multipart/related")
        {
            return whole;
        }

        var type = string.IsNullOrEmpty(whole["boundary"]) ? null : ContentTypeValue.Parse(whole["type"]);
        return type?.MediaType == "application/xop+xml" ? ContentTypeValue.Parse(whole["start-info"] ?? type["type"]) : type;
    }

    private static SoapVersion? VersionOf(string mediaType) => mediaType switch
    {
        "text/xml" => SoapVersion.Soap11,
        "application/soap+xml" => SoapVersion.Soap12,
        _ => null,
    };
}
