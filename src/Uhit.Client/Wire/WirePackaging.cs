namespace Uhit.Client.Wire;

/// <summary>How a message is packaged.</summary>
public enum WirePackaging
{
    /// <summary>As one XML document.</summary>
    Document = 1,

    /// <summary>As the root part of <c>multipart/related</c> (SOAP with attachments).</summary>
    Multipart = 2,

    /// <summary>As the root part of an MTOM message, <c>application/xop+xml</c>.</summary>
    Mtom = 3,
}
