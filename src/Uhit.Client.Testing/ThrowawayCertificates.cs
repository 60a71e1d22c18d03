using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Testing;

/// <summary>A CA of its own with a certificate for each end of the exchange, made in memory: for tests,
/// demonstrations and trying things out, never for CNP.</summary>
/// <remarks>Both certificates serve both directions: they are for servers and clients, and for
/// localhost and 127.0.0.1. Safe for any thread.</remarks>
public sealed class ThrowawayCertificates : IDisposable
{
    /// <summary>Subject of <see cref="ThirdParty"/> unless another is given.</summary>
    public const string DefaultThirdPartyName = "CN=third-party.throwaway.example,O=Throwaway Third Party,C=US";

    /// <summary>Subject of <see cref="Cnp"/> unless another is given.</summary>
    public const string DefaultCnpName = "CN=cnp.throwaway.example,O=Throwaway CNP,C=US";

    private readonly TimeProvider _time;

    /// <summary>Makes the CA and the two certificates.</summary>
    public ThrowawayCertificates(
        string thirdPartyName = DefaultThirdPartyName, string cnpName = DefaultCnpName, TimeProvider? timeProvider = null)
    {
        _time = timeProvider ?? TimeProvider.System;
        Authority = IssueAuthority();
        ThirdParty = Issue(new ThrowawayCertificateRequest { DistinguishedName = thirdPartyName });
        Cnp = Issue(new ThrowawayCertificateRequest { DistinguishedName = cnpName });
    }

    /// <summary>The CA, with its key.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>The certificate of the caller of CNP's service, with its key.</summary>
    public X509Certificate2 ThirdParty { get; }

    /// <summary>The certificate of CNP's side, with its key.</summary>
    public X509Certificate2 Cnp { get; }

    /// <summary>Issues another certificate.</summary>
    /// <returns>The certificate with its key; the caller disposes it.</returns>
    public X509Certificate2 Issue(ThrowawayCertificateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = _time.GetUtcNow();
        using var rsa = request.RsaBits > 0 ? RSA.Create(request.RsaBits) : null;
        using var ec = rsa is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var draft = rsa is not null
            ? new CertificateRequest(request.Subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(request.Subject, ec!, HashAlgorithmName.SHA256);
        AddExtensions(draft, request);
        if (request.SelfSigned)
        {
            using var self = draft.CreateSelfSigned(now + request.ValidFrom, now + request.ValidTo);
            return Usable(self);
        }

        var issuer = request.Issuer ?? Authority;
        using var issued = draft.Create(
            issuer.SubjectName, SignatureOf(issuer), now + request.ValidFrom, now + request.ValidTo, RandomNumberGenerator.GetBytes(16));
        using var withKey = rsa is not null ? issued.CopyWithPrivateKey(rsa) : issued.CopyWithPrivateKey(ec!);
        return Usable(withKey);
    }

    /// <summary>Makes another CA, such as one that nobody trusts.</summary>
    /// <returns>The CA with its key; the caller disposes it.</returns>
    public X509Certificate2 IssueAuthority(string distinguishedName = "CN=Throwaway CA,O=Throwaway")
    {
        var now = _time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = new CertificateRequest(
            new X500DistinguishedName(DistinguishedName.Parse(distinguishedName).ToDer()), key, HashAlgorithmName.SHA256);
        draft.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        draft.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        draft.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(draft.PublicKey, false));
        using var self = draft.CreateSelfSigned(now - TimeSpan.FromDays(3650), now + TimeSpan.FromDays(3650));
        return Usable(self);
    }

    /// <summary>Writes <c>ca.pem</c>, and for each end <c>third-party</c> and <c>cnp</c> a <c>.pem</c>
    /// (certificate and key) and a <c>.pfx</c>.</summary>
    /// <remarks>Files with keys get the mode 0600 where the system knows modes.</remarks>
    /// <param name="directory">Directory, made if it does not exist.</param>
    /// <param name="password">Password of the PFX files.</param>
    public void WriteTo(string directory, string? password = null)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "ca.pem"), Authority.ExportCertificatePem() + "\n");
        foreach ((var name, var certificate) in new[] { ("third-party", ThirdParty), ("cnp", Cnp) })
        {
            WritePem(certificate, Path.Combine(directory, name + ".pem"));
            WritePfx(certificate, Path.Combine(directory, name + ".pfx"), password);
        }
    }

    /// <summary>Writes a certificate and its key into one PEM file, mode 0600.</summary>
    public static void WritePem(X509Certificate2 certificate, string path)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        WriteSecret(
            path, System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + PrivateKeyPem(certificate) + "\n"));
    }

    /// <summary>Writes a certificate and its key into a PKCS#12 file, mode 0600.</summary>
    public static void WritePfx(X509Certificate2 certificate, string path, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        WriteSecret(path, certificate.Export(X509ContentType.Pkcs12, password));
    }

    /// <summary>The private key as PKCS#8 PEM text.</summary>
    public static string PrivateKeyPem(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKey();
        using var ec = certificate.GetECDsaPrivateKey();
        return rsa?.ExportPkcs8PrivateKeyPem()
            ?? ec?.ExportPkcs8PrivateKeyPem()
            ?? throw new ArgumentException("The certificate has no private key.", nameof(certificate));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Authority.Dispose();
        ThirdParty.Dispose();
        Cnp.Dispose();
    }

    private static void AddExtensions(CertificateRequest draft, ThrowawayCertificateRequest request)
    {
        draft.CertificateExtensions.Add(new X509BasicConstraintsExtension(request.IsAuthority, false, 0, true));
        var usage = X509KeyUsageFlags.DigitalSignature
            | (request.IsAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.None);
        draft.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        draft.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(draft.PublicKey, false));
        var purposes = new OidCollection();
        if (request.ForServers)
        {
            purposes.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        }

        if (request.ForClients)
        {
            purposes.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        }

        if (purposes.Count > 0)
        {
            draft.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, false));
        }

        if (request.HostNames.Count == 0)
        {
            return;
        }

        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in request.HostNames)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        draft.CertificateExtensions.Add(names.Build());
    }

    private static X509SignatureGenerator SignatureOf(X509Certificate2 issuer) => issuer.GetECDsaPrivateKey() is { } ec
        ? X509SignatureGenerator.CreateForECDsa(ec)
        : X509SignatureGenerator.CreateForRSA(
            issuer.GetRSAPrivateKey() ?? throw new ArgumentException("The issuer has no key.", nameof(issuer)), RSASignaturePadding.Pkcs1);

    // Through PKCS#12, because Windows cannot use a key that was only made in memory; exportable, because it is written to files.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);

    private static void WriteSecret(string path, byte[] content)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    }
}
