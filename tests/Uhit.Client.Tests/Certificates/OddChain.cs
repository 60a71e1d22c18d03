using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Certificates;

/// <summary>A root, an intermediate and a leaf, each with the key and the signature that is asked
/// for. The leaf is good for both ends.</summary>
internal sealed class OddChain : IDisposable
{
    public const string LeafName = "CN=odd.throwaway.example,O=Throwaway,C=US";

    // Made once: a key takes longer than all that is done with it.
    private static readonly ConcurrentDictionary<(string Owner, int Bits), Lazy<RSA>> Keys = new();

    private readonly TemporaryDirectory _directory = new();

    public OddChain(
        Func<RSA, X509SignatureGenerator>? rootSigns = null,
        Func<RSA, X509SignatureGenerator>? intermediateSigns = null,
        Func<RSA, X509SignatureGenerator>? rootSignsItself = null,
        int rootBits = 2048,
        int intermediateBits = 2048,
        Func<CertificateRequest>? leaf = null)
    {
        RSA rootKey = KeyOf("root", rootBits), middleKey = KeyOf("intermediate", intermediateBits);
        X500DistinguishedName rootName = Subject("CN=Odd Root"), middleName = Subject("CN=Odd Intermediate");
        Root = Create(Authority(rootName, rootKey), rootName, (rootSignsItself ?? OddSignature.RsaSha256)(rootKey));
        Intermediate = Create(Authority(middleName, middleKey), rootName, (rootSigns ?? OddSignature.RsaSha256)(rootKey));
        Leaf = Create(
            ForBothEnds((leaf ?? OnCurve(ECCurve.NamedCurves.nistP256))()),
            middleName,
            (intermediateSigns ?? OddSignature.RsaSha256)(middleKey));
        File.WriteAllText(_directory.File("root.pem"), Root.ExportCertificatePem());
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Leaf { get; }

    public static Func<CertificateRequest> OnCurve(ECCurve curve) =>
        () => new CertificateRequest(Subject(LeafName), ECDsa.Create(curve), HashAlgorithmName.SHA256);

    public static Func<CertificateRequest> OfRsa(int bits) =>
        () => new CertificateRequest(Subject(LeafName), KeyOf("leaf", bits), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The verdict of a client that has the root as a private one.</summary>
    public ServerTrustVerdict AsServer()
    {
        var options = new ServerTrustOptions();
        options.RootFiles.Add(_directory.File("root.pem"));
        return new ServerTrustEvaluator(options).Evaluate(Leaf, [Intermediate], "localhost");
    }

    /// <summary>The verdict of a client that has pinned the leaf.</summary>
    public ServerTrustVerdict AsPinnedServer()
    {
        var options = new ServerTrustOptions();
        options.PinnedKeys.Add(KeyPin.Of(Leaf).ToString());
        return new ServerTrustEvaluator(options).Evaluate(Leaf, [Intermediate], "localhost");
    }

    /// <summary>The decision of a receiver that has the root and the name.</summary>
    public PeerDecision AsCaller()
    {
        var peer = new PeerOptions { DistinguishedName = LeafName };
        peer.RootFiles.Add(_directory.File("root.pem"));
        return new PeerPolicy([peer]).Evaluate(Leaf, [Intermediate]);
    }

    /// <summary>The decision of a receiver that has pinned the leaf.</summary>
    public PeerDecision AsPinnedCaller()
    {
        var peer = new PeerOptions();
        peer.PinnedKeys.Add(KeyPin.Of(Leaf).ToString());
        return new PeerPolicy([peer]).Evaluate(Leaf, [Intermediate]);
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
        Leaf.Dispose();
        _directory.Dispose();
    }

    private static X500DistinguishedName Subject(string name) => new(DistinguishedName.Parse(name).ToDer());

    private static RSA KeyOf(string owner, int bits) => Keys.GetOrAdd((owner, bits), key => new(() => RSA.Create(key.Bits))).Value;

    private static CertificateRequest Authority(X500DistinguishedName name, RSA key)
    {
        var draft = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        draft.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        draft.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return draft;
    }

    private static CertificateRequest ForBothEnds(CertificateRequest draft)
    {
        draft.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        draft.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        draft.CertificateExtensions.Add(names.Build());
        return draft;
    }

    private static X509Certificate2 Create(CertificateRequest draft, X500DistinguishedName issuer, X509SignatureGenerator signature)
    {
        var now = TimeProvider.System.GetUtcNow();
        return draft.Create(issuer, signature, now.AddDays(-1), now.AddDays(90), RandomNumberGenerator.GetBytes(16));
    }
}
