namespace Uhit.Client;

/// <summary>A callback for a known inquiry was refused because its body is larger than <c>Callback:MaxBodyBytes</c>, or than the host
/// allows: nothing of it is stored, and CNP may not send it again by itself.</summary>
/// <remarks>Raise the setting and ask CNP to send it again. Comes once for each inquiry, operation and limit, however often it is sent.
/// Where the header could not be read there is only a line in the log (1209).</remarks>
public sealed record CallbackTooLarge : UhitEvent
{
    /// <summary>The operation.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>The peer that called.</summary>
    public required string Peer { get; init; }

    /// <summary>The callback's header.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary><c>Callback:MaxBodyBytes</c> when it was refused.</summary>
    public required long MaxBytes { get; init; }
}
