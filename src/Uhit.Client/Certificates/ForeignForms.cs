namespace Uhit.Client.Certificates;

/// <summary>What is said of a file that .NET can't read: what it is, and the line that makes one of it that it can.</summary>
internal static class ForeignForms
{
    /// <summary>What to do where no conversion helps.</summary>
    private const string NewKey = "Get a certificate for a new key: openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout "
        + "uhit.key -out uhit.csr, and let the CA sign uhit.csr.";

    /// <summary>What a file is in which no certificate was found; a sentence that begins with the file.</summary>
    public static string NoCertificate(string path, byte[] bytes, IReadOnlyList<PemBlock>? blocks)
    {
        if (blocks is not null)
        {
            if (blocks.Any(b => b.Label is "PKCS7" or "CMS"))
            {
                return $"the file '{path}' is a bag of certificates (PKCS#7). "
                    + Convert($"openssl pkcs7 -print_certs -in {Quote(path)} -out uhit.pem", "uhit.pem as the certificate's file");
            }

            if (blocks.Any(b => b.Label is "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST"))
            {
                return $"the file '{path}' is a request for a certificate (CSR), and no certificate. Take the file that the CA sent back.";
            }

            if (blocks.Any(b => b.IsPrivateKey))
            {
                return $"the file '{path}' has a key in it, but no certificate. Name the certificate's file here, and the key's file as "
                    + "KeyFile.";
            }

            return $"the file '{path}' has no certificate in it, "
                + $"only: {string.Join(", ", blocks.Select(b => b.Label).Distinct().Take(5))}.";
        }

        return Whole(path, bytes) ?? DerForms.Of(bytes) switch
        {
            DerForm.Pkcs7 => $"the file '{path}' is a bag of certificates (PKCS#7). "
                + Convert($"openssl pkcs7 -inform DER -print_certs -in {Quote(path)} -out uhit.pem", "uhit.pem as the certificate's file"),
            DerForm.Pkcs12 => $"the file '{path}' is a PKCS#12 file. "
                + Convert($"openssl pkcs12 -in {Quote(path)} -nokeys -out uhit.pem", "uhit.pem as the certificate's file"),
            DerForm.Key or DerForm.EncryptedKey or DerForm.RsaKey or DerForm.EcKey =>
                $"the file '{path}' has a key in it, but no certificate. Name the certificate's file here, and the key's file as KeyFile.",
            DerForm.CutOff => $"the file '{path}' is damaged or cut off. Copy it again, as a binary file.",
            _ => $"the file '{path}' has no certificate in it: it is neither PEM nor DER nor PKCS#12.",
        };
    }

    /// <summary>What a file is in which no private key was found.</summary>
    public static string NoKey(string path, byte[] bytes, IReadOnlyList<PemBlock>? blocks)
    {
        if (Whole(path, bytes) is { } whole)
        {
            return whole;
        }

        if (blocks is not null && blocks.Any(b => b.Label is "PUBLIC KEY" or "RSA PUBLIC KEY"))
        {
            return $"the file '{path}' has a public key in it, and no private key.";
        }

        return DerForms.Of(bytes) switch
        {
            DerForm.Pkcs12 => $"the file '{path}' is a PKCS#12 file, which has certificate and key: name it as the certificate's file, and "
                + "leave KeyFile out.",
            DerForm.CutOff => $"the file '{path}' is damaged or cut off. Copy it again, as a binary file.",
            _ => $"the file '{path}' has no private key in it. Put the key there, or name its file in KeyFile.",
        };
    }

    public static string OldEncryption(string path) =>
        $"the key in '{path}' is encrypted in OpenSSL's old way (Proc-Type: 4,ENCRYPTED), which .NET can't read. "
        + Convert($"openssl pkey -in {Quote(path)} -aes256 -out uhit.key", "uhit.key as KeyFile");

    public static string UnknownEncryption(string path, string oid) =>
        $"the key in '{path}' is encrypted in a way that .NET can't read ({oid}). "
        + Convert($"openssl pkey -in {Quote(path)} -aes256 -out uhit.key", "uhit.key as KeyFile");

    public static string OpenSsh(string path) =>
        $"the key in '{path}' is in OpenSSH's own form, which .NET can't read. Convert a copy of it in its place by 'ssh-keygen -p -m "
            + $"PKCS8 -f {Quote(path)}'.";

    public static string KindOfKey(string path, string kind) =>
        $"the key in '{path}' is {kind}, which .NET can't use for TLS; RSA and EC can be used. {NewKey}";

    public static string UnreadablePkcs12(string path) =>
        $"the file '{path}' is a PKCS#12 file that .NET can't read: it is damaged, its password is wrong, or it is encrypted in a way that "
        + ".NET does not know. If OpenSSL reads it, convert it: "
        + $"openssl pkcs12 -legacy -in {Quote(path)} -nodes -out uhit-key.pem, openssl pkcs12 -export -in uhit-key.pem -out uhit.pfx, and "
        + "delete uhit-key.pem.";

    // Not ASN.1 at all.
    private static string? Whole(string path, byte[] bytes) => bytes switch
    {
        [] => $"the file '{path}' is empty.",
        [0xFE, 0xED, 0xFE, 0xED, ..] or [0xCE, 0xCE, 0xCE, 0xCE, ..] =>
            $"the file '{path}' is a Java key store. "
                + Convert(
                    $"keytool -importkeystore -srckeystore {Quote(path)} -destkeystore uhit.p12 -deststoretype PKCS12",
                    "uhit.p12 as the certificate's file"),
        _ when bytes.AsSpan().StartsWith("PuTTY-User-Key-File"u8) =>
            $"the file '{path}' is a key in PuTTY's own form. "
                + Convert($"puttygen {Quote(path)} -O private-openssh -o uhit.key", "uhit.key as KeyFile"),
        _ => null,
    };

    // In quotation marks: what follows in the same message is no part of the command.
    private static string Convert(string command, string asWhat) => $"Convert it by '{command}', and name {asWhat}.";

    private static string Quote(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
