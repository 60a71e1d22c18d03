namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP validated lines.</summary>
/// <param name="Order">What makes it later than another validation.</param>
/// <param name="TransactionId">CNP's own number for the inquiry, where it gave one.</param>
/// <param name="Lines">The verdicts.</param>
internal sealed record Validated(MessageOrder Order, TransactionId? TransactionId, IReadOnlyList<LineValidation> Lines) : InquiryFact;
