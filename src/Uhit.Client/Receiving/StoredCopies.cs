using System.Security.Cryptography;
using System.Xml;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Reads the bytes of stored messages again.</summary>
internal static class StoredCopies
{
    /// <summary>What a stored message says; its usage is not taken.</summary>
    public static async Task<ParsedCallback> ReadAsync(
        ReceivingServices services, CallbackReader reader, InboxMessage stored, CancellationToken cancellationToken)
    {
        using var turn = await services.Turns.OpenAsync(stored.Peer, stored.BodyLength, cancellationToken).ConfigureAwait(false);
        return await turn
            .RunAsync(() => reader.Read(
                () => StoredBodies.Open(services.Store.Inbox, stored.Receipt, stored.BodyEncoding, cancellationToken),
                HeadOf(stored),
                static (_, _) => { },
                static _ => { },
                bytes => turn.Spend(bytes, cancellationToken),
                cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>How a stored message is read again.</summary>
    public static RequestHead HeadOf(InboxMessage stored) => RequestHead.OfStored(stored.SoapAction, stored.CallbackPath) with
    {
        ReadAs = ServicePeer.ReadAs(stored.Peer, stored.Operation),
        Asked = ServicePeer.Is(stored.Peer) ? stored.Header.RequestId : null,
        Form = ServicePeer.FormOf(stored.Peer, stored.BodyContentType, stored.BodyContentEncoding),
    };

    /// <summary>Whether a message has the content of a stored one whose digest is of another version.</summary>
    public static async Task<bool> HaveDigestAsync(ReceivingServices services, InboxMessage stored, byte[] digest)
    {
        try
        {
            var copy = await ReadAsync(services, services.StoredReader, stored, CancellationToken.None).ConfigureAwait(false);
            return CryptographicOperations.FixedTimeEquals(copy.Digest, digest);
        }
        catch (Exception e) when (e is UntranslatableException or SoapMessageException or XmlException)
        {
            // What was once understood is not any more: nobody can say that the two are the same.
            return false;
        }
    }
}
