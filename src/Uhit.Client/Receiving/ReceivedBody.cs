namespace Uhit.Client.Receiving;

/// <summary>The body of a callback as it is staged: by the caller, or by somebody who reads a kept one again.</summary>
internal sealed record ReceivedBody(ReceiptId Receipt, string Peer, DateTimeOffset ReceivedAt, RequestHead Head, BodySpool Spool);
