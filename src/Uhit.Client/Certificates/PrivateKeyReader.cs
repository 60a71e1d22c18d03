using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Uhit.Client.Certificates;

/// <summary>Reads private keys: PKCS#8 (encrypted or not), PKCS#1 and SEC1, as PEM or DER. What
/// can't be read is told with what it is.</summary>
internal sealed class PrivateKeyReader(string path, string setting, KeyPassword password)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";

    // PBES1 and PKCS#12's own, which .NET reads.
    private static readonly string[] KnownEncryptions =
    [
        "1.2.840.113549.1.5.3", "1.2.840.113549.1.5.6", "1.2.840.113549.1.5.10", "1.2.840.113549.1.5.11",
        "1.2.840.113549.1.12.1.3", "1.2.840.113549.1.12.1.4", "1.2.840.113549.1.12.1.5", "1.2.840.113549.1.12.1.6",
    ];

    /// <summary>The keys of a file.</summary>
    /// <exception cref="CertificateException">It has none, or one that can't be used.</exception>
    public IReadOnlyList<AsymmetricAlgorithm> ReadAll()
    {
        var bytes = CertificateFiles.ReadBytes(path, setting);
        var blocks = CertificateFiles.Blocks(bytes, path, setting);
        AsymmetricAlgorithm[] keys = blocks is not null ? [.. blocks.Where(b => b.IsPrivateKey).Select(Read)]
            : DerForms.Of(bytes) is DerForm.Key or DerForm.EncryptedKey or DerForm.RsaKey or DerForm.EcKey
            ? [Read(DerForms.Of(bytes), bytes)]
            : [];
        return keys.Length > 0 ? keys : throw Refuse(ForeignForms.NoKey(path, bytes, blocks));
    }

    private AsymmetricAlgorithm Read(PemBlock block)
    {
        if (block.IsOldEncryption)
        {
            throw Refuse(ForeignForms.OldEncryption(path));
        }

        if (block.Label == "OPENSSH PRIVATE KEY")
        {
            throw Refuse(ForeignForms.OpenSsh(path));
        }

        if (block.Label == "DSA PRIVATE KEY")
        {
            throw Refuse(ForeignForms.KindOfKey(path, "a DSA key"));
        }

        var form = block.Label switch
        {
            "PRIVATE KEY" => DerForm.Key,
            "ENCRYPTED PRIVATE KEY" => DerForm.EncryptedKey,
            "RSA PRIVATE KEY" => DerForm.RsaKey,
            "EC PRIVATE KEY" => DerForm.EcKey,
            _ => throw Refuse(ForeignForms.KindOfKey(path, $"of a form that is not known ({block.Label})")),
        };
        try
        {
            return Read(form, block.Decode());
        }
        catch (FormatException e)
        {
            throw Refuse($"the file '{path}' {e.Message}. Copy it again.", e);
        }
    }

    private AsymmetricAlgorithm Read(DerForm form, byte[] der)
    {
        try
        {
            return form switch
            {
                DerForm.RsaKey => Import(RSA.Create(), rsa => rsa.ImportRSAPrivateKey(der, out _)),
                DerForm.EcKey => Import(ECDsa.Create(), ec => ec.ImportECPrivateKey(der, out _)),
                DerForm.Key => ReadPkcs8(der),
                _ => ReadEncrypted(der),
            };
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw Refuse($"the key in '{path}' is damaged, or of a kind that .NET does not know. Copy it again.", e);
        }
    }

    // PrivateKeyInfo ::= SEQUENCE { version, algorithm, key, … }, RFC 5208.
    private AsymmetricAlgorithm ReadPkcs8(byte[] der)
    {
        var info = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        return info.ReadSequence().ReadObjectIdentifier() switch
        {
            Rsa => Import(RSA.Create(), rsa => rsa.ImportPkcs8PrivateKey(der, out _)),
            EllipticCurve => Import(ECDsa.Create(), ec => ec.ImportPkcs8PrivateKey(der, out _)),
            string oid => throw Refuse(ForeignForms.KindOfKey(path, NameOf(oid))),
        };
    }

    private AsymmetricAlgorithm ReadEncrypted(byte[] der)
    {
        if (password.Value is not { Length: > 0 } value)
        {
            throw Refuse($"the key in '{path}' is encrypted. Set PasswordVariable or Password.");
        }

        if (UnknownEncryptionOf(der) is { } oid)
        {
            throw Refuse(ForeignForms.UnknownEncryption(path, oid));
        }

        try
        {
            // What is inside says which kind of key it is, so it is opened as the one and then as the other.
            return Import(RSA.Create(), rsa => rsa.ImportEncryptedPkcs8PrivateKey(value, der, out _));
        }
        catch (CryptographicException)
        {
            try
            {
                return Import(ECDsa.Create(), ec => ec.ImportEncryptedPkcs8PrivateKey(value, der, out _));
            }
            catch (CryptographicException e)
            {
                throw Refuse($"the key in '{path}' can't be opened: its password is wrong, or the key inside is neither RSA nor EC. "
                    + $"Correct PasswordVariable or Password, or set neither if it has none.{password.Doubt}", e);
            }
        }
    }

    // EncryptedPrivateKeyInfo ::= SEQUENCE { SEQUENCE { algorithm, parameters }, data }
    private static string? UnknownEncryptionOf(byte[] der)
    {
        var algorithm = new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (oid == Pbes2)
        {
            oid = algorithm.ReadSequence().ReadSequence().ReadObjectIdentifier();
            return oid == Pbkdf2 ? null : oid;
        }

        return KnownEncryptions.Contains(oid) ? null : oid;
    }

    private static string NameOf(string oid) => oid switch
    {
        "1.2.840.10040.4.1" => "a DSA key",
        "1.3.101.112" => "an Ed25519 key",
        "1.3.101.113" => "an Ed448 key",
        "1.2.840.113549.1.1.10" => "an RSA key for RSASSA-PSS only",
        _ => $"of a kind that is not known ({oid})",
    };

    private static AsymmetricAlgorithm Import<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private CertificateException Refuse(string message, Exception? inner = null) => new(setting, message, inner);
}
