namespace Uhit.Client.Receiving;

/// <summary>The body has more bytes than are allowed.</summary>
internal sealed class BodyTooLargeException() : Exception("The body is too large.");
