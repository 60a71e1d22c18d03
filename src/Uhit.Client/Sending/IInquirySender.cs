namespace Uhit.Client.Sending;

/// <summary>Sends an inquiry once.</summary>
internal interface IInquirySender
{
    /// <summary>Sends it. Never throws for what a send can run into: the report says it. A cancelled
    /// token ends it as not sent or uncertain.</summary>
    Task<SendReport> SendAsync(InquiryMessage message, CancellationToken cancellationToken);
}
