namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP's answer to an inquiry, and what makes it later than another.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="Acknowledgement">The answer.</param>
internal sealed record AnswerRecord(MessageOrder Order, Acknowledgement Acknowledgement);
