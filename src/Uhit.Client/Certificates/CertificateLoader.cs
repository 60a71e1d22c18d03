using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Uhit.Client.Certificates;

/// <summary>Loads what <see cref="ClientCertificateOptions"/> describes, the same on every system.</summary>
internal static class CertificateLoader
{
    public static void CheckOptions(ClientCertificateOptions options)
    {
        string[] sources = [.. Sources(options)];
        const string Choices = "PfxFile, PemFile, or Thumbprint or SubjectDistinguishedName of a certificate in the system's store";
        if (sources.Length == 0)
            throw new CertificateException("Certificate", $"no source is set. Set one of {Choices}.");
        if (sources.Length > 1)
            throw new CertificateException(string.Join(" and ", sources), $"more than one source is set. Set exactly one of {Choices}.");
        if (!string.IsNullOrEmpty(options.KeyFile) && string.IsNullOrEmpty(options.PemFile))
            throw new CertificateException(nameof(options.KeyFile), "a key file belongs to a PemFile, which is not set.");
        if (options.Password is not null && options.PasswordVariable is not null)
            throw new CertificateException("Password and PasswordVariable", "both are set; set one of them.");
        if (options.CheckInterval < TimeSpan.Zero)
            throw new CertificateException(nameof(options.CheckInterval), "is negative.");
        if (!string.IsNullOrEmpty(options.SubjectDistinguishedName))
            ParseName(options.SubjectDistinguishedName, nameof(options.SubjectDistinguishedName));
        if (!string.IsNullOrEmpty(options.Thumbprint) && Hex(options.Thumbprint) is not { Length: 40 or 64 })
            throw new CertificateException(nameof(options.Thumbprint), "is neither 40 (SHA-1) nor 64 (SHA-256) hexadecimal digits.");
    }

    public static string SourceSetting(ClientCertificateOptions options) => Sources(options).FirstOrDefault("Certificate");

    public static ClientCertificate Load(ClientCertificateOptions options, DateTimeOffset now)
    {
        CheckOptions(options);
        ClientCertificate loaded = options switch
        {
            { PfxFile.Length: > 0 } => LoadPfx(options.PfxFile, Password(options)),
            { PemFile.Length: > 0 } => LoadPem(options.PemFile, options.KeyFile, Password(options)),
            _ => LoadFromStore(options, now),
        };
        CheckDates(loaded.Leaf, SourceSetting(options), now);
        return loaded;
    }

    public static void CheckDates(X509Certificate2 certificate, string setting, DateTimeOffset now)
    {
        Validity validity = Validity.Of(certificate);
        if (now > validity.To)
            throw new CertificateException(setting, string.Create(CultureInfo.InvariantCulture, $"the certificate expired on {validity.To:u}. Renew it, and tell CNP if its Distinguished Name changes."));
        if (now < validity.From)
            throw new CertificateException(setting, string.Create(CultureInfo.InvariantCulture, $"the certificate is not valid before {validity.From:u}. Look at this machine's clock."));
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
            yield return nameof(options.PfxFile);
        if (!string.IsNullOrEmpty(options.PemFile))
            yield return nameof(options.PemFile);
        if (!string.IsNullOrEmpty(options.Thumbprint))
            yield return nameof(options.Thumbprint);
        if (!string.IsNullOrEmpty(options.SubjectDistinguishedName))
            yield return nameof(options.SubjectDistinguishedName);
    }

    private static string? Password(ClientCertificateOptions options) => options.PasswordVariable is null
        ? options.Password
        : Environment.GetEnvironmentVariable(options.PasswordVariable)
            ?? throw new CertificateException(nameof(options.PasswordVariable), $"the environment variable {options.PasswordVariable} is not set.");

    private static ClientCertificate LoadPfx(string path, string? password)
    {
        const string Setting = nameof(ClientCertificateOptions.PfxFile);
        byte[] bytes = CertificateFiles.ReadBytes(path, Setting);
        X509Certificate2Collection all;
        try
        {
            // The default key set: Windows cannot use ephemeral keys in TLS, macOS does not know them.
            all = X509CertificateLoader.LoadPkcs12Collection(bytes, password, X509KeyStorageFlags.DefaultKeySet);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException(Setting, $"the file '{path}' cannot be opened: its password is wrong, or it is not a PKCS#12 file. Set PasswordVariable or Password.", e);
        }

        X509Certificate2 leaf = all.FirstOrDefault(c => c.HasPrivateKey)
            ?? throw new CertificateException(Setting, $"the file '{path}' has no private key in it. Export it again with the key.");
        all.Remove(leaf);
        return new ClientCertificate(leaf, all);
    }

    private static ClientCertificate LoadPem(string path, string? keyPath, string? password)
    {
        string setting = string.IsNullOrEmpty(keyPath) ? nameof(ClientCertificateOptions.PemFile) : nameof(ClientCertificateOptions.KeyFile);
        string keyFile = string.IsNullOrEmpty(keyPath) ? path : keyPath;
        X509Certificate2Collection all = CertificateFiles.ReadAll([path], nameof(ClientCertificateOptions.PemFile));
        string keyPem = Encoding.UTF8.GetString(CertificateFiles.ReadBytes(keyFile, setting));
        bool encrypted = keyPem.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (!keyPem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new CertificateException(setting, $"the file '{keyFile}' has no private key in it. Put the key there, or name its file in KeyFile.");
        if (encrypted && string.IsNullOrEmpty(password))
            throw new CertificateException(setting, $"the key in '{keyFile}' is encrypted. Set PasswordVariable or Password.");

        Exception? last = null;
        foreach (X509Certificate2 candidate in all)
        {
            try
            {
                string pem = candidate.ExportCertificatePem();
                using X509Certificate2 withKey = encrypted ? X509Certificate2.CreateFromEncryptedPem(pem, keyPem, password) : X509Certificate2.CreateFromPem(pem, keyPem);
                X509Certificate2 leaf = ForThisSystem(withKey);
                all.Remove(candidate);
                return new ClientCertificate(leaf, all);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                last = e;
            }
        }

        throw new CertificateException(setting, encrypted
            ? $"the key in '{keyFile}' cannot be used: the password is wrong, or it is not the key of the certificate in '{path}'."
            : $"the key in '{keyFile}' is not the key of the certificate in '{path}'.", last);
    }

    // A key that was imported in memory is ephemeral, and Windows' TLS cannot use one: a round through PKCS#12 makes it a named key there.
    private static X509Certificate2 ForThisSystem(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.DefaultKeySet);

    private static ClientCertificate LoadFromStore(ClientCertificateOptions options, DateTimeOffset now)
    {
        string setting = SourceSetting(options);
        string place = $"{options.StoreLocation}/{options.StoreName}";
        using var store = new X509Store(options.StoreName, options.StoreLocation);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            throw new CertificateException(nameof(options.StoreName), $"the certificate store {place} cannot be opened.", e);
        }

        X509Certificate2[] found = [.. store.Certificates.Where(Matcher(options))];
        if (found.Length == 0)
            throw new CertificateException(setting, $"no certificate in {place} matches.");
        X509Certificate2 leaf = found.Where(c => c.HasPrivateKey).OrderByDescending(c => Validity.Of(c).Contains(now))
            .ThenByDescending(c => Validity.Of(c).To).FirstOrDefault()
            ?? throw new CertificateException(setting, $"the certificate in {place} has no private key that this account may use.");
        return new ClientCertificate(leaf);
    }

    private static Func<X509Certificate2, bool> Matcher(ClientCertificateOptions options)
    {
        if (!string.IsNullOrEmpty(options.Thumbprint))
        {
            string hex = Hex(options.Thumbprint)!;
            HashAlgorithmName algorithm = hex.Length == 40 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
            return c => c.GetCertHashString(algorithm).Equals(hex, StringComparison.OrdinalIgnoreCase);
        }

        DistinguishedName name = DistinguishedName.Parse(options.SubjectDistinguishedName!);
        return c => TrySubject(c) == name;
    }

    private static DistinguishedName? TrySubject(X509Certificate2 certificate)
    {
        try
        {
            return DistinguishedName.OfSubject(certificate);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Hex(string text)
    {
        string hex = text.Replace(" ", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).Trim('\u200e');
        return hex.All(char.IsAsciiHexDigit) ? hex : null;
    }
}
