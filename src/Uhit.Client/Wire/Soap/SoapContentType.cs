namespace Uhit.Client.Wire.Soap;

/// <summary>Reads the content type of a SOAP message.</summary>
public static class SoapContentType
{
    /// <summary>Reads the version of SOAP and, for SOAP 1.2, the action.</summary>
    /// <param name="contentType">The header's value. An action without the quotes that it needs is taken, since some senders write it so.</param>
    /// <param name="version">The version.</param>
    /// <param name="action">The action; <see langword="null"/> where it is not there, and always for SOAP 1.1, which has it in a header of its own.</param>
    /// <returns>False for all but <c>text/xml</c> and <c>application/soap+xml</c>, and for another charset than UTF-8 (US-ASCII is part of it): multipart messages are not taken.</returns>
    public static bool TryParse(string? contentType, out SoapVersion version, out string? action)
    {
        version = default;
        action = null;
        if (ContentTypeValue.Parse(contentType) is not { } parsed || VersionOf(parsed.MediaType) is not { } found || !IsUtf8(parsed["charset"]))
        {
            return false;
        }

        version = found;
        action = version == SoapVersion.Soap12 ? parsed["action"] : null;
        return true;
    }

    private static SoapVersion? VersionOf(string mediaType) => mediaType switch
    {
        "text/xml" => SoapVersion.Soap11,
        "application/soap+xml" => SoapVersion.Soap12,
        _ => null,
    };

    private static bool IsUtf8(string? charset) => charset is null
        || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
}
