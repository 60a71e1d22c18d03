using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Reads PKCS#12 files.</summary>
internal static class PfxReader
{
    private const int WrongPassword = unchecked((int)0x80070056);

    // .NET's own limits refuse 600,000 rounds, which OWASP advises. A file of our own may ask for more
    // work than a stranger's; ten million take some seconds.
    private static readonly Pkcs12LoaderLimits Limits = new()
    {
        MacIterationLimit = 10_000_000,
        IndividualKdfIterationLimit = 10_000_000,
        TotalKdfIterationLimit = 40_000_000,
    };

    public static SslStreamCertificateContext Load(
        byte[] bytes, string path, string setting, KeyPassword password, Pkcs12LoaderLimits? limits = null)
    {
        X509Certificate2Collection all;
        try
        {
            // The default key set: Windows cannot use ephemeral keys in TLS, macOS does not know them.
            all = X509CertificateLoader.LoadPkcs12Collection(bytes, password.Value, X509KeyStorageFlags.DefaultKeySet, limits ?? Limits);
        }
        catch (Pkcs12LoadLimitExceededException e)
        {
            throw new CertificateException(
                setting, $"the file '{path}' asks for more work than is done for a file (ten million rounds at most, 200 certificates). "
                    + "Export it again with fewer.", e);
        }
        catch (CryptographicException e) when (e.HResult == WrongPassword)
        {
            throw new CertificateException(setting, string.IsNullOrEmpty(password.Value)
                ? $"the file '{path}' has a password. Set PasswordVariable or Password."
                : $"the file '{path}' cannot be opened: its password is wrong. Correct PasswordVariable or Password, or set neither if it "
                    + $"has none.{password.Doubt}", e);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException(setting, ForeignForms.UnreadablePkcs12(path), e);
        }

        var leaf = all.FirstOrDefault(c => c.HasPrivateKey)
            ?? throw new CertificateException(setting, $"the file '{path}' has no private key in it. Export it again with the key.");
        return OwnCertificate.Of(leaf, all, setting);
    }
}
