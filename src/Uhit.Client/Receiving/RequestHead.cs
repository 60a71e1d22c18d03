using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Receiving;

/// <summary>How a message came, as far as its bytes don't tell: what its HTTP headers say, once they are found to be acceptable.</summary>
/// <param name="SoapVersion">The version of SOAP that the content type says.</param>
/// <param name="Action">The action; <see langword="null"/> where there is none.</param>
/// <param name="Path">The path that it came to, below the mapped one.</param>
internal sealed record RequestHead(SoapVersion? SoapVersion, string? Action, string Path)
{
    /// <summary>In which form its bytes are.</summary>
    public WireForm Form { get; init; } = WireForm.Plain;

    /// <summary>As which operation the body is read, where it does not say that itself: of an answer.</summary>
    public UhitOperation? ReadAs { get; init; }

    /// <summary>The inquiry to which it belongs where it names none: of an answer, the one that was asked for.</summary>
    public RequestId? Asked { get; init; }

    /// <summary>Of a message that is read from the store again: it was judged when it came.</summary>
    public bool IsStored => SoapVersion is null;

    /// <summary>The version of SOAP in which it is answered.</summary>
    public SoapVersion AnswerVersion => SoapVersion ?? Wire.SoapVersion.Soap11;

    /// <summary>What is answered where there is no body.</summary>
    public static CallbackResponse Empty => CallbackResponse.Plain(400, "The body is empty.");

    /// <summary>How a stored message came.</summary>
    /// <param name="action">The action that its HTTP headers had.</param>
    /// <param name="path">The path that it came to.</param>
    public static RequestHead OfStored(string? action = null, string? path = null) => new(null, action, path ?? string.Empty);

    /// <summary>How what CNP's service answered came.</summary>
    /// <param name="readAs">As which operation it is read.</param>
    /// <param name="asked">The inquiry that was asked for.</param>
    /// <param name="form">In which form its bytes are.</param>
    public static RequestHead OfAnswer(UhitOperation readAs, RequestId? asked, WireForm form) =>
        new(null, null, string.Empty) { ReadAs = readAs, Asked = asked, Form = form };

    /// <summary>Checks the headers of a POST.</summary>
    /// <returns>The refusal; <see langword="null"/> where there is none.</returns>
    public static CallbackResponse? Check(CallbackRequest request, out RequestHead? head)
    {
        head = null;

        // Two lengths: what is behind a proxy may see another end of the message than the proxy, and take
        // the rest for a message of its own (RFC 9112, 6.3).
        if (request.ContentLength is not null && !string.IsNullOrEmpty(request.TransferEncoding))
        {
            return CallbackResponse.Plain(400, "Content-Length and Transfer-Encoding exclude each other.", ("Connection", "close"));
        }

        if (WireForm.Of(request.ContentType, request.ContentEncoding) is not { } form)
        {
            return CallbackResponse.Plain(415, "A body is taken as it is, or compressed with gzip.", ("Accept-Encoding", "gzip, identity"));
        }

        if (!SoapContentType.TryParse(request.ContentType, out var version, out var action))
        {
            return CallbackResponse.Plain(415, "The content type must be text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), or "
                + "multipart/related whose root part is one of them; its charset, UTF-8, UTF-16, ISO-8859 or Windows-125x.");
        }

        if (request.ContentLength == 0)
        {
            return Empty;
        }

        head = new RequestHead(version, version == Wire.SoapVersion.Soap11 ? request.SoapAction : action, request.Path) { Form = form };
        return null;
    }
}
