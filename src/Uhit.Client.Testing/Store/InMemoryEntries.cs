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
            Peer = message.Peer,
            ReceivedAt = message.ReceivedAt,
            Operation = message.Operation,
            MessageKey = message.MessageKey,
            RequestId = message.Header.RequestId is var id && id == default ? null : id,
            Identifiers = receipt.Search is { } search ? StoreRules.IdentifiersOf(search) : [],
            EsiIds = receipt.Search?.EsiIds ?? [],
            BodyLength = message.BodyLength,
            HasBody = receipt.Chunks.Count > 0,
            PurgedAt = message.PurgedAt,
        }
        : Of(receipt, receipt.Unreadable!);

    private static InboxEntry Of(InMemoryReceipt receipt, UnreadableCallback unreadable) => new()
    {
        Receipt = receipt.Id,
        Room = receipt.Room,
        Client = unreadable.Client,
        Peer = unreadable.Peer,
        ReceivedAt = unreadable.ReceivedAt,
        Operation = unreadable.Operation,
        MessageKey = unreadable.MessageKey,
        Reason = unreadable.Reason,
        BodyLength = unreadable.BodyLength,
        HasBody = receipt.Chunks.Count > 0,
    };
}
