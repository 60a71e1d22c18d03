namespace Uhit.Client;

/// <summary>An inquiry with the header under which it is sent.</summary>
/// <param name="Header">Who asks, under which numbers, when.</param>
/// <param name="Inquiry">What is asked.</param>
public sealed record InquiryMessage(MessageHeader Header, UsageHistoryInquiry Inquiry);
