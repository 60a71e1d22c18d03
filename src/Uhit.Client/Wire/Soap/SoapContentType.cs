using System.Net.Http.Headers;

namespace Uhit.Client.Wire.Soap;

/// <summary>Reads the content type of a SOAP message.</summary>
public static class SoapContentType
{
    private const int MaxLength = 4096;

    /// <summary>Reads the version of SOAP and, for SOAP 1.2, the action.</summary>
    /// <param name="contentType">The header's value.</param>
    /// <param name="version">The version.</param>
    /// <param name="action">The action; <see langword="null"/> where it is not there, and always for SOAP 1.1, which has it in a header of its own.</param>
    /// <returns>False for all but <c>text/xml</c> and <c>application/soap+xml</c>, and for another charset than UTF-8: multipart messages are not taken.</returns>
    public static bool TryParse(string? contentType, out SoapVersion version, out string? action)
    {
        version = default;
        action = null;
        if (contentType is null or { Length: > MaxLength } || !MediaTypeHeaderValue.TryParse(contentType, out var parsed))
        {
            return false;
        }

        if (string.Equals(parsed.MediaType, "text/xml", StringComparison.OrdinalIgnoreCase))
        {
            version = SoapVersion.Soap11;
        }
        else if (string.Equals(parsed.MediaType, "application/soap+xml", StringComparison.OrdinalIgnoreCase))
        {
            version = SoapVersion.Soap12;
        }
        else
        {
            return false;
        }

        if (!TryGet(parsed, "charset", out var charset) || !TryGet(parsed, "action", out action)
            || (charset is not null && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            action = null;
            return false;
        }

        action = version == SoapVersion.Soap12 ? action : null;
        return true;
    }

    // False for a parameter that comes twice: which one would hold?
    private static bool TryGet(MediaTypeHeaderValue contentType, string name, out string? value)
    {
        value = null;
        foreach (var parameter in contentType.Parameters)
        {
            if (string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                if (value is not null)
                {
                    return false;
                }

                value = parameter.Value?.Trim('"') ?? string.Empty;
            }
        }

        return true;
    }
}
