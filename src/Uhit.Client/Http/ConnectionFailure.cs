namespace Uhit.Client;

/// <summary>Why a request was not answered.</summary>
public enum ConnectionFailure
{
    /// <summary>The request was answered.</summary>
    None,

    /// <summary>The host's name could not be resolved.</summary>
    NameResolution,

    /// <summary>No connection could be made.</summary>
    Connect,

    /// <summary>The connection or the answer took too long.</summary>
    Timeout,

    /// <summary>The proxy refused or failed.</summary>
    Proxy,

    /// <summary>Our own certificate cannot be loaded, or has expired.</summary>
    ClientCertificateUnusable,

    /// <summary>The server's certificate leads to no trusted root, or to no pin.</summary>
    ServerCertificateUntrusted,

    /// <summary>The server's certificate is for another host.</summary>
    ServerNameMismatch,

    /// <summary>The dates of the server's certificate do not cover now.</summary>
    ServerCertificateExpired,

    /// <summary>The server did not ask for our certificate, so it cannot know who calls.</summary>
    ClientCertificateNotRequested,

    /// <summary>The server said, by a TLS alert, that it does not accept our certificate.</summary>
    ClientCertificateRefused,

    /// <summary>The service answered by HTTP that it does not let our certificate in (401 or 403).</summary>
    AccessDenied,

    /// <summary>The server closed a new connection before any byte of an answer: most often it does not accept our certificate, unless a
    /// message had left, which it may have taken.</summary>
    ClosedAfterHandshake,

    /// <summary>The ends have no TLS version or cipher in common, or the server does not speak TLS.</summary>
    TlsProtocol,

    /// <summary>The answer is larger than the limit.</summary>
    ResponseTooLarge,

    /// <summary>The answer is not valid HTTP, is cut short, or is compressed although we did not ask for it.</summary>
    ResponseMalformed,

    /// <summary>The connection broke, or the caller gave up.</summary>
    Interrupted,

    /// <summary>What answered the check is not seen to be the service: not found (404), a
    /// redirect, or a gateway that can't reach it.</summary>
    ServiceNotSeen,
}
