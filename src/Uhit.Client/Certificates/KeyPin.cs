using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>A pin: the SHA-256 of a certificate's public key (SubjectPublicKeyInfo), written
/// <c>sha256:</c> and 64 hexadecimal digits or Base64.</summary>
/// <remarks>The pin survives a renewal that keeps the key. <c>default</c> matches no certificate.</remarks>
internal readonly struct KeyPin : IEquatable<KeyPin>
{
    private const string Prefix = "sha256:";
    private readonly string? _hex;

    private KeyPin(string hex) => _hex = hex;

    /// <summary>The pin of a certificate's key.</summary>
    public static KeyPin Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new KeyPin(Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));
    }

    /// <summary>Reads a pin.</summary>
    /// <exception cref="FormatException">The text is not a pin.</exception>
    public static KeyPin Parse(string text) => TryParse(text, out var pin)
        ? pin
        : throw new FormatException("A key pin is written sha256: followed by 64 hexadecimal digits, or by the Base64 of the 32 bytes.");

    /// <summary>Reads a pin without throwing.</summary>
    public static bool TryParse(string? text, out KeyPin pin)
    {
        pin = default;
        text = text?.Trim();
        if (text is null || !text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var value = text[Prefix.Length..].Replace(":", "");
        Span<byte> bytes = stackalloc byte[32];
        if (value.Length == 64 && value.All(char.IsAsciiHexDigit))
        {
            pin = new KeyPin(Convert.ToHexStringLower(Convert.FromHexString(value)));
            return true;
        }

        if (value.Length != 44 || !Convert.TryFromBase64String(value, bytes, out var written) || written != 32)
        {
            return false;
        }

        pin = new KeyPin(Convert.ToHexStringLower(bytes));
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(KeyPin other) => _hex is not null && _hex == other._hex;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyPin other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hex?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The pin as it is written in a setting.</summary>
    public override string ToString() => Prefix + _hex;

    /// <summary>Whether two pins are equal.</summary>
    public static bool operator ==(KeyPin left, KeyPin right) => left.Equals(right);

    /// <summary>Whether two pins differ.</summary>
    public static bool operator !=(KeyPin left, KeyPin right) => !left.Equals(right);
}
