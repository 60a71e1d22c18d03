namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The message whose header blocks are written.</summary>
internal sealed record HeadersItem(
    UhitOperation Operation, string Action, MessageHeader? Header = null, Uri? To = null, WireCallback? Callback = null);
