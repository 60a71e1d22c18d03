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
        foreach (string path in paths)
        {
            byte[] bytes = ReadBytes(path, setting);
            int before = all.Count;
            try
            {
                if (bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
                    all.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
                else
                    all.Add(X509CertificateLoader.LoadCertificate(bytes));
            }
            catch (CryptographicException e)
            {
                throw new CertificateException(setting, $"the file '{path}' cannot be read as PEM or DER certificates.", e);
            }

            if (all.Count == before)
                throw new CertificateException(setting, $"the file '{path}' has no certificate in it.");
        }

        return all;
    }

    public static byte[] ReadBytes(string path, string setting)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateException(setting, $"the file '{path}' does not exist. Look at its path, which is relative to the working directory unless it begins at the root.", e);
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

    private static string StampOf(string path)
    {
        var file = new FileInfo(Target(path));
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName}:{file.LastWriteTimeUtc.Ticks}:{file.Length}")
            : path + ":absent";
    }
}
