using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Loads what <see cref="ClientCertificateOptions"/> describes, the same on every system.</summary>
internal static class CertificateLoader
{
    public static void CheckOptions(ClientCertificateOptions options)
    {
        string[] sources = [.. Sources(options)];
        const string Choices = "PfxFile, PemFile, or Thumbprint or SubjectDistinguishedName of a certificate in the system's store";
        if (sources.Length == 0)
        {
            throw new CertificateException("Certificate", $"no source is set. Set one of {Choices}.");
        }

        if (sources.Length > 1)
        {
            throw new CertificateException(string.Join(" and ", sources), $"more than one source is set. Set exactly one of {Choices}.");
        }

        if (!string.IsNullOrEmpty(options.KeyFile) && string.IsNullOrEmpty(options.PfxFile) && string.IsNullOrEmpty(options.PemFile))
        {
            throw new CertificateException(nameof(options.KeyFile), "the system's store has the key itself: leave KeyFile out.");
        }

        if (options.Password is not null && !string.IsNullOrEmpty(options.PasswordVariable))
        {
            throw new CertificateException("Password and PasswordVariable", "both are set; set one of them.");
        }

        if (options.CheckInterval < TimeSpan.Zero)
        {
            throw new CertificateException(nameof(options.CheckInterval), "is negative.");
        }

        if (!string.IsNullOrEmpty(options.SubjectDistinguishedName))
        {
            ParseName(options.SubjectDistinguishedName, nameof(options.SubjectDistinguishedName));
        }

        if (!string.IsNullOrEmpty(options.Thumbprint) && StoreCertificate.Hex(options.Thumbprint) is not { Length: 40 or 64 })
        {
            throw new CertificateException(nameof(options.Thumbprint), "is neither 40 (SHA-1) nor 64 (SHA-256) hexadecimal digits.");
        }
    }

    public static string SourceSetting(ClientCertificateOptions options) => Sources(options).Single();

    public static SslStreamCertificateContext Load(ClientCertificateOptions options, DateTimeOffset now)
    {
        CheckOptions(options);
        var loaded = options switch
        {
            { PfxFile.Length: > 0 } or { PemFile.Length: > 0 } => LoadFile(options),
            _ => StoreCertificate.Load(options, SourceSetting(options), now),
        };
        CheckDates(loaded.TargetCertificate, SourceSetting(options), now);
        return loaded;
    }

    public static void CheckDates(X509Certificate2 certificate, string setting, DateTimeOffset now)
    {
        var validity = Validity.Of(certificate);
        if (now > validity.To)
        {
            throw new CertificateException(
                setting, string.Create(
                    CultureInfo.InvariantCulture,
                    $"the certificate expired on {validity.To:u}. Renew it, and tell CNP if its Distinguished Name changes."));
        }

        if (now < validity.From)
        {
            throw new CertificateException(setting, string.Create(
                CultureInfo.InvariantCulture, $"the certificate is not valid before {validity.From:u}. Look at this machine's clock."));
        }
    }

    public static DistinguishedName ParseName(string text, string setting)
    {
        try
        {
            return DistinguishedName.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CertificateException(setting, e.Message, e);
        }
    }

    private static IEnumerable<string> Sources(ClientCertificateOptions options)
    {
        if (!string.IsNullOrEmpty(options.PfxFile))
        {
            yield return nameof(options.PfxFile);
        }

        if (!string.IsNullOrEmpty(options.PemFile))
        {
            yield return nameof(options.PemFile);
        }

        if (!string.IsNullOrEmpty(options.Thumbprint))
        {
            yield return nameof(options.Thumbprint);
        }

        if (!string.IsNullOrEmpty(options.SubjectDistinguishedName))
        {
            yield return nameof(options.SubjectDistinguishedName);
        }
    }

    // What a file holds decides how it is read, not how it is called: a .pem with PKCS#12 in it is as good as a .pfx.
    private static SslStreamCertificateContext LoadFile(ClientCertificateOptions options)
    {
        var setting = SourceSetting(options);
        var path = options.PfxFile is { Length: > 0 } pfx ? pfx : options.PemFile!;
        var bytes = CertificateFiles.ReadBytes(path, setting);
        var password = KeyPassword.Of(options);
        if (DerForms.Of(bytes) != DerForm.Pkcs12)
        {
            return LoadPem(options, CertificateFiles.CertificatesOf(bytes, path, setting), path, setting, password);
        }

        return string.IsNullOrEmpty(options.KeyFile)
            ? PfxReader.Load(bytes, path, setting, password)
            : throw new CertificateException(
                nameof(options.KeyFile), $"the file '{path}' is a PKCS#12 file, which has its key inside: leave KeyFile out.");
    }

    private static SslStreamCertificateContext LoadPem(
        ClientCertificateOptions options, X509Certificate2Collection all, string path, string setting, KeyPassword password)
    {
        var isSeparate = !string.IsNullOrEmpty(options.KeyFile);
        var keyFile = isSeparate ? options.KeyFile! : path;
        var keySetting = isSeparate ? nameof(options.KeyFile) : setting;
        foreach (var key in new PrivateKeyReader(keyFile, keySetting, password).ReadAll())
        {
            using (key)
            {
                foreach (var candidate in all)
                {
                    if (TryJoin(candidate, key) is not { } withKey)
                    {
                        continue;
                    }

                    using (withKey)
                    {
                        return OwnCertificate.Of(ForThisSystem(withKey), all, setting);
                    }
                }
            }
        }

        throw new CertificateException(
            keySetting,
            $"the key in '{keyFile}' is not the key of the certificate in '{path}'. Take the key that the certificate was asked for with.");
    }

    private static X509Certificate2? TryJoin(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        try
        {
            return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    // A key that was imported in memory is ephemeral, and Windows' TLS cannot use one: a round through PKCS#12 makes it a named key there.
    private static X509Certificate2 ForThisSystem(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.DefaultKeySet);
}
