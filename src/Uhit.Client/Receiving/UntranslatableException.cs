using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>A well-formed message whose body can't be translated, with what was read of it before: not even its
/// operation where the format failed in finding that.</summary>
internal sealed class UntranslatableException(
    UhitOperation? operation, MessageHeader? header, WireFormatException cause) : Exception(cause.Message, cause)
{
    public UhitOperation? Operation { get; } = operation;

    public MessageHeader? Header { get; } = header;

    public WireFormatException Cause { get; } = cause;
}
