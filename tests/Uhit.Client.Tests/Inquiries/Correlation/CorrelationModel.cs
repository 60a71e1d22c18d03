using Uhit.Client.Inquiries.Correlation;

namespace Uhit.Client.Tests.Inquiries.Correlation;

/// <summary>The rule of docs/reference/callbacks.md once more, sentence by sentence and as slow as it likes: one is chosen where it goes
/// before every other that may be meant.</summary>
internal static class CorrelationModel
{
    public static RequestId? Choose(CorrelationEvidence message, IReadOnlyList<InquiryRecord> candidates, bool areNamed)
    {
        var meant = candidates.Where(one => areNamed ? MayBeNamed(message, one, candidates) : MayBeAsking(message, one)).ToList();
        if (!areNamed && message.TransactionId is not null)
        {
            var open = candidates.Where(one => !one.IsFinished && MayBeAsking(message, one, allowPart: true)).ToList();
            if (open.Count >= 2 && open.Any(one => one.Ledger.Answer is null))
            {
                return null;
            }
        }

        return meant.Find(one => meant.TrueForAll(other => ReferenceEquals(one, other) || GoesBefore(message, one, other)))?.RequestId;
    }

    private static bool MayBeNamed(CorrelationEvidence message, InquiryRecord one, IReadOnlyList<InquiryRecord> all)
    {
        bool IsOurs(InquiryRecord candidate) => message.CorrelationId is { } id
            && (candidate.RequestId.Value == id || candidate.Ledger.Sends.Values.Any(send => send.MessageId?.Value == id));
        var asked = message.Lines.Count(line => Periods(one, line.EsiId).Count > 0);
        return all.Any(IsOurs) ? IsOurs(one) : message.Lines.Count == 0 || asked == message.Lines.Count || (all.Count == 1 && asked > 0);
    }

    private static bool MayBeAsking(CorrelationEvidence message, InquiryRecord one, bool allowPart = false)
    {
        var shared = message.Lines.Where(line => Periods(one, line.EsiId).Count > 0).ToList();
        return shared.Count > 0
            && (allowPart || shared.Count == message.Lines.Count)
            && one.Sending != SendingState.Draft && one.Sending != SendingState.NotSent
            && one.Ledger.Sends.Values.Any(send => send.StartedAt - message.ReceivedAt <= TimeSpan.FromMinutes(1))
            && (message.TransactionId is null
                || one.Ledger.Transaction is null
                || one.Ledger.Transaction.TransactionId == message.TransactionId)
            && shared.TrueForAll(line =>
                line.Days is not { } days || Periods(one, line.EsiId).Exists(period => Days(period).Intersect(Days(days)).Any()));
    }

    private static bool GoesBefore(CorrelationEvidence message, InquiryRecord one, InquiryRecord other)
    {
        // Nothing tells them apart where one has the other parts and the days are those of the other, which stands no worse.
        var all = Criteria(message).Select(criterion => (One: criterion(one), Other: criterion(other))).ToList();
        if (all[0] is { One: 0, Other: 1 } && all[1] is { One: 1, Other: 0 } && all[2].Other <= all[2].One)
        {
            return false;
        }

        foreach (var criterion in Criteria(message))
        {
            var (left, right) = (criterion(one), criterion(other));
            if (Math.Abs(left - right) > 1e-9)
            {
                return left < right;
            }
        }

        return false;
    }

    // The smaller goes first.
    private static IEnumerable<Func<InquiryRecord, double>> Criteria(CorrelationEvidence message)
    {
        yield return one => message.Part is { PartCount: > 1 } part
            && one.Ledger.Deliveries.TryGetValue(part.DeliveryId.Value, out var delivery)
            && delivery.PartCount == part.PartCount
            && !delivery.Parts.ContainsKey(part.PartNumber) ? 0 : 1;
        yield return one => message.Lines.All(line => line.Days is not { } days
            || Periods(one, line.EsiId) is []
            || Periods(one, line.EsiId).Exists(period => !Days(days).Except(Days(period)).Any())) ? 0 : 1;
        yield return one => !one.IsFinished ? 0 : one.Sending is SendingState.Abandoned or SendingState.Rejected ? 2 : 1;
        yield return one => Waits(message, one) ? 0 : 1;
        yield return one => message.Lines
            .Where(line => line.Days is not null && Periods(one, line.EsiId).Count > 0)
            .Select(line => Periods(one, line.EsiId)
                .Min(period => 1 - ((double)Days(period).Intersect(Days(line.Days!.Value)).Count() / Span(period, line.Days.Value))))
            .DefaultIfEmpty(0).Average();
    }

    private static bool Waits(CorrelationEvidence message, InquiryRecord one)
    {
        if (message.Operation == UhitOperation.NotifyAcknowledgement)
        {
            return one.Ledger.Answer is null;
        }

        if (message.Operation == UhitOperation.NotifyValidation)
        {
            return message.Lines.Any(line => !one.Ledger.Validations.ContainsKey(line.EsiId.Value));
        }

        return message.Lines.Count == 0 || message.Lines.Any(line =>
        {
            var came = one.Ledger.Deliveries.Values.Where(delivery => delivery.IsWhole)
                .SelectMany(delivery => delivery.Parts.Values)
                .SelectMany(part => part.Lines)
                .Where(came => came.EsiId == line.EsiId).ToList();
            return one.Inquiry.Lines.Any(asked => asked.EsiId == line.EsiId)
                && !came.Exists(one => one.NoData is not null)
                && new[] { RequestedUsage.Billing, RequestedUsage.Interval }.Any(kind => !came.Exists(one => one.Received.HasFlag(kind)));
        });
    }

    private static List<UsagePeriod> Periods(InquiryRecord one, EsiId esiId) =>
        [.. one.Inquiry.Lines.Where(line => line.EsiId == esiId).Select(line => line.Period)];

    private static IEnumerable<DateOnly> Days(UsagePeriod period) =>
        Enumerable.Range(period.Start.DayNumber, period.End.DayNumber - period.Start.DayNumber + 1).Select(DateOnly.FromDayNumber);

    private static int Span(UsagePeriod one, UsagePeriod other) =>
        Math.Max(one.End.DayNumber, other.End.DayNumber) - Math.Min(one.Start.DayNumber, other.Start.DayNumber) + 1;
}
