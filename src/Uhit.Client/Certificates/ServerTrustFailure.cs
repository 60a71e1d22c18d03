namespace Uhit.Client.Certificates;

/// <summary>Why a server's certificate was not accepted.</summary>
internal enum ServerTrustFailure
{
    /// <summary>The certificate was accepted.</summary>
    None,

    /// <summary>The server sent no certificate.</summary>
    NoCertificate,

    /// <summary>The certificate's dates do not cover now.</summary>
    Expired,

    /// <summary>The certificate leads to no trusted root, or is not for servers.</summary>
    Untrusted,

    /// <summary>The certificate was issued for another host.</summary>
    NameMismatch,

    /// <summary>The certificate's key is not one of the pins.</summary>
    NotPinned,

    /// <summary>It, or an issuer of it, has a key that is too short or a signature that is outdated.</summary>
    Weak,
}
