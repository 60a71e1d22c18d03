namespace Uhit.Client.Certificates;

/// <summary>Why a caller's certificate was refused.</summary>
/// <remarks>Ordered by how far the certificate came: with several peers, the refusal that came furthest is reported.</remarks>
internal enum PeerRefusal
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The caller showed no certificate.</summary>
    NoCertificate,

    /// <summary>No peer is configured.</summary>
    NoPeers,

    /// <summary>Its key is none of the pins.</summary>
    NotPinned,

    /// <summary>It leads to none of the roots.</summary>
    Untrusted,

    /// <summary>Its subject is no acceptable name: control characters, two common names, outdated text types.</summary>
    NameUnacceptable,

    /// <summary>Its Distinguished Name is another one.</summary>
    NameMismatch,

    /// <summary>Its Distinguished Name is the configured one in reverse order: the setting was copied from another tool's output.</summary>
    NameReversed,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It is not valid yet.</summary>
    NotYetValid,

    /// <summary>It is a CA's certificate, or is not for client authentication or signatures.</summary>
    Usage,

    /// <summary>Its key, or one of its issuers', is too short, or a signature outdated.</summary>
    Weak,
}
