namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP was told that a fetched message is stored, or said that it holds it no longer.</summary>
/// <param name="Key">Operation and identity of the message.</param>
internal sealed record FetchConfirmed(string Key) : InquiryFact;
