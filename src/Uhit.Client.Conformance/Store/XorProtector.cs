using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>A protector that hides and gives back, for tests: it encrypts nothing.</summary>
public sealed class XorProtector(string? keyId, params string[] known) : IPayloadProtector
{
    public string? KeyId => keyId;

    public ReadOnlyMemory<byte> Protect(string keyId, ReadOnlyMemory<byte> content) => Turn(keyId, content);

    public ReadOnlyMemory<byte> Unprotect(string keyId, ReadOnlyMemory<byte> content) =>
        keyId == KeyId || known.Contains(keyId) ? Turn(keyId, content) : throw new KeyNotFoundException();

    private static byte[] Turn(string key, ReadOnlyMemory<byte> content)
    {
        var bytes = content.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= (byte)(0x80 | key[i % key.Length]);
        }

        return bytes;
    }
}
