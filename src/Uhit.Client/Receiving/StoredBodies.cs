using System.IO.Compression;
using System.Security.Cryptography;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving;

/// <summary>Stored bodies as they came.</summary>
internal static class StoredBodies
{
    /// <summary>Opens the exact bytes.</summary>
    public static async Task<Stream> OpenAsync(
        ICallbackInbox inbox, ReceiptId receipt, string encoding, CancellationToken cancellationToken) =>
        Decode(await inbox.OpenBodyAsync(receipt, cancellationToken).ConfigureAwait(false), encoding);

    /// <summary>Opens the exact bytes for a wire format, which reads synchronously: on a thread of its own, which may wait.</summary>
    public static Stream Open(ICallbackInbox inbox, ReceiptId receipt, string encoding, CancellationToken cancellationToken) =>
        Task.Run(() => OpenAsync(inbox, receipt, encoding, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Undoes the packing under which a body is stored.</summary>
    /// <exception cref="UhitStoreException">It is of another version.</exception>
    public static Stream Decode(Stream stream, string encoding) => encoding switch
    {
        BodySpool.Encoding => new BrotliStream(stream, CompressionMode.Decompress),
        "identity" => stream,
        _ => throw new UhitStoreException(
            $"A stored body has the encoding \"{encoding}\", which this version does not know: use a newer one.", isTransient: false),
    };

    /// <summary>Refuses a body that is not, byte for byte, the one that came.</summary>
    /// <exception cref="UhitStoreException">It is not.</exception>
    public static async Task RequireIntactAsync(
        ICallbackInbox inbox, ReceiptId receipt, string encoding, ReadOnlyMemory<byte> sha256, CancellationToken cancellationToken)
    {
        var body = await OpenAsync(inbox, receipt, encoding, cancellationToken).ConfigureAwait(false);
        await using var disposing = body.ConfigureAwait(false);
        byte[] actual;
        try
        {
            actual = await SHA256.HashDataAsync(body, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(receipt, exception);
        }

        RequireSame(receipt, actual, sha256.Span);
    }

    public static void RequireSame(ReceiptId receipt, ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected)
    {
        if (!actual.SequenceEqual(expected))
        {
            throw Damaged(receipt, null);
        }
    }

    public static UhitStoreException Damaged(ReceiptId receipt, Exception? cause) => new(
        $"The body under the receipt {receipt} is not the one that came: its SHA-256 differs. The store is damaged; restore it from a "
            + "backup.", isTransient: false, cause);
}
