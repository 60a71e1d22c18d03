namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>Our answer to a callback, with what the callback brought.</summary>
internal sealed record CallbackAnswerItem(Acknowledgement Acknowledgement, WireCallback Callback);
