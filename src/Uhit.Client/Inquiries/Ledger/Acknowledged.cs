namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP answered the inquiry, at once or by a callback.</summary>
/// <param name="Order">What makes it later than another answer.</param>
/// <param name="Acknowledgement">The answer.</param>
/// <param name="Attempt">The send that it answers at once; <see langword="null"/> for a callback.</param>
internal sealed record Acknowledged(MessageOrder Order, Acknowledgement Acknowledgement, int? Attempt) : InquiryFact;
