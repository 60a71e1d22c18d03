using System.Security.Cryptography;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>Stored bodies as they came.</summary>
internal static class StoredBodies
{
    /// <summary>Opens the exact bytes.</summary>
    public static async Task<Stream> OpenAsync(
        ICallbackInbox inbox, ReceiptId receipt, string encoding, CancellationToken cancellationToken) =>
        SpooledBody.Decode(await inbox.OpenBodyAsync(receipt, cancellationToken).ConfigureAwait(false), encoding);

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
