namespace Uhit.Client;

/// <summary>An inquiry with the header under which it is sent.</summary>
public sealed record InquiryMessage
{
    /// <summary>Makes one.</summary>
    /// <param name="header">Who asks, under which numbers, when.</param>
    /// <param name="inquiry">What is asked.</param>
    public InquiryMessage(MessageHeader header, UsageHistoryInquiry inquiry)
    {
        Header = header;
        Inquiry = inquiry;
    }

    /// <summary>Who asks, under which numbers, when.</summary>
    public MessageHeader Header { get; init; }

    /// <summary>What is asked.</summary>
    public UsageHistoryInquiry Inquiry { get; init; }
}
