using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries;

/// <summary>Says where each line of an inquiry stands. What names an ESI ID that was not asked for is left out.</summary>
internal static class LineSnapshots
{
    public static IReadOnlyList<LineSnapshot> Of(UsageHistoryInquiry inquiry, SendingState sending, InquiryLedger ledger)
    {
        var mentions = MentionsOf(ledger);
        return [.. inquiry.Lines.Select((line, index) => Of(index + 1, line, sending, ledger, [.. mentions[line.EsiId]]))];
    }

    // Only whole deliveries count: half of one may still be contradicted by its other half.
    private static ILookup<EsiId, Mention> MentionsOf(InquiryLedger ledger) => ledger.Deliveries.Values
        .Where(delivery => delivery.IsWhole)
        .SelectMany(delivery => delivery.Parts.Values)
        .SelectMany(part => part.Lines, (part, line) => new Mention(part.Order, line))
        .ToLookup(mention => mention.Line.EsiId);

    private static LineSnapshot Of(
        int lineNumber, InquiryLine line, SendingState sending, InquiryLedger ledger, IReadOnlyList<Mention> mentions)
    {
        var validation = ledger.Validations.GetValueOrDefault(line.EsiId.Value)?.Line;
        Mention? latest = null;
        var (received, told) = (RequestedUsage.None, RequestedUsage.None);
        foreach (var mention in mentions)
        {
            received |= mention.Line.Received;
            told |= mention.Told;
            latest = latest is null || mention.IsLaterThan(latest) ? mention : latest;
        }

        // Of kinds that come in messages of their own each is waited for; the word that there is nothing is about
        // all of them, but for data of another kind that is there.
        var state = latest is null || (line.RequestedUsage & ~told) != RequestedUsage.None ? StateOf(validation, sending)
            : latest.HasData || mentions.Any(mention => mention.HasData && mention.IsOfOtherKind(latest)) ? LineState.Delivered
            : LineState.NoData;
        return new LineSnapshot
        {
            LineNumber = lineNumber,
            EsiId = line.EsiId,
            State = state,
            Received = received,
            Errors = ErrorsOf(lineNumber, state, ledger, validation, latest),
        };
    }

    // A verdict that is not known decides nothing: the line goes on waiting, and the deadlines see to it.
    private static LineState StateOf(LineValidation? validation, SendingState sending) =>
        validation?.Status == ValidationStatus.Failed ? LineState.Failed
        : sending == SendingState.Abandoned ? LineState.Abandoned
        : validation?.Status == ValidationStatus.Validated ? LineState.Validated
        : sending == SendingState.Rejected ? LineState.Rejected
        : LineState.Waiting;

    private static IReadOnlyList<ReportedError> ErrorsOf(
        int lineNumber, LineState state, InquiryLedger ledger, LineValidation? validation, Mention? latest) => state == LineState.NoData
        ? latest?.Line.NoData is { } noData ? [noData] : []
        : validation?.Reasons ?? [.. (ledger.Answer?.Acknowledgement.Errors ?? []).Where(error => error.LineNumber == lineNumber)];

    private sealed record Mention(MessageOrder Order, DeliveredLine Line)
    {
        public bool HasData => Line.Received != RequestedUsage.None;

        /// <summary>The kinds of which nothing more is waited for.</summary>
        public RequestedUsage Told =>
            Line.Kinds == RequestedUsage.None || Line.NoData is not null ? RequestedUsage.BillingAndInterval : Line.Kinds;

        public bool IsOfOtherKind(Mention other) => Line.Kinds != RequestedUsage.None
            && other.Line.Kinds != RequestedUsage.None
            && (Line.Kinds & other.Line.Kinds) == RequestedUsage.None;

        // In one message data wins over "no data": it is there. Of two words of "no data" the choice must not depend on their order.
        public bool IsLaterThan(Mention other) => Order.CompareTo(other.Order) switch
        {
            0 when HasData != other.HasData => HasData,
            0 => string.CompareOrdinal(NoDataText, other.NoDataText) > 0,
            var order => order > 0,
        };

        private string NoDataText => $"{Line.NoData?.Code} {Line.NoData?.Description}";
    }
}
