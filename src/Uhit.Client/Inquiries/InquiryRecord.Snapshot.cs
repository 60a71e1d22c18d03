using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <content>How it stands.</content>
public sealed partial record InquiryRecord
{
    /// <summary>Whether every line has its end: delivered, failed or no data.</summary>
    internal bool IsComplete => IsWhole(LineSnapshots.Of(Inquiry, SendingStates.Of(Ledger), Ledger));

    /// <summary>The inquiry as it stands at a moment. Pure: the same record, moment and calendar give the same snapshot.
    /// <c>docs/reference/rules.md</c> has the rules.</summary>
    /// <remarks>Deadlines are counted from the facts, not taken from the columns: those have no offset, and
    /// a calendar may have been corrected since.</remarks>
    internal InquirySnapshot SnapshotAt(DateTimeOffset now, IBusinessCalendar calendar)
    {
        var deadlines = InquiryDeadlines.Of(Ledger, calendar);
        var sending = SendingStates.Of(Ledger);
        var lines = LineSnapshots.Of(Inquiry, sending, Ledger);
        var snapshot = new InquirySnapshot
        {
            RequestId = RequestId,
            ClientReference = Inquiry.ClientReference,
            Client = Client,
            Environment = Environment,
            AuthenticationId = AuthenticationId,
            Sending = sending,
            Lines = lines,
            IsComplete = IsWhole(lines),
            TransactionId = Ledger.Transaction?.TransactionId,
            Errors = [.. (Ledger.Answer?.Acknowledgement.Errors ?? []).Where(error => !IsOfALine(error, lines.Count))],
            CreatedAt = CreatedAt,
            SentAt = Ledger.SentAt,
            ReceivedAt = Ledger.ReceivedAt,
            DueAt = deadlines.DueAt,
            OverdueAt = deadlines.OverdueAt,
            AbandonReason = Ledger.Abandoned?.Reason,
            PurgedAt = PurgedAt,
        };
        return snapshot with
        {
            IsDue = !snapshot.IsFinished && deadlines.DueAt <= now,
            IsOverdue = !snapshot.IsFinished && deadlines.OverdueAt <= now,
        };
    }

    private static bool IsWhole(IReadOnlyList<LineSnapshot> lines) =>
        lines.Count > 0 && lines.All(line => line.State is LineState.Delivered or LineState.Failed or LineState.NoData);

    private static bool IsOfALine(ReportedError error, int lineCount) => error.LineNumber is { } line && line >= 1 && line <= lineCount;
}
