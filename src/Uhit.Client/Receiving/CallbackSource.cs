using Uhit.Client.Store;

namespace Uhit.Client.Receiving;

/// <summary>The callback that brought a fact.</summary>
internal sealed record CallbackSource(
    UhitOperation Operation, string Peer, ReceiptId Receipt, DateTimeOffset ReceivedAt, MessageHeader Header, int UsageCount);
