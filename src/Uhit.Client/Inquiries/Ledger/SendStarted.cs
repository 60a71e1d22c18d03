namespace Uhit.Client.Inquiries.Ledger;

/// <summary>A send began: from here on CNP may have the inquiry.</summary>
/// <param name="Attempt">The number of the send, from 1.</param>
/// <param name="At">When.</param>
/// <param name="MessageId">The MessageId under which it is sent; a resend keeps the RequestId.</param>
internal sealed record SendStarted(int Attempt, DateTimeOffset At, MessageId MessageId) : InquiryFact;
