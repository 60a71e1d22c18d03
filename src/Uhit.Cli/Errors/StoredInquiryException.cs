using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>Something failed after an inquiry was stored and sent, as while its data was waited for: carries which one it was.</summary>
internal sealed class StoredInquiryException : Exception
{
    public StoredInquiryException(RequestId requestId, SendingState sending, Exception cause)
        : base(cause.Message, cause) => (RequestId, Sending) = (requestId, sending);

    public RequestId RequestId { get; }

    public SendingState Sending { get; }

    /// <summary>Whether the commands that go on were shown already.</summary>
    public bool IsNextShown { get; init; }
}
