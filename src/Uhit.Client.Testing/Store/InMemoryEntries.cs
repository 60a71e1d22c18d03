using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>A receipt as it appears in a list.</summary>
internal static class InMemoryEntries
{
    public static InboxEntry Of(InMemoryReceipt receipt) => receipt.Message is { } message
        ? new InboxEntry
        {
            Receipt = receipt.Id,
            Room = receipt.Room,
            Client = message.Client,
            Environment = message.Environment,
            Peer = message.Peer,
            ReceivedAt = message.ReceivedAt,
            Operation = message.Operation,
            MessageKey = message.MessageKey,
            RequestId = message.Header.RequestId is var id && id == default ? null : id,
            Identifiers = receipt.Search is { } search ? StoreRules.IdentifiersOf(search) : [],
            EsiIds = receipt.Search?.EsiIds ?? [],
            CallbackPath = message.CallbackPath,
            SoapAction = message.SoapAction,
            BodyContentType = message.BodyContentType,
            BodyContentEncoding = message.BodyContentEncoding,
            BodyEncoding = message.BodyEncoding,
            BodySha256 = message.BodySha256,
            BodyLength = message.BodyLength,
            HasBody = receipt.Chunks.Count > 0,
            PurgedAt = message.PurgedAt,
        }
        : receipt.Unreadable!;
}
