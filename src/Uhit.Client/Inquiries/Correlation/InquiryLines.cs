using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries.Correlation;

/// <summary>Fills in what a message leaves out and its inquiry tells: its RequestId, and line numbers by ESI ID.</summary>
internal static class InquiryLines
{
    /// <summary>The line of each ESI ID that is asked for, from 1.</summary>
    public static IReadOnlyDictionary<EsiId, int> NumbersOf(UsageHistoryInquiry inquiry)
    {
        var numbers = new Dictionary<EsiId, int>();
        for (var i = 0; i < inquiry.Lines.Count; i++)
        {
            numbers.TryAdd(inquiry.Lines[i].EsiId, i + 1);
        }

        return numbers;
    }

    public static InquiryFact Complete(InquiryFact fact, RequestId requestId, UsageHistoryInquiry inquiry) => fact switch
    {
        Acknowledged acknowledged when acknowledged.Acknowledgement.RequestId == default =>
            acknowledged with { Acknowledgement = acknowledged.Acknowledgement with { RequestId = requestId } },
        Validated validated when validated.Lines.Any(line => line.LineNumber == 0) =>
            validated with { Lines = Complete(validated.Lines, inquiry) },
        _ => fact,
    };

    private static IReadOnlyList<LineValidation> Complete(IReadOnlyList<LineValidation> lines, UsageHistoryInquiry inquiry)
    {
        var numbers = NumbersOf(inquiry);
        return [.. lines.Select(line => line.LineNumber == 0 ? line with { LineNumber = numbers.GetValueOrDefault(line.EsiId) } : line)];
    }
}
