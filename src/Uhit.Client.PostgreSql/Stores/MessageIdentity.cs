using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The identity of a message in 16 bytes: a narrow index is several times as fast as one over four texts.</summary>
internal static class MessageIdentity
{
    public static byte[] Of(InboxMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, message.Client);
        Append(hash, message.Peer);
        Append(hash, ((int)message.Operation).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Append(hash, message.MessageKey);
        return hash.GetHashAndReset()[..16];
    }

    // With its length before it, no two different lists of texts look the same.
    private static void Append(IncrementalHash hash, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}
