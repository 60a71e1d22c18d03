namespace Uhit.Client.Inquiries;

/// <summary>Says whether an inquiry fits into one request of a contract, and splits it where it does not.</summary>
/// <remarks>Pure. The parts follow from the lines alone, in whatever order they come: submitted again, the same inquiry gives the same
/// parts under the same references.</remarks>
internal static class InquirySplitter
{
    /// <summary>The inquiries that fit; one, the inquiry itself, where it does.</summary>
    public static IReadOnlyList<UsageHistoryInquiry> Split(UsageHistoryInquiry inquiry, InquiryShape shape)
    {
        if (Fits(inquiry.Lines, shape))
        {
            return [inquiry];
        }

        var groups = inquiry.Lines
            .OrderBy(line => line.EsiId.Value, StringComparer.Ordinal)
            .GroupBy(line => KeyOf(line, shape))
            .SelectMany(group => group.Chunk(shape.MaxLines ?? int.MaxValue));
        return [.. groups.Select((lines, index) => new UsageHistoryInquiry
        {
            ClientReference = inquiry.ClientReference is { } reference
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reference}/{index + 1}")
                : null,
            Lines = lines,
        })];
    }

    /// <summary>Why an inquiry does not fit; <see langword="null"/> where it does.</summary>
    public static InquiryError? Refuse(UsageHistoryInquiry inquiry, InquiryShape shape)
    {
        var lines = inquiry.Lines;
        if (Fits(lines, shape))
        {
            return null;
        }

        string[] reasons =
        [
            .. shape.OnePeriod && lines.DistinctBy(line => line.Period).Skip(1).Any() ? (string[])["one period for all lines"] : [],
            .. shape.OneUsage && lines.DistinctBy(line => line.RequestedUsage).Skip(1).Any()
                ? (string[])["one kind of usage for all lines"]
                : [],
            .. shape.OneAuthorization && lines.DistinctBy(line => line.Authorization).Skip(1).Any()
                ? (string[])["one authorization for all lines"]
                : [],
            .. lines.Count > shape.MaxLines ? (string[])[shape.MaxLines == 1 ? "one line" : $"at most {shape.MaxLines} lines"] : [],
        ];
        return new InquiryError
        {
            Code = InquiryErrorCode.NotOneRequest,
            Field = nameof(UsageHistoryInquiry.Lines),
            Message = $"A request of this contract has {string.Join(" and ", reasons)}. Ask for them in inquiries of their own, or set "
                + "SplitInquiries to true: then it is split into as many requests as are needed.",
        };
    }

    private static bool Fits(IReadOnlyList<InquiryLine> lines, InquiryShape shape) =>
        lines.Count <= (shape.MaxLines ?? int.MaxValue) && !lines.DistinctBy(line => KeyOf(line, shape)).Skip(1).Any();

    private static (
        UsagePeriod? Period, RequestedUsage? Usage, CustomerAuthorization? Authorization) KeyOf(InquiryLine line, InquiryShape shape) => (
            shape.OnePeriod ? line.Period : null,
            shape.OneUsage ? line.RequestedUsage : null,
            shape.OneAuthorization ? line.Authorization : null);
}
