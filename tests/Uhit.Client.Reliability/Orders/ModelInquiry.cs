using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Reliability.Orders;

/// <summary>One inquiry of the reference model.</summary>
internal sealed class ModelInquiry(UsageHistoryInquiry asked, DateTimeOffset sentAt)
{
    private readonly List<(DateTimeOffset At, string Key, Acknowledgement Answer)> _answersAtOnce = [];
    private bool? _mayHaveArrived;
    private bool _isAbandoned;

    /// <summary>What was taken for it, as it came.</summary>
    public List<Message> Messages { get; } = [];

    public bool IsComplete => Lines().All(line => line.State is LineState.Delivered or LineState.Failed or LineState.NoData);

    public bool IsFinished => IsComplete || Sending is SendingState.Rejected or SendingState.Abandoned;

    public (DateTimeOffset Due, DateTimeOffset Overdue) Deadlines
    {
        get
        {
            var received = Answers().LastOrDefault(answer => answer.Status == AcknowledgementStatus.Accepted)?.ReceivedAt;
            var isPlausible = received is { } at && (at - sentAt).Duration() <= TimeSpan.FromDays(1);
            return HoustonDays.DeadlinesOf(isPlausible ? received!.Value : sentAt);
        }
    }

    private SendingState Sending
    {
        get
        {
            if (_isAbandoned)
            {
                return SendingState.Abandoned;
            }

            if (Messages.Any(message => message.Acknowledgement is null))
            {
                return SendingState.Accepted;
            }

            var answers = Answers();
            if (answers.Count == 0)
            {
                return _mayHaveArrived switch
                {
                    null => SendingState.Sending,
                    true => SendingState.Uncertain,
                    false => SendingState.NotSent,
                };
            }

            var saysItHasIt = answers[^1].Errors.Count > 0 && answers[^1].Errors.All(error => error.Code is "A78")
                && (_mayHaveArrived is true || answers.Any(answer => answer.Status == AcknowledgementStatus.Accepted));
            return answers[^1].Status == AcknowledgementStatus.Accepted || saysItHasIt ? SendingState.Accepted : SendingState.Rejected;
        }
    }

    public void Note(InquiryFact fact)
    {
        switch (fact)
        {
            case Acknowledged answer:
                _answersAtOnce.Add((answer.Order.SentAt, answer.Order.MessageKey, answer.Acknowledgement));
                break;
            case SendEnded ended:
                _mayHaveArrived = ended.MayHaveArrived || _mayHaveArrived is true;
                break;
            case Abandoned:
                _isAbandoned = true;
                break;
            default:
                throw new ArgumentException($"The model knows no {fact.GetType().Name}.", nameof(fact));
        }
    }

    public override string ToString()
    {
        var lines = Lines();
        var (due, overdue) = Deadlines;
        var errors = Answers().LastOrDefault()?.Errors ?? [];
        var transaction = _answersAtOnce
            .Select(answer => (answer.At, answer.Key, Id: answer.Answer.TransactionId))
            .Concat(Messages.Select(message => (At: message.SentAt, Key: message.Callback.MessageId, Id: message.TransactionId)))
            .Where(message => message.Id is not null)
            .OrderBy(message => message.At).ThenBy(message => message.Key, StringComparer.Ordinal)
            .LastOrDefault().Id?.Value;
        var state = StateText.Of(
            Sending,
            IsComplete,
            transaction,
            due,
            overdue,
            errors.Where(error => !(error.LineNumber >= 1 && error.LineNumber <= lines.Count)),
            lines.Select(line => StateText.Line(line.State, line.Received, line.Errors)));
        return string.Join('\n', [state, .. UsageOf()]);
    }

    private List<Acknowledgement> Answers() => [.. _answersAtOnce
        .Concat(Messages.Where(message => message.Acknowledgement is not null)
            .Select(message => (message.SentAt, message.Callback.MessageId, message.Acknowledgement!)))
        .OrderBy(answer => answer.Item1).ThenBy(answer => answer.Item2, StringComparer.Ordinal)
        .Select(answer => answer.Item3)];

    private IEnumerable<Message> InOrder() =>
        Messages.OrderBy(message => message.SentAt).ThenBy(message => message.Callback.MessageId, StringComparer.Ordinal);

    private List<Message> OfWholeDeliveries()
    {
        var whole = Messages.Where(message => message.Part is not null)
            .GroupBy(message => message.Part!.DeliveryId)
            .Where(parts => Enumerable.Range(1, parts.Max(part => part.Part!.PartCount))
                .All(number => parts.Any(part => part.Part!.PartNumber == number)))
            .Select(parts => parts.Key)
            .ToHashSet();
        return [.. InOrder().Where(message => message.Part is not null && whole.Contains(message.Part.DeliveryId))];
    }

    private List<(LineState State, RequestedUsage Received, IReadOnlyList<ReportedError> Errors)> Lines()
    {
        // Of a part that came twice under two numbers the later one counts.
        var parts = OfWholeDeliveries().GroupBy(message => (message.Part!.DeliveryId, message.Part.PartNumber))
            .Select(same => same.Last()).ToHashSet();
        var result = new List<(LineState, RequestedUsage, IReadOnlyList<ReportedError>)>();
        for (var number = 1; number <= asked.Lines.Count; number++)
        {
            var esiId = asked.Lines[number - 1].EsiId;
            var state = LineState.Waiting;
            var received = RequestedUsage.None;
            IReadOnlyList<ReportedError> errors = [.. (Answers().LastOrDefault()?.Errors ?? []).Where(error => error.LineNumber == number)];
            foreach (var verdict in InOrder().SelectMany(message => message.Verdicts).Where(verdict => verdict.EsiId == esiId))
            {
                state = verdict.Status.Value switch
                {
                    "Validated" => LineState.Validated,
                    "Failed" => LineState.Failed,
                    _ => LineState.Waiting,
                };
                errors = verdict.Reasons;
            }

            foreach (var piece in InOrder().Where(parts.Contains).SelectMany(message => message.Usage).Where(piece => piece.EsiId == esiId))
            {
                received |= piece.Received;
                state = piece.Received == RequestedUsage.None ? LineState.NoData : LineState.Delivered;
            }

            if (state == LineState.NoData)
            {
                errors = [InOrder().Where(parts.Contains).SelectMany(message => message.Usage).Last(piece => piece.EsiId == esiId).NoData!];
            }

            state = (state, Sending) switch
            {
                (LineState.Waiting or LineState.Validated, SendingState.Abandoned) => LineState.Abandoned,
                (LineState.Waiting, SendingState.Rejected) => LineState.Rejected,
                _ => state,
            };
            result.Add((state, received, errors));
        }

        return result;
    }

    // All readings have the same meter and the same quarter hours, so later over earlier is a dictionary.
    private IEnumerable<string> UsageOf()
    {
        var pieces = OfWholeDeliveries().SelectMany(message => message.Usage).ToList();
        foreach (var esiId in asked.Lines.Select(line => line.EsiId).OrderBy(esiId => esiId.Value, StringComparer.Ordinal))
        {
            var ofEsiId = pieces.Where(piece => piece.EsiId == esiId).ToList();
            if (ofEsiId.Count == 0)
            {
                continue;
            }

            var periods = new Dictionary<DateOnly, decimal>();
            var readings = new Dictionary<DateTimeOffset, decimal>();
            foreach (var piece in ofEsiId)
            {
                foreach (var period in piece.BillingPeriods)
                {
                    periods[period.StartDate] = period.Usage;
                }

                foreach (var reading in piece.IntervalSeries.SelectMany(series => Enumerable.Range(0, series.Count).Select(i => series[i])))
                {
                    readings[reading.End] = reading.Quantity;
                }
            }

            yield return StateText.Of(
                esiId, ofEsiId[^1].NoData?.Code, periods.Select(period => (period.Key, period.Value)),
                readings.Select(reading => (reading.Key, reading.Value)));
        }
    }
}
