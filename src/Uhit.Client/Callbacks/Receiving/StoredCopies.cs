using System.Security.Cryptography;
using System.Xml;
using Uhit.Client.Store;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>Compares a message with a stored one whose digest is of another version, by reading the stored bytes again.</summary>
internal static class StoredCopies
{
    public static async Task<bool> HaveDigestAsync(ReceivingServices services, InboxMessage stored, byte[] digest)
    {
        var body = await SpooledBody.OpenAsync(services.Store.Inbox, stored.Receipt, stored.BodyEncoding, CancellationToken.None).ConfigureAwait(false);
        await using var disposing = body.ConfigureAwait(false);
        try
        {
            var copy = await Task.Run(() => services.Reader.Read(body.Open, head: null, static (_, _) => { }, static _ => { })).ConfigureAwait(false);
            return CryptographicOperations.FixedTimeEquals(copy.Digest, digest);
        }
        catch (Exception e) when (e is UntranslatableException or SoapMessageException or XmlException)
        {
            // What was once understood is not any more: nobody can say that the two are the same.
            return false;
        }
    }
}
