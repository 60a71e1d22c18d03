using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Certificates;

/// <summary>The same rules for a caller and for a server, whatever the platform's chain takes.</summary>
public sealed class CertificateStrengthTests
{
    [Fact]
    public void Evaluate_StrongChain_AcceptedAtBothEnds()
    {
        AssertStrong(new OddChain());
        AssertStrong(new OddChain(intermediateSigns: OddSignature.PssSha256));
        AssertStrong(new OddChain(leaf: OddChain.OfRsa(2048)));
        AssertStrong(new OddChain(leaf: OddChain.OnCurve(ECCurve.NamedCurves.nistP384)));
    }

    // It is trusted because it is configured: its own signature says nothing.
    [Fact]
    public void Evaluate_RootSignsItselfWithSha1_Accepted() => AssertStrong(new OddChain(rootSignsItself: OddSignature.RsaSha1));

    [Fact]
    public void Evaluate_LeafWithOutdatedSignature_RefusedAtBothEnds()
    {
        AssertWeak(new OddChain(intermediateSigns: OddSignature.RsaSha1), "certificate is signed with SHA-1", pinned: true);
        AssertWeak(new OddChain(intermediateSigns: OddSignature.PssSha1), "certificate is signed by RSASSA-PSS with SHA-1", pinned: true);
        AssertWeak(
            new OddChain(intermediateSigns: OddSignature.PssDefault), "certificate is signed by RSASSA-PSS with SHA-1", pinned: true);
    }

    [Fact]
    public void Evaluate_IntermediateWithOutdatedSignature_RefusedAtBothEnds()
    {
        AssertWeak(new OddChain(rootSigns: OddSignature.RsaSha1), "intermediate of its CA is signed with SHA-1");
        AssertWeak(new OddChain(rootSigns: OddSignature.PssSha1), "intermediate of its CA is signed by RSASSA-PSS");
        AssertWeak(new OddChain(rootSigns: OddSignature.PssDefault), "intermediate of its CA is signed by RSASSA-PSS");
    }

    [Fact]
    public void Evaluate_ShortKeyAnywhereInTheChain_RefusedAtBothEnds()
    {
        AssertWeak(new OddChain(leaf: OddChain.OfRsa(1024)), "certificate has an RSA key of 1024 bits", pinned: true);
        AssertWeak(new OddChain(leaf: OddChain.OfRsa(2040)), "certificate has an RSA key of 2040 bits", pinned: true);
        AssertWeak(new OddChain(intermediateBits: 1024), "intermediate of its CA has an RSA key of 1024 bits");
        AssertWeak(new OddChain(rootBits: 1024), "root of its CA has an RSA key of 1024 bits");
    }

    [Theory]
    [InlineData("1.3.132.0.33")] // P-224
    [InlineData("1.2.840.10045.3.1.1")] // P-192
    [InlineData("1.3.132.0.16")] // sect283k1
    public void Evaluate_WeakCurve_RefusedAtBothEnds(string oid)
    {
        var leaf = OddChain.OnCurve(ECCurve.CreateFromValue(oid));
        try
        {
            leaf();
        }
        catch (Exception e) when (e is PlatformNotSupportedException or CryptographicException)
        {
            return; // This system can't make such a key, nor would it take one.
        }

        AssertWeak(new OddChain(leaf: leaf), "EC key on a weak or unknown curve", pinned: true);
    }

    // CVE-2020-0601: with a curve of one's own making, another private key fits a known public one.
    [Fact]
    public void WeaknessOf_ExplicitCurve_Named()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicKey named = new(key);
        var own = new PublicKey(named.Oid, new AsnEncodedData(new byte[] { 0x30, 0x00 }), named.EncodedKeyValue);
        using var chain =
            new OddChain(leaf: () => new CertificateRequest(new X500DistinguishedName("CN=x"), own, HashAlgorithmName.SHA256));
        Assert.Equal("has an EC key on a curve of its own making", CertificateStrength.WeaknessOf(chain.Leaf));
    }

    [Fact]
    public void WeaknessOf_SignatureThatThePlatformDoesNotCheckWithAPin_Named()
    {
        using var md5 = new OddChain(intermediateSigns: OddSignature.RsaMd5);
        Assert.Contains("MD5", CertificateStrength.WeaknessOf(md5.Leaf), StringComparison.Ordinal);
        using var mask = new OddChain(intermediateSigns: OddSignature.PssWeakMask);
        Assert.Contains("RSASSA-PSS", CertificateStrength.WeaknessOf(mask.Leaf), StringComparison.Ordinal);
        using var named = new OddChain(intermediateSigns: OddSignature.PssMaskBySha1);
        Assert.Contains("RSASSA-PSS", CertificateStrength.WeaknessOf(named.Leaf), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.3.101.112", null)] // Ed25519
    [InlineData("2.16.840.1.101.3.4.3.18", null)] // ML-DSA-65
    [InlineData("1.2.840.10040.4.1", "has a key of a kind that is not accepted (1.2.840.10040.4.1)")] // DSA
    public void WeaknessOf_OtherKindOfKey_TakenOrNamed(string oid, string? expected)
    {
        using var chain = new OddChain(leaf: () => new CertificateRequest(
            new X500DistinguishedName("CN=x"), new PublicKey(new Oid(oid), null, new AsnEncodedData(new byte[32])),
            HashAlgorithmName.SHA256));
        Assert.Equal(expected, CertificateStrength.WeaknessOf(chain.Leaf));
    }

    private static void AssertStrong(OddChain chain)
    {
        using (chain)
        {
            Assert.Equal("", chain.AsServer().Message);
            Assert.Equal("", chain.AsCaller().Message);
            Assert.Equal("", chain.AsPinnedServer().Message);
            Assert.Equal("", chain.AsPinnedCaller().Message);
        }
    }

    private static void AssertWeak(OddChain chain, string words, bool pinned = false)
    {
        using (chain)
        {
            var server = chain.AsServer();
            Assert.Equal(ServerTrustFailure.Weak, server.Failure);
            Assert.Contains(words, server.Message, StringComparison.Ordinal);
            var caller = chain.AsCaller();
            Assert.Equal(PeerRefusal.Weak, caller.Refusal);
            Assert.Contains(words, caller.Message, StringComparison.Ordinal);
            Assert.Equal(pinned ? ServerTrustFailure.Weak : ServerTrustFailure.None, chain.AsPinnedServer().Failure);
            Assert.Equal(pinned ? PeerRefusal.Weak : PeerRefusal.None, chain.AsPinnedCaller().Refusal);
        }
    }
}
