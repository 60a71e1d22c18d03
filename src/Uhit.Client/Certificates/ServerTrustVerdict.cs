namespace Uhit.Client.Certificates;

/// <summary>The verdict on a server's certificate.</summary>
/// <param name="Failure">The rule that failed, or <see cref="ServerTrustFailure.None"/>.</param>
/// <param name="Message">What is wrong and what to do; empty when accepted.</param>
internal sealed record ServerTrustVerdict(ServerTrustFailure Failure, string Message)
{
    /// <summary>What failed and what to do, cleaned to be shown: names in it are the other side's.</summary>
    public string Message { get; init; } = DisplayText.Of(Message);

    internal static readonly ServerTrustVerdict Accepted = new(ServerTrustFailure.None, "");

    /// <summary>Whether the certificate is accepted.</summary>
    public bool IsAccepted => Failure == ServerTrustFailure.None;
}

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
