namespace Uhit.Client.Simulator.Exchange;

/// <summary>Every inquiry by its number: the same one again gets the stored answer, another one under a known number is refused.</summary>
internal sealed class InquiryRegister(UhitSimulatorOptions options)
{
    private readonly InquiryJudge _judge = new(options);
    private readonly Lock _lock = new();
    private readonly Dictionary<(AuthenticationId, RequestId), SimulatedInquiry> _inquiries = [];

    /// <summary>Takes an inquiry.</summary>
    /// <returns>The inquiry under this number, the answer to this message, and whether it is new.</returns>
    public (SimulatedInquiry Inquiry, Acknowledgement Answer, bool IsNew) Take(InquiryMessage message)
    {
        lock (_lock)
        {
            var key = (message.Header.AuthenticationId, message.Header.RequestId);
            if (!_inquiries.TryGetValue(key, out var known))
            {
                var inquiry = Judge(message);
                _inquiries.Add(key, inquiry);
                return (inquiry, inquiry.Answer, true);
            }

            var answer = message.Inquiry.Lines.SequenceEqual(known.Message.Inquiry.Lines)
                ? known.Answer with { MessageId = message.Header.MessageId }
                : Refuse(message, [new ReportedError { Code = "A78", Description = "Another request was made under this number." }]);
            return (known, answer, false);
        }
    }

    private SimulatedInquiry Judge(InquiryMessage message)
    {
        var today = CentralTime.DateOf(options.TimeProvider.GetUtcNow());
        var lines = message.Inquiry.Lines;
        var errors = lines.Select((line, index) => _judge.JudgeLine(line, index + 1, today)).ToArray();

        // One bad line fails in the validation; a request in which all are bad is refused at once.
        var refusal = _judge.JudgeWhole(message) is { } whole ? [whole]
            : errors.All(e => e.Count > 0) ? errors.SelectMany(e => e).ToArray()
            : null;
        if (refusal is not null)
        {
            return new SimulatedInquiry(options.Seed, message) { Answer = Refuse(message, refusal), Verdicts = [] };
        }

        return new SimulatedInquiry(options.Seed, message)
        {
            Answer = AnswerTo(message, AcknowledgementStatus.Accepted) with
            {
                TransactionId = SimulatedInquiry.TransactionOf(options.Seed, message),
            },
            Verdicts = [.. lines.Select((line, index) => Verdict(line, index, errors[index]))],
        };
    }

    private LineValidation Verdict(InquiryLine line, int index, IReadOnlyList<ReportedError> errors)
    {
        var scenario = options.Scenario;
        if (errors.Count == 0 && scenario.FailEvery > 0 && index % scenario.FailEvery == 0)
        {
            errors = [FailureOf(index / scenario.FailEvery, index + 1)];
        }

        var verdict = new LineValidation
        {
            LineNumber = index + 1,
            EsiId = line.EsiId,
            Status = errors.Count > 0 ? ValidationStatus.Failed : ValidationStatus.Validated,
            Reasons = errors,
        };
        return scenario.UnknownCodes ? UnknownCodes.In(verdict) : verdict;
    }

    private static ReportedError FailureOf(int turn, int lineNumber) => turn % 2 == 0
        ? new ReportedError
        {
            Code = "NameMismatch",
            Description = "The name does not match the customer of record.",
            LineNumber = lineNumber,
        }
        : new ReportedError { Code = "A76", Description = "The ESI ID was not found or is invalid.", LineNumber = lineNumber };

    private Acknowledgement Refuse(InquiryMessage message, IReadOnlyList<ReportedError> errors) =>
        AnswerTo(message, AcknowledgementStatus.Rejected) with { Errors = errors };

    private Acknowledgement AnswerTo(InquiryMessage message, AcknowledgementStatus status) => new()
    {
        RequestId = message.Header.RequestId,
        MessageId = message.Header.MessageId,
        ReceivedAt = Clock.Now(options.TimeProvider),
        Status = status,
    };
}
