using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Certificates;

/// <summary>What a file holds is told by its content, and what can't be read with what it is.</summary>
public sealed class CertificateFilesTests : IDisposable
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly X509Certificate2 Ours = new CertificateRequest("CN=ours", Key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", DerForm.Unknown)]
    [InlineData("3100", DerForm.Unknown)]
    [InlineData("3005020100", DerForm.CutOff)]
    [InlineData("3000", DerForm.Unknown)]
    [InlineData("30020500", DerForm.Unknown)]
    [InlineData("300b06092a864886f70d010702", DerForm.Pkcs7)] // signed data
    [InlineData("300b06092a864886f70d010701", DerForm.Unknown)] // other data
    [InlineData("300430020500", DerForm.Certificate)]
    [InlineData("30053003060155", DerForm.EncryptedKey)]
    [InlineData("30023000", DerForm.Unknown)]
    [InlineData("3003020100", DerForm.Unknown)]
    [InlineData("3006020100020100", DerForm.RsaKey)]
    [InlineData("3006020101040100", DerForm.EcKey)]
    [InlineData("30050201003000", DerForm.Key)]
    [InlineData("30050201023000", DerForm.Key)]
    [InlineData("30050201043000", DerForm.Key)]
    [InlineData("30050201033000", DerForm.Pkcs12)]
    [InlineData("30050201030500", DerForm.Unknown)]
    public void Of_FirstElements_TellTheForm(string hex, object form) =>
        Assert.Equal((DerForm)form, DerForms.Of(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("no PEM at all", null)]
    [InlineData("-----begin A-----\nAAAA\n-----end A-----", null)]
    [InlineData("-----BEGIN A-----\nAAAA\n-----END A-----", "A:AAAA")]
    [InlineData("text\n-----BEGIN A B-----AAAA-----END A B-----more\n-----BEGIN C-----\nBBBB\n-----END C-----", "A B:AAAA|C:BBBB")]
    [InlineData("-----BEGIN A-----AAAA-----END A----------BEGIN B-----BBBB-----END B-----", "A:AAAA|B:BBBB")]
    [InlineData("-----begin A-----\n-----BEGIN B-----\nBBBB\n-----END B-----", "B:BBBB")]
    [InlineData(@"-----BEGIN A-----\nAAAA\r\nBBBB\n-----END A-----\n", "A:AAAABBBB")]
    [InlineData("-----BEGIN A-----\nAAAA", "cut off")]
    [InlineData("-----BEGIN A", "cut off")]
    [InlineData("-----BEGIN -----\nAAAA\n-----END -----", "cut off")]
    [InlineData("-----BEGIN A-----\nAAAA\n-----END B-----", "cut off")]
    [InlineData("-----BEGIN A-----\nAAAA\n-----end A-----", "cut off")]
    [InlineData("-----BEGIN A-----\nAAAA\n-----END A-----\n-----BEGIN B-----", "cut off")]
    public void BlocksOf_Text_ItsBlocks(string text, string? expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (expected == "cut off")
        {
            Assert.Contains("is cut off", Assert.Throws<FormatException>(() => PemText.BlocksOf(bytes)).Message, StringComparison.Ordinal);
            return;
        }

        var blocks = PemText.BlocksOf(bytes)?.Select(block => $"{block.Label}:{block.Body.Trim()}");
        Assert.Equal(expected, blocks is null ? null : string.Join('|', blocks));
    }

    [Theory]
    [InlineData("PKCS7", "openssl pkcs7 -print_certs -in a.pem")]
    [InlineData("X509 CRL|CMS", "openssl pkcs7 -print_certs -in a.pem")]
    [InlineData("CERTIFICATE REQUEST", "(CSR)")]
    [InlineData("X509 CRL|NEW CERTIFICATE REQUEST", "(CSR)")]
    [InlineData("X509 CRL|EC PRIVATE KEY", "Name the certificate's file here, and the key's file as KeyFile.")]
    [InlineData("X509 CRL|DH PARAMETERS|X509 CRL", "has no certificate in it, only: X509 CRL, DH PARAMETERS.")]
    [InlineData("A|B|C|D|E|F", "only: A, B, C, D, E.")]
    public void NoCertificate_PemOfOtherThings_IsNamed(string labels, string words)
    {
        var pem = string.Concat(labels.Split('|').Select(label => $"-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n"));
        AssertNoCertificate(Encoding.ASCII.GetBytes(pem), words);
    }

    [Theory]
    [InlineData("", "the file 'a.pem' is empty.")]
    [InlineData("feedfeed00000002", "a Java key store")]
    [InlineData("cececece00000002", "keytool -importkeystore -srckeystore a.pem -destkeystore uhit.p12")]
    [InlineData("50755454592d557365722d4b65792d46696c65", "PuTTY's own form")]
    [InlineData("300b06092a864886f70d010702", "openssl pkcs7 -inform DER -print_certs -in a.pem")]
    [InlineData("30050201033000", "openssl pkcs12 -in a.pem -nokeys")]
    [InlineData("30050201003000", "has a key in it, but no certificate")]
    [InlineData("30053003060155", "has a key in it, but no certificate")]
    [InlineData("3006020100020100", "has a key in it, but no certificate")]
    [InlineData("3006020101040100", "has a key in it, but no certificate")]
    [InlineData("3005020100", "damaged or cut off")]
    [InlineData("30020500", "neither PEM nor DER nor PKCS#12")]
    [InlineData("300430020500", "cannot be read as PEM or DER certificates: it is damaged")]
    public void NoCertificate_BytesOfOtherThings_AreNamed(string hex, string words) =>
        AssertNoCertificate(Convert.FromHexString(hex), words);

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----", "its block CERTIFICATE is no Base64. Copy it again.")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "it is damaged. Copy it again.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAIFAA==\n-----END CERTIFICATE-----", "it is damaged. Copy it again.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAIF", "its block CERTIFICATE has no end. Copy it again.")]
    public void CertificatesOf_DamagedPem_SaysSo(string pem, string words) => AssertNoCertificate(Encoding.ASCII.GetBytes(pem), words);

    [Theory]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "has a public key in it, and no private key.")]
    [InlineData("-----BEGIN X-----\nA\n-----END X-----\n-----BEGIN RSA PUBLIC KEY-----\nA\n-----END RSA PUBLIC KEY-----", "a public key")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "has no private key in it. Put the key there")]
    [InlineData("hex:", "is empty.")]
    [InlineData("hex:feedfeed", "a Java key store")]
    [InlineData("hex:30050201033000", "is a PKCS#12 file, which has certificate and key: name it as the certificate's file")]
    [InlineData("hex:3005020100", "damaged or cut off")]
    [InlineData("hex:300430020500", "has no private key in it. Put the key there")]
    [InlineData("nonsense", "has no private key in it. Put the key there")]
    public void ReadAll_FileWithoutAKey_IsNamed(string content, string words) => AssertKeyRefused(
        content.StartsWith("hex:", StringComparison.Ordinal) ? Convert.FromHexString(content[4..]) : Encoding.ASCII.GetBytes(content),
        words);

    [Theory]
    [InlineData("1.2.840.10040.4.1", "a DSA key")]
    [InlineData("1.3.101.112", "an Ed25519 key")]
    [InlineData("1.3.101.113", "an Ed448 key")]
    [InlineData("1.2.840.113549.1.1.10", "an RSA key for RSASSA-PSS only")]
    [InlineData("1.2.3.4", "of a kind that is not known (1.2.3.4)")]
    public void ReadAll_KeyOfAnotherKind_IsNamed(string oid, string words) => AssertKeyRefused(
        Der(w =>
        {
            w.WriteInteger(0);
            Sequence(w, () => w.WriteObjectIdentifier(oid));
            w.WriteOctetString([1]);
        }),
        $"is {words}, which .NET can't use for TLS");

    // What is known is tried, so its password is doubted; what is not known is named.
    [Theory]
    [InlineData("1.2.840.113549.1.5.3", true)] // PBES1: MD5 and DES
    [InlineData("1.2.840.113549.1.5.6", true)]
    [InlineData("1.2.840.113549.1.5.10", true)]
    [InlineData("1.2.840.113549.1.5.11", true)]
    [InlineData("1.2.840.113549.1.12.1.3", true)] // PKCS#12: SHA-1 and Triple DES
    [InlineData("1.2.840.113549.1.12.1.4", true)]
    [InlineData("1.2.840.113549.1.12.1.5", true)]
    [InlineData("1.2.840.113549.1.12.1.6", true)]
    [InlineData("1.2.840.113549.1.12.1.1", false)] // PKCS#12: SHA-1 and RC4
    [InlineData("1.2.840.113549.1.5.1", false)] // PBES1: MD2 and DES
    public void ReadAll_EncryptedKey_UnknownEncryptionIsNamed(string oid, bool known) => AssertKeyRefused(
        Der(w =>
        {
            Sequence(w, () => w.WriteObjectIdentifier(oid));
            w.WriteOctetString(new byte[16]);
        }),
        known ? "can't be opened: its password is wrong" : $"encrypted in a way that .NET can't read ({oid})");

    [Theory]
    [InlineData("PRIVATE KEY", "is damaged, or of a kind that .NET does not know")]
    [InlineData("RSA PRIVATE KEY", "is damaged, or of a kind that .NET does not know")]
    [InlineData("EC PRIVATE KEY", "is damaged, or of a kind that .NET does not know")]
    [InlineData("ENCRYPTED PRIVATE KEY", "is damaged, or of a kind that .NET does not know")]
    [InlineData("ANY PRIVATE KEY", "of a form that is not known (ANY PRIVATE KEY)")]
    [InlineData("DSA PRIVATE KEY", "a DSA key")]
    [InlineData("OPENSSH PRIVATE KEY", "ssh-keygen -p -m PKCS8 -f")]
    public void ReadAll_BlockThatIsNotAKeyOfItsLabel_SaysSo(string label, string words) =>
        AssertKeyRefused(Encoding.ASCII.GetBytes($"-----BEGIN {label}-----\nAAAA\n-----END {label}-----"), words);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void ReadAll_EncryptedKeyWithoutPassword_AsksForIt(string? password)
    {
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1);
        var file = Written("a.key", Key.ExportEncryptedPkcs8PrivateKey("x", encryption));
        var e = Assert.Throws<CertificateException>(() =>
            new PrivateKeyReader(file, "KeyFile", new KeyPassword(password, "The password")).ReadAll());
        Assert.Contains("is encrypted. Set PasswordVariable or Password.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignForms_PathWithABlank_IsQuotedInTheCommand()
    {
        Assert.All(
            [
                ForeignForms.OldEncryption("my keys/a.key"), ForeignForms.UnknownEncryption("my keys/a.key", "1.2"),
                ForeignForms.OpenSsh("my keys/a.key"), ForeignForms.UnreadablePkcs12("my keys/a.key"),
            ],
            message => Assert.Contains(" \"my keys/a.key\"", message, StringComparison.Ordinal));
        Assert.Contains("-in a.key ", ForeignForms.OldEncryption("a.key"), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadBytes_FileThatCannotBeRead_SaysWhichAndWhy()
    {
        AssertUnread(_directory.File("none.pem"), "does not exist");
        AssertUnread(Path.Combine(_directory.Path, "none", "a.pem"), "does not exist");
        AssertUnread(_directory.Path, "cannot be opened. Look at its owner and mode.");
        AssertUnread(_directory.File(new string('a', 5000)), "cannot be opened");

        static void AssertUnread(string path, string words)
        {
            var e = Assert.Throws<CertificateException>(() => CertificateFiles.ReadBytes(path, "RootFiles"));
            Assert.Equal("RootFiles", e.Setting);
            Assert.Contains($"'{path}' {words}", e.Message, StringComparison.Ordinal);
        }
    }

    // OpenSSL's TRUSTED CERTIFICATE has notes of its own behind the certificate.
    [Fact]
    public void ReadAll_FilesOfEveryForm_AllTheirCertificates()
    {
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = new CertificateRequest("CN=other", otherKey, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        var both = Written("both.pem", Encoding.ASCII.GetBytes(Ours.ExportCertificatePem() + other.ExportCertificatePem()));
        var der = Written("a.der", other.RawData);
        var trusted = Written(
            "trusted.pem", Encoding.ASCII.GetBytes(PemEncoding.WriteString("TRUSTED CERTIFICATE", [.. Ours.RawData, 0x30, 0x00])));

        var old = Written("old.pem", Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CERTIFICATE", other.RawData)));

        Assert.Equal(
            ["CN=ours", "CN=other", "CN=other", "CN=ours", "CN=other"],
            CertificateFiles.ReadAll([both, der, trusted, old], "RootFiles").Select(certificate => certificate.Subject));
        Assert.Empty(CertificateFiles.ReadAll([], "RootFiles"));
    }

    // The file's other certificates may have keys that .NET can't read: they are not the leaf.
    [Fact]
    public void Load_PemWithACertificateWhoseKeyCannotBeRead_TakesTheOneOfTheKey()
    {
        var odd = new PublicKey(new Oid("1.2.840.10045.2.1"), new AsnEncodedData(Curve()), new AsnEncodedData(new byte[8]));
        using var unread = new CertificateRequest(new X500DistinguishedName("CN=odd"), odd, HashAlgorithmName.SHA256)
            .Create(Ours.SubjectName, X509SignatureGenerator.CreateForECDsa(Key), Ours.NotBefore, Ours.NotAfter, [9]);
        var pem = unread.ExportCertificatePem() + "\n" + Ours.ExportCertificatePem() + "\n" + Key.ExportPkcs8PrivateKeyPem();

        var loaded = new ConfiguredCertificateSource(new() { PemFile = Written("a.pem", Encoding.ASCII.GetBytes(pem)) }).GetCurrent();

        Assert.Equal("CN=ours", loaded.TargetCertificate.Subject);
    }

    private static void Sequence(AsnWriter writer, Action write)
    {
        using (writer.PushSequence())
        {
            write();
        }
    }

    private static byte[] Der(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        Sequence(writer, () => write(writer));
        return writer.Encode();
    }

    private static byte[] Curve()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier("1.2.840.10045.3.1.7");
        return writer.Encode();
    }

    private static void AssertNoCertificate(byte[] bytes, string words)
    {
        var e = Assert.Throws<CertificateException>(() => CertificateFiles.CertificatesOf(bytes, "a.pem", "PemFile"));
        Assert.Equal("PemFile", e.Setting);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private void AssertKeyRefused(byte[] content, string words)
    {
        var reader = new PrivateKeyReader(Written("a.key", content), "KeyFile", new KeyPassword("secret", "The password"));
        var e = Assert.Throws<CertificateException>(reader.ReadAll);
        Assert.Equal("KeyFile", e.Setting);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    private string Written(string name, byte[] content)
    {
        File.WriteAllBytes(_directory.File(name), content);
        return _directory.File(name);
    }
}
