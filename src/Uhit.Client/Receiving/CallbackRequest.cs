using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Receiving;

/// <summary>One HTTP request, as a host hands it to a <see cref="CallbackReceiver"/>.</summary>
internal sealed class CallbackRequest
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path below the one that the receiver is mapped to: one of the wire format's
    /// <c>CallbackPaths</c>, without a slash at either end.</summary>
    /// <value>Default: empty, the mapped path itself. Any other than the format's is answered with 404.</value>
    public string Path { get; init; } = string.Empty;

    /// <summary>The query, with or without its question mark; empty where there is none.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>The Content-Type header.</summary>
    public string? ContentType { get; init; }

    /// <summary>The SOAPAction header.</summary>
    public string? SoapAction { get; init; }

    /// <summary>The Content-Encoding header.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The Content-Length header; <see langword="null"/> for a body in chunks.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The Transfer-Encoding header. A request that has a Content-Length too is refused: hosts hand both on.</summary>
    public string? TransferEncoding { get; init; }

    /// <summary>The body, not yet read. The receiver reads it asynchronously and leaves it open.</summary>
    public required Stream Body { get; init; }

    /// <summary>The certificate that the caller proved to have in the TLS handshake of this connection;
    /// <see langword="null"/> where it showed none.</summary>
    /// <remarks>Never one from a header: whoever can reach the host could write it.</remarks>
    public X509Certificate2? PeerCertificate { get; init; }

    /// <summary>The other certificates of the handshake, where the host still has them.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>The status with which the host wants a failure to read the body to be answered, such
    /// as 408 for a caller that is too slow.</summary>
    /// <value>Default: none, 400.</value>
    public Func<Exception, int?>? StatusOfReadFailure { get; init; }
}
