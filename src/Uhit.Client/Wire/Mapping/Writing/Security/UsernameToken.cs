using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Uhit.Client.Wire.Mapping.Writing.Security;

/// <summary>What a <c>wsse:UsernameToken</c> is made of: a nonce that is used once, and the time of its
/// making (OASIS UsernameToken Profile 1.0).</summary>
internal sealed class UsernameToken(byte[] nonce, string created)
{
    private const int NonceLength = 16;

    /// <summary>The nonce, in base64.</summary>
    public string Nonce { get; } = Convert.ToBase64String(nonce);

    /// <summary>The time, in UTC, to the millisecond.</summary>
    public string Created { get; } = created;

    public static UsernameToken Create(DateTimeOffset now) =>
        new(
            RandomNumberGenerator.GetBytes(NonceLength),
            now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Base64 of SHA-1 of nonce, time and password, as the profile prescribes it. SHA-1 is the profile's choice; the password goes
    /// through mutual TLS in any case.</summary>
    public string DigestOf(string password)
    {
        byte[] bytes = [.. nonce, .. Encoding.UTF8.GetBytes(Created + password)];
#pragma warning disable CA5350 // The profile has no other digest.
        return Convert.ToBase64String(SHA1.HashData(bytes));
#pragma warning restore CA5350
    }
}
