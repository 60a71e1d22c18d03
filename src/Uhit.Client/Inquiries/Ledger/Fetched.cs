namespace Uhit.Client.Inquiries.Ledger;

/// <summary>A message was fetched and stored: CNP has to be told, and holds it until then.</summary>
/// <param name="Key">Operation and identity of the message.</param>
/// <param name="At">When.</param>
/// <param name="MessageId">Its MessageId, where it had one.</param>
/// <param name="TransactionId">CNP's number in it.</param>
/// <param name="Part">Which part of which delivery it was.</param>
internal sealed record Fetched(
    string Key, DateTimeOffset At, MessageId? MessageId, TransactionId? TransactionId, DeliveryPart? Part) : InquiryFact;
