using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>Who takes part: a Third Party, CNP, and a stranger.</summary>
internal sealed class Cast : IDisposable
{
    public const string Peer = "CNP";

    public static readonly AuthenticationId ThirdParty = AuthenticationId.Parse("123456789");

    private readonly ThrowawayCertificates _certificates = new();

    public Cast()
    {
        var peer = new PeerOptions { Name = Peer };
        peer.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        Peers = new PeerPolicy([peer]);
    }

    public PeerPolicy Peers { get; }

    public X509Certificate2 Cnp => _certificates.Cnp;

    public X509Certificate2 Stranger => _certificates.ThirdParty;

    public void Dispose() => _certificates.Dispose();
}
