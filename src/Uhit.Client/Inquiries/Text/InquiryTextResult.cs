namespace Uhit.Client;

/// <summary>What became of the texts of an inquiry.</summary>
/// <param name="Inquiry">The inquiry; <see langword="null"/> where a text could not be read.</param>
/// <param name="Errors">Every text that could not be read, line after line; empty where there is an inquiry.</param>
public sealed record InquiryTextResult(UsageHistoryInquiry? Inquiry, IReadOnlyList<InquiryError> Errors);
