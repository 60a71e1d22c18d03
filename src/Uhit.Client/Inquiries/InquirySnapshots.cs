using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries;

/// <summary>Says what follows from a ledger: the state of an inquiry on both axes, and its deadlines.</summary>
/// <remarks>Pure: the same ledger and the same moment give the same snapshot. <c>docs/reference/rules.md</c> has the rules.</remarks>
internal static class InquirySnapshots
{
    public static InquirySnapshot Of(
        string client,
        UhitEnvironment environment,
        RequestId requestId,
        AuthenticationId authenticationId,
        UsageHistoryInquiry inquiry,
        InquiryLedger ledger,
        DateTimeOffset createdAt,
        IBusinessCalendar calendar,
        DateTimeOffset now)
    {
        var sending = SendingStates.Of(ledger);
        var lines = LineSnapshots.Of(inquiry, sending, ledger);
        var deadlines = InquiryDeadlines.Of(ledger, calendar);
        var snapshot = new InquirySnapshot
        {
            RequestId = requestId,
            ClientReference = inquiry.ClientReference,
            Client = client,
            Environment = environment,
            AuthenticationId = authenticationId,
            Sending = sending,
            Lines = lines,
            IsComplete = lines.Count > 0 && lines.All(line => line.State is LineState.Delivered or LineState.Failed or LineState.NoData),
            TransactionId = ledger.Transaction?.TransactionId,
            Errors = [.. (ledger.Answer?.Acknowledgement.Errors ?? []).Where(error => !IsOfALine(error, lines.Count))],
            CreatedAt = createdAt,
            SentAt = deadlines.SentAt,
            ReceivedAt = deadlines.ReceivedAt,
            DueAt = deadlines.DueAt,
            OverdueAt = deadlines.OverdueAt,
            AbandonReason = ledger.Abandoned?.Reason,
        };
        return snapshot with
        {
            IsDue = !snapshot.IsFinished && deadlines.DueAt <= now,
            IsOverdue = !snapshot.IsFinished && deadlines.OverdueAt <= now,
        };
    }

    private static bool IsOfALine(ReportedError error, int lineCount) => error.LineNumber is { } line && line >= 1 && line <= lineCount;
}
