namespace Uhit.Client.Certificates;

/// <summary>One <c>-----BEGIN …-----</c> of a PEM file.</summary>
/// <param name="Label">What it says it is, such as <c>CERTIFICATE</c>.</param>
/// <param name="Body">Everything between its first and its last line.</param>
internal sealed record PemBlock(string Label, string Body)
{
    public bool IsCertificate => Label is "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE";

    public bool IsPrivateKey => Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal);

    /// <summary>OpenSSL's old form: two header lines, and then the key's bytes encrypted as they are.</summary>
    public bool IsOldEncryption => Body.Contains("Proc-Type:", StringComparison.Ordinal);

    /// <summary>The block's bytes.</summary>
    /// <exception cref="FormatException">They are damaged.</exception>
    public byte[] Decode()
    {
        try
        {
            return Convert.FromBase64String(Body);
        }
        catch (FormatException e)
        {
            throw new FormatException($"is damaged: its block {Label} is no Base64", e);
        }
    }
}
