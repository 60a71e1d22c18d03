namespace Uhit.Client.Inquiries.Ledger;

/// <summary>CNP's verdict on a line, and what makes it later than another.</summary>
/// <param name="Order">What makes it later than another.</param>
/// <param name="Line">The verdict.</param>
internal sealed record ValidationRecord(MessageOrder Order, LineValidation Line);
