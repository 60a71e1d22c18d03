namespace Uhit.Client.Inquiries.Ledger;

/// <summary>A send ended without an answer of CNP's.</summary>
/// <param name="Attempt">The number of the send, from 1.</param>
/// <param name="MayHaveArrived">Whether any byte of the inquiry may have left.</param>
internal sealed record SendEnded(int Attempt, bool MayHaveArrived) : InquiryFact;
