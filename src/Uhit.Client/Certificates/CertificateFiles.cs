using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Reading of certificates without keys, and the marks by which a changed file is known.</summary>
internal static class CertificateFiles
{
    /// <summary>All certificates of PEM or DER files.</summary>
    public static X509Certificate2Collection ReadAll(IEnumerable<string> paths, string setting)
    {
        var all = new X509Certificate2Collection();
        foreach (var path in paths)
        {
            all.AddRange(CertificatesOf(ReadBytes(path, setting), path, setting));
        }

        return all;
    }

    /// <summary>The certificates in the bytes of a file, PEM or DER.</summary>
    public static X509Certificate2Collection CertificatesOf(byte[] bytes, string path, string setting)
    {
        var found = new X509Certificate2Collection();
        var blocks = Blocks(bytes, path, setting);
        try
        {
            foreach (var block in blocks?.Where(b => b.IsCertificate) ?? [])
            {
                found.Add(X509CertificateLoader.LoadCertificate(First(block.Decode())));
            }

            if (blocks is null && DerForms.Of(bytes) == DerForm.Certificate)
            {
                found.Add(X509CertificateLoader.LoadCertificate(bytes));
            }
        }
        catch (FormatException e)
        {
            throw new CertificateException(setting, $"the file '{path}' {e.Message}. Copy it again.", e);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw new CertificateException(
                setting, $"the file '{path}' cannot be read as PEM or DER certificates: it is damaged. Copy it again.", e);
        }

        return found.Count > 0 ? found : throw new CertificateException(setting, ForeignForms.NoCertificate(path, bytes, blocks));
    }

    /// <summary>The blocks of a PEM file; <see langword="null"/> where it is none.</summary>
    public static IReadOnlyList<PemBlock>? Blocks(byte[] bytes, string path, string setting)
    {
        try
        {
            return PemText.BlocksOf(bytes);
        }
        catch (FormatException e)
        {
            throw new CertificateException(setting, $"the file '{path}' {e.Message}. Copy it again.", e);
        }
    }

    public static byte[] ReadBytes(string path, string setting)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateException(
                setting, $"the file '{path}' does not exist. Look at its path, which is relative to the working directory unless it begins "
                    + "at the root.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(setting, $"the file '{path}' cannot be opened. Look at its owner and mode.", e);
        }
    }

    /// <summary>Changes when a file of the options changes; empty when they name no file.</summary>
    public static string Stamp(ClientCertificateOptions options) =>
        string.Join('|', new[] { options.PfxFile, options.PemFile, options.KeyFile }.Where(f => !string.IsNullOrEmpty(f)).Select(StampOf!));

    /// <summary>The file behind symbolic links: container platforms swap the link, not the file.</summary>
    public static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path;
        }
    }

    // OpenSSL's TRUSTED CERTIFICATE has its own notes after the certificate.
    private static byte[] First(byte[] der) => new AsnReader(der, AsnEncodingRules.BER).PeekEncodedValue().ToArray();

    private static string StampOf(string path)
    {
        var file = new FileInfo(Target(path));
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName}:{file.LastWriteTimeUtc.Ticks}:{file.Length}")
            : path + ":absent";
    }
}
