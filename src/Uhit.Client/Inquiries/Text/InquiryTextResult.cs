namespace Uhit.Client.Inquiries.Text;

/// <summary>What became of the texts of an inquiry.</summary>
internal sealed record InquiryTextResult
{
    /// <summary>Makes one.</summary>
    /// <param name="inquiry">The inquiry; <see langword="null"/> where a text could not be read.</param>
    /// <param name="errors">Every text that could not be read, line after line; empty where there is an inquiry.</param>
    public InquiryTextResult(UsageHistoryInquiry? inquiry, IReadOnlyList<InquiryError> errors)
    {
        Inquiry = inquiry;
        Errors = errors;
    }

    /// <summary>The inquiry; <see langword="null"/> where a text could not be read.</summary>
    public UsageHistoryInquiry? Inquiry { get; init; }

    /// <summary>Every text that could not be read, line after line; empty where there is an inquiry.</summary>
    public IReadOnlyList<InquiryError> Errors { get; init; }
}
