namespace Uhit.Client.Receiving;

/// <summary>The sink refuses a message for good as soon as its header is read.</summary>
internal sealed class RefusedCallbackException(
    UhitOperation operation, MessageHeader header, ReportedError error) : Exception("The callback is refused.")
{
    public UhitOperation Operation { get; } = operation;

    public MessageHeader Header { get; } = header;

    public ReportedError Error { get; } = error;

    /// <summary>Which form of its operation the message has, where that was known by then.</summary>
    public string? Form { get; init; }
}
