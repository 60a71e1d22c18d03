namespace Uhit.Client.Wire;

/// <summary>What is known of a message when its header blocks are written.</summary>
public sealed record WireHeaderContext
{
    /// <summary>The operation.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>Whether the message answers the operation, or asks for it.</summary>
    public required bool IsAnswer { get; init; }

    /// <summary>The header of the message; of an answer, that of the message which it answers: its MessageId is what the answer relates to.
    /// <see langword="null"/> where it is not known.</summary>
    public MessageHeader? Header { get; init; }

    /// <summary>The callback that the message answers, or that it is; <see langword="null"/> where there is none.</summary>
    public WireCallback? Callback { get; init; }

    /// <summary>The address to which the message goes; <see langword="null"/> for an answer.</summary>
    public Uri? To { get; init; }
}
