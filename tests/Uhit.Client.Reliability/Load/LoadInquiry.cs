namespace Uhit.Client.Reliability.Load;

/// <summary>An inquiry that was sent, and the callbacks that CNP sends for it, in their order.</summary>
internal sealed record LoadInquiry(InquiryRecord Record, IReadOnlyList<LoadMessage> Messages);
