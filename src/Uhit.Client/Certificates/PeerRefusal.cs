namespace Uhit.Client.Certificates;

/// <summary>Why a caller's certificate was refused.</summary>
internal enum PeerRefusal
{
    /// <summary>The certificate was not refused.</summary>
    None,

    /// <summary>The caller showed no certificate.</summary>
    NoCertificate,

    /// <summary>No peer is configured.</summary>
    NoPeers,

    /// <summary>The certificate's key is none of the pins.</summary>
    NotPinned,

    /// <summary>The certificate leads to none of the roots.</summary>
    Untrusted,

    /// <summary>The certificate's subject is no acceptable name: control characters, two common names, outdated text types.</summary>
    NameUnacceptable,

    /// <summary>The certificate's Distinguished Name is another one.</summary>
    NameMismatch,

    /// <summary>The certificate's Distinguished Name is the configured one in reverse order, as
    /// other tools print it.</summary>
    NameReversed,

    /// <summary>The certificate has expired.</summary>
    Expired,

    /// <summary>The certificate is not valid yet.</summary>
    NotYetValid,

    /// <summary>The certificate is a CA's certificate, or is not for client authentication or signatures.</summary>
    Usage,

    /// <summary>The certificate's key, or one of its issuers', is too short, or a signature outdated.</summary>
    Weak,
}
