using System.Text;

namespace Uhit.Client.Wire;

/// <summary>What a SOAP fault says in the words of the contract: the message could not be taken at all.</summary>
/// <remarks>One that was read holds the other side's text, which may repeat personal data: <c>ToString</c> does not show it.</remarks>
public sealed record WireFault
{
    /// <summary>A code.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong: a fixed text, nothing of the message.</summary>
    public required string Description { get; init; }

    /// <summary>The message, where it could be read.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>Where it leaves the inquiry that it answers, where the contract says so: <see cref="SendingState.Rejected"/> (not booked,
    /// and the same would be refused again: the fault's words are the error) or <see cref="SendingState.NotSent"/> (not booked, and the
    /// same may be sent again: it is tried again as one that did not leave).</summary>
    /// <value>Default: <see cref="SendingState.Uncertain"/>: the inquiry may be booked, and is never sent again by itself. Any other value
    /// counts as that.</value>
    public SendingState Sending { get; init; } = SendingState.Uncertain;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Code = ").Append(Code).Append(", MessageId = ").Append(MessageId);
        return true;
    }
}
