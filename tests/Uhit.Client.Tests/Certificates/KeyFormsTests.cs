using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

/// <summary>Each form of certificate and key is read where .NET can, else named with the line that converts it.</summary>
public sealed class KeyFormsTests : IDisposable
{
    private const string Secret = "s3cr3t word";
    private readonly TemporaryDirectory _directory = new();
    private readonly ThrowawayCertificates _certificates = new();
    // Made once: to make one takes longer than all that is done with it.
    private static readonly RSA RsaKey = RSA.Create(2048);
    private static readonly ECDsa EcKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _ofRsa;
    private readonly X509Certificate2 _ofEc;

    public KeyFormsTests()
    {
        var now = TimeProvider.System.GetUtcNow();
        _ofRsa = new CertificateRequest(
            "CN=rsa", RsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(9));
        _ofEc = new CertificateRequest("CN=ec", EcKey, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(9));
    }

    private static PbeParameters Encryption => new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    public void Dispose()
    {
        _certificates.Dispose();
        _ofRsa.Dispose();
        _ofEc.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void GetCurrent_EveryFormThatDotNetReads_Loads()
    {
        AssertLoads(_ofRsa, RsaKey.ExportPkcs8PrivateKeyPem());
        AssertLoads(_ofRsa, RsaKey.ExportRSAPrivateKeyPem());
        AssertLoads(_ofRsa, RsaKey.ExportEncryptedPkcs8PrivateKeyPem(Secret, Encryption), Secret);
        AssertLoads(_ofEc, EcKey.ExportPkcs8PrivateKeyPem());
        AssertLoads(_ofEc, EcKey.ExportECPrivateKeyPem());
        AssertLoads(_ofEc, PemEncoding.WriteString("EC PARAMETERS", Parameters()) + "\n" + EcKey.ExportECPrivateKeyPem());
        AssertLoads(_ofEc, EcKey.ExportEncryptedPkcs8PrivateKeyPem(Secret, Encryption), Secret);
        AssertLoads(_ofEc, EcKey.ExportEncryptedPkcs8PrivateKeyPem(
            Secret, new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 10)), Secret);
    }

    [Fact]
    public void GetCurrent_KeyAsDer_Loads()
    {
        AssertLoads(_ofRsa, RsaKey.ExportPkcs8PrivateKey());
        AssertLoads(_ofRsa, RsaKey.ExportRSAPrivateKey());
        AssertLoads(_ofEc, EcKey.ExportECPrivateKey());
        AssertLoads(_ofEc, EcKey.ExportEncryptedPkcs8PrivateKey(Secret, Encryption), Secret);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void GetCurrent_ByteOrderMark_Loads(string encoding)
    {
        var marked = Encoding.GetEncoding(encoding);
        var pem = _ofEc.ExportCertificatePem() + "\r\n" + EcKey.ExportPkcs8PrivateKeyPem();
        foreach (var content in new[] { [.. marked.GetPreamble(), .. marked.GetBytes(pem)], marked.GetBytes(pem) })
        {
            Assert.Equal(_ofEc.Thumbprint, Load(new() { PemFile = Written("a.pem", content) }).TargetCertificate.Thumbprint);
            Assert.Single(CertificateFiles.ReadAll([Written("roots.pem", content)], "RootFiles"));
        }
    }

    [Fact]
    public void GetCurrent_TextAsItComesOutOfOtherHands_Loads()
    {
        var pem = "Bag Attributes: Müller\n" + _ofEc.ExportCertificatePem() + "\n" + EcKey.ExportPkcs8PrivateKeyPem();
        AssertRead(pem.Replace("\n", "\n    ", StringComparison.Ordinal));
        AssertRead(pem.Replace("\n", "\r\n", StringComparison.Ordinal));
        AssertRead(pem.Replace("\n", "\r", StringComparison.Ordinal));
        AssertRead(pem.Replace("\n", "\\n", StringComparison.Ordinal));
        AssertRead(pem.Replace("BEGIN CERTIFICATE", "BEGIN X509 CERTIFICATE", StringComparison.Ordinal).Replace(
            "END CERTIFICATE", "END X509 CERTIFICATE", StringComparison.Ordinal));

        void AssertRead(string text) =>
            Assert.Equal(
                _ofEc.Thumbprint, Load(new() { PemFile = Written("a.pem", Encoding.Latin1.GetBytes(text)) }).TargetCertificate.Thumbprint);
    }

    [Fact]
    public void GetCurrent_EndingThatDoesNotTellTheContent_Loads()
    {
        var pfx = _ofEc.Export(X509ContentType.Pkcs12, Secret);
        Assert.True(Load(new() { PemFile = Written("pfx-inside.pem", pfx), Password = Secret }).TargetCertificate.HasPrivateKey);
        var pem = _ofEc.ExportCertificatePem() + "\n" + EcKey.ExportPkcs8PrivateKeyPem();
        Assert.True(Load(new() { PfxFile = Written("pem-inside.pfx", Encoding.ASCII.GetBytes(pem)) }).TargetCertificate.HasPrivateKey);
        Assert.True(
            Load(ClientCertificateOptions.FromFile(
                Written("pem.pfx", Encoding.ASCII.GetBytes(_ofEc.ExportCertificatePem())),
                Written("a.key", EcKey.ExportPkcs8PrivateKey()))).TargetCertificate.HasPrivateKey);
        Assert.True(
            Load(new()
            {
                PemFile = Written("der-inside.pem", _ofEc.RawData),
                KeyFile = Written("a.key", EcKey.ExportPkcs8PrivateKey()),
            }).TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void GetCurrent_KeyFileBesidePfx_IsToldToBeLeftOut()
    {
        var pfx = Written("a.pfx", _ofEc.Export(X509ContentType.Pkcs12));
        AssertRefused(
            new() { PfxFile = pfx, KeyFile = Written("a.key", EcKey.ExportPkcs8PrivateKey()) },
            "KeyFile",
            "has its key inside: leave KeyFile out");
        AssertRefused(new() { PemFile = Written("a.pem", _ofEc.RawData), KeyFile = pfx }, "KeyFile", "leave KeyFile out");
    }

    [Fact]
    [Trait("Category", "Load")]
    public void GetCurrent_PfxWith600000Rounds_Loads()
    {
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 600_000);
        var file = Written("a.pfx", _ofEc.ExportPkcs12(encryption, Secret));
        Assert.True(Load(new() { PfxFile = file, Password = Secret }).TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void Load_PfxThatAsksForMoreRoundsThanTheLimit_SaysSo()
    {
        var pfx = _ofEc.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1001), Secret);
        var limits = new Pkcs12LoaderLimits { MacIterationLimit = 1000, IndividualKdfIterationLimit = 1000 };
        var e = Assert.Throws<CertificateException>(() =>
            PfxReader.Load(pfx, "a.pfx", "PfxFile", new KeyPassword(Secret, "The password"), limits));
        Assert.Contains("asks for more work than is done", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetCurrent_Pfx_WrongPasswordAndDamageAreToldApart()
    {
        var pfx = _ofEc.Export(X509ContentType.Pkcs12, Secret);
        AssertRefused(
            new() { PfxFile = Written("a.pfx", pfx), Password = "wrong" },
            "PfxFile",
            "its password is wrong",
            "set neither if it has none");
        AssertRefused(new() { PfxFile = Written("a.pfx", pfx) }, "PfxFile", "has a password. Set PasswordVariable or Password.");
        AssertRefused(new() { PfxFile = Written("a.pfx", pfx[..^40]), Password = Secret }, "PfxFile", "damaged or cut off");
        AssertRefused(
            new() { PfxFile = Written("a.pfx", "<html>not found</html>"u8.ToArray()), Password = Secret },
            "PfxFile",
            "neither PEM nor DER nor PKCS#12");
        AssertRefused(new() { PfxFile = Written("a.pfx", []), Password = Secret }, "PfxFile", "is empty");
    }

    [Theory]
    [InlineData("\n", "ends in a line break")]
    [InlineData("\r\n", "ends in a line break")]
    [InlineData(" ", "begins or ends with a blank")]
    public void GetCurrent_PasswordVariableWithSomethingBehindIt_SaysSo(string behind, string words)
    {
        var variable = "UHIT_TEST_PASSWORD_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(variable, Secret + behind);
        try
        {
            var pfx = Written("a.pfx", _ofEc.Export(X509ContentType.Pkcs12, Secret));
            AssertRefused(new() { PfxFile = pfx, PasswordVariable = variable }, "PfxFile", $"The environment variable {variable} {words}");
            var pem = Written(
                "a.pem",
                Encoding.ASCII.GetBytes(_ofEc.ExportCertificatePem() + "\n" + EcKey.ExportEncryptedPkcs8PrivateKeyPem(Secret, Encryption)));
            AssertRefused(new() { PemFile = pem, PasswordVariable = variable }, "PemFile", $"The environment variable {variable} {words}");
            var honest = Written("b.pfx", _ofEc.Export(X509ContentType.Pkcs12, Secret + behind));
            Assert.True(Load(new() { PfxFile = honest, PasswordVariable = variable }).TargetCertificate.HasPrivateKey);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public void GetCurrent_KeyThatDotNetCannotRead_IsNamedWithTheLineThatConvertsIt()
    {
        AssertKeyRefused(
            Block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA"),
            "Proc-Type: 4,ENCRYPTED",
            "'openssl pkey -in",
            "uhit.key', and name uhit.key as KeyFile.");
        AssertKeyRefused(Block("OPENSSH PRIVATE KEY", "AAAA"), "OpenSSH's own form", "ssh-keygen -p -m PKCS8");
        AssertKeyRefused(Block("DSA PRIVATE KEY", "AAAA"), "a DSA key", "openssl req -new");
        AssertKeyRefused(PemEncoding.WriteString("PRIVATE KEY", Pkcs8("1.3.101.112")), "an Ed25519 key", "openssl req -new");
        AssertKeyRefused(PemEncoding.WriteString("PRIVATE KEY", Pkcs8("1.2.840.10040.4.1")), "a DSA key", "openssl req -new");
        AssertKeyRefused(PemEncoding.WriteString("PRIVATE KEY", Pkcs8("1.2.840.113549.1.1.10")), "RSASSA-PSS only", "openssl req -new");
        AssertKeyRefused(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", ScryptEncrypted()), "1.3.6.1.4.1.11591.4.11", "openssl pkey -in");
        AssertKeyRefused("PuTTY-User-Key-File-3: ssh-rsa\n", "PuTTY's own form", "puttygen");
        AssertKeyRefused(
            PemEncoding.WriteString("PUBLIC KEY", EcKey.ExportSubjectPublicKeyInfo()), "a public key in it, and no private key");
        AssertKeyRefused(Block("PRIVATE KEY", "not base64!"), "is damaged");
        AssertKeyRefused(EcKey.ExportPkcs8PrivateKeyPem()[..100], "is cut off");
        AssertKeyRefused(PemEncoding.WriteString("PRIVATE KEY", [0x30, 0x03, 0x02, 0x01, 0x00]), "is damaged, or of a kind");
    }

    [Fact]
    public void GetCurrent_FileWithoutACertificate_IsNamedWithTheLineThatConvertsIt()
    {
        AssertRefused(
            new() { PemFile = Written("a.jks", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]) },
            "PemFile",
            "a Java key store",
            "keytool -importkeystore");
        AssertRefused(
            new() { PemFile = Written("a.p7b", Encoding.ASCII.GetBytes(Block("PKCS7", "AAAA"))) },
            "PemFile",
            "PKCS#7",
            "openssl pkcs7 -print_certs");
        var bag = new X509Certificate2Collection(X509CertificateLoader.LoadCertificate(_ofEc.RawData));
        AssertRefused(
            new() { PemFile = Written("a.p7b", bag.Export(X509ContentType.Pkcs7)!) }, "PemFile", "PKCS#7", "openssl pkcs7 -inform DER");
        AssertRefused(
            new() { PemFile = Written("a.csr", Encoding.ASCII.GetBytes(Block("CERTIFICATE REQUEST", "AAAA"))) },
            "PemFile",
            "(CSR)",
            "that the CA sent back");
        AssertRefused(
            new() { PemFile = Written("a.pem", Encoding.ASCII.GetBytes(EcKey.ExportPkcs8PrivateKeyPem())) },
            "PemFile",
            "a key in it, but no certificate");
        AssertRefused(new() { PemFile = Written("a.pem", EcKey.ExportPkcs8PrivateKey()) }, "PemFile", "a key in it, but no certificate");
        AssertRefused(
            new() { PemFile = Written("a.pem", Encoding.ASCII.GetBytes(_ofEc.ExportCertificatePem()[..200])) }, "PemFile", "is cut off");
        Assert.Contains("openssl pkcs12 -in", Assert.Throws<CertificateException>(() =>
            CertificateFiles.ReadAll([Written("roots.pfx", _ofEc.Export(X509ContentType.Pkcs12))], "RootFiles")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void GetCurrent_SeveralKeysInTheFile_TakesTheOneOfTheCertificate() =>
        AssertLoads(_ofEc, RsaKey.ExportPkcs8PrivateKeyPem() + "\n" + EcKey.ExportPkcs8PrivateKeyPem());

    [Fact]
    public void Choose_StoreHasTheNameInTheOtherOrder_SaysSo()
    {
        var options =
            new ClientCertificateOptions { SubjectDistinguishedName = "C=US,O=Throwaway Third Party,CN=third-party.throwaway.example" };
        var e = Assert.Throws<CertificateException>(() =>
            StoreCertificate.Choose(
                [_certificates.ThirdParty], options, "SubjectDistinguishedName", "CurrentUser/My", TimeProvider.System.GetUtcNow()));
        Assert.Contains("opposite order", e.Message, StringComparison.Ordinal);
        Assert.Contains("\"CN=third-party.throwaway.example,O=Throwaway Third Party,C=US\"", e.Message, StringComparison.Ordinal);
    }

    private static string Block(string label, string body) => $"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n";

    private static byte[] Parameters()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier("1.2.840.10045.3.1.7");
        return writer.Encode();
    }

    private static byte[] Pkcs8(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
            }

            writer.WriteOctetString(new byte[34]);
        }

        return writer.Encode();
    }

    private static byte[] ScryptEncrypted()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.5.13");
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.3.6.1.4.1.11591.4.11");
                }
            }

            writer.WriteOctetString(new byte[64]);
        }

        return writer.Encode();
    }

    private void AssertLoads(X509Certificate2 certificate, string keyPem, string? password = null)
    {
        AssertLoads(certificate, Encoding.ASCII.GetBytes(keyPem), password);
        var whole = Written("whole.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + keyPem));
        Assert.True(Load(new() { PemFile = whole, Password = password }).TargetCertificate.HasPrivateKey);
    }

    private void AssertLoads(X509Certificate2 certificate, byte[] key, string? password = null)
    {
        var loaded = Load(new()
        {
            PemFile = Written("a.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())),
            KeyFile = Written("a.key", key),
            Password = password,
        });
        Assert.Equal(certificate.Thumbprint, loaded.TargetCertificate.Thumbprint);
        Assert.True(loaded.TargetCertificate.HasPrivateKey);
    }

    private void AssertKeyRefused(string key, params string[] words)
    {
        var file = Written("odd.key", Encoding.ASCII.GetBytes(key));
        var pem = Written("a.pem", Encoding.ASCII.GetBytes(_ofEc.ExportCertificatePem()));
        AssertRefused(new() { PemFile = pem, KeyFile = file, Password = Secret }, "KeyFile", words);
    }

    private void AssertRefused(ClientCertificateOptions options, string setting, params string[] words)
    {
        var e = Assert.Throws<CertificateException>(() => Load(options));
        Assert.Equal(setting, e.Setting);
        Assert.All(words, word => Assert.Contains(word, e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, e.Message, StringComparison.Ordinal);
    }

    private static SslStreamCertificateContext Load(ClientCertificateOptions options) =>
        new ConfiguredCertificateSource(options).GetCurrent();

    private string Written(string name, byte[] content)
    {
        File.WriteAllBytes(_directory.File(name), content);
        return _directory.File(name);
    }
}
