namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP delivered data, or one part of it.</summary>
/// <param name="Order">What makes it later than another delivery.</param>
/// <param name="TransactionId">CNP's own number for the inquiry, where it gave one.</param>
/// <param name="Part">Which part of which delivery.</param>
/// <param name="Lines">What it holds for each line.</param>
internal sealed record Delivered(
    MessageOrder Order, TransactionId? TransactionId, DeliveryPart Part, IReadOnlyList<DeliveredLine> Lines) : InquiryFact;
