namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP's own number for an inquiry, and what makes it later than another.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="TransactionId">The number.</param>
internal sealed record TransactionRecord(MessageOrder Order, TransactionId TransactionId);
