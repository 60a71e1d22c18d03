using System.Globalization;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>What the HTTP headers of a call say, once they are found to be acceptable.</summary>
internal sealed record RequestHead(SoapVersion SoapVersion, string? Action)
{
    /// <summary>Checks the headers of a POST.</summary>
    /// <returns>The refusal; <see langword="null"/> where there is none.</returns>
    public static CallbackResponse? Check(CallbackRequest request, long maxBytes, out RequestHead? head)
    {
        head = null;
        if (request.ContentLength > maxBytes)
        {
            return CallbackResponse.Plain(413, string.Create(CultureInfo.InvariantCulture, $"The limit is {maxBytes} bytes."), ("Connection", "close"));
        }

        // A compressed body can be a thousand times its size: none is taken.
        if (!string.IsNullOrWhiteSpace(request.ContentEncoding) && !request.ContentEncoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return CallbackResponse.Plain(415, "A compressed body is not taken.", ("Accept-Encoding", "identity"));
        }

        if (!SoapContentType.TryParse(request.ContentType, out var version, out var action))
        {
            return CallbackResponse.Plain(415, "The content type must be text/xml (SOAP 1.1) or application/soap+xml (SOAP 1.2), in UTF-8.");
        }

        if (request.ContentLength == 0)
        {
            return CallbackResponse.Plain(400, "The body is empty.");
        }

        head = new RequestHead(version, version == SoapVersion.Soap11 ? request.SoapAction : action);
        return null;
    }
}
