using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Testing;

/// <summary>What a throwaway certificate shall be; the defaults make a good one.</summary>
public sealed record ThrowawayCertificateRequest
{
    /// <summary>The certificate's subject, RFC 4514.</summary>
    public string DistinguishedName { get; init; } = "CN=localhost,O=Throwaway,C=US";

    /// <summary>The certificate's subject as DER bytes, for names that no text can say; wins
    /// over <see cref="DistinguishedName"/>.</summary>
    public X500DistinguishedName? RawSubject { get; init; }

    /// <summary>When its validity begins, from now.</summary>
    /// <value>Default: five minutes ago.</value>
    public TimeSpan ValidFrom { get; init; } = TimeSpan.FromMinutes(-5);

    /// <summary>When its validity ends, from now.</summary>
    /// <value>Default: in 90 days.</value>
    public TimeSpan ValidTo { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Whether it is marked for servers.</summary>
    /// <value>Default: true.</value>
    public bool ForServers { get; init; } = true;

    /// <summary>Whether it is marked for clients.</summary>
    /// <value>Default: true.</value>
    public bool ForClients { get; init; } = true;

    /// <summary>Whether it is a CA's certificate.</summary>
    /// <value>Default: false.</value>
    public bool IsAuthority { get; init; }

    /// <summary>Host names and addresses that it is for.</summary>
    /// <value>Default: localhost and 127.0.0.1.</value>
    public IReadOnlyList<string> HostNames { get; init; } = ["localhost", "127.0.0.1"];

    /// <summary>Bits of an RSA key; 0 makes an EC key on P-256, which is quicker.</summary>
    /// <value>Default: 0.</value>
    public int RsaBits { get; init; }

    /// <summary>Another issuer than the set's authority.</summary>
    public X509Certificate2? Issuer { get; init; }

    /// <summary>Whether it signs itself instead of being issued.</summary>
    /// <value>Default: false.</value>
    public bool SelfSigned { get; init; }

    internal X500DistinguishedName Subject =>
        RawSubject ?? new X500DistinguishedName(Certificates.DistinguishedName.Parse(DistinguishedName).ToDer());
}
