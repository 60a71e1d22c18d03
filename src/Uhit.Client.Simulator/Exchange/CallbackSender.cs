using Uhit.Client.Simulator.Http;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Sends a callback, with its one number, until the Third Party says Accepted or Rejected.</summary>
internal sealed class CallbackSender(
    UhitSimulatorOptions options, CallbackClient client, StepJournal journal, ReportBook report) : ICallbackRoute
{
    /// <summary>Sends as often as needed and allowed.</summary>
    /// <returns>The answer; null where the callback was given up.</returns>
    public async Task<AcknowledgementStatus?> SendAsync(Callback callback, CancellationToken cancellationToken)
    {
        var delay = options.RetryDelay;
        var attempts = callback.Counts ? options.MaxAttempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            var step = StepOf(callback, attempt);
            journal.Add(step);
            var outcome = await client.SendAsync(callback, cancellationToken).ConfigureAwait(false);
            if (outcome.Answer is { } answer)
            {
                Answered(callback, step, answer, outcome.Usage);
                return answer.Status;
            }

            journal.Add(step with { Kind = SimulatorStepKind.CallbackFailed, Remark = outcome.Failure });
            if (attempt == attempts)
            {
                journal.Add(step with { Kind = SimulatorStepKind.CallbackGivenUp, Remark = outcome.Failure });
                return null;
            }

            var wait = outcome.RetryAfter > delay ? outcome.RetryAfter.Value : delay;
            await Task.Delay(Least(wait, options.MaxRetryDelay), options.TimeProvider, cancellationToken).ConfigureAwait(false);
            delay = Least(delay * 2, options.MaxRetryDelay);
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static SimulatorStep StepOf(Callback callback, int attempt) => new()
    {
        Kind = SimulatorStepKind.CallbackSending,
        AuthenticationId = callback.Inquiry.AuthenticationId,
        RequestId = callback.Inquiry.RequestId,
        MessageId = callback.Header.MessageId,
        Operation = callback.Operation,
        Part = callback.Part,
        Attempt = attempt,
        Remark = callback.Counts ? null : "one value changed under a known number",
    };

    private void Answered(Callback callback, SimulatorStep step, Acknowledgement answer, IReadOnlyList<SimulatedUsage> usage)
    {
        var accepted = answer.Status == AcknowledgementStatus.Accepted;
        if (accepted && callback.Counts)
        {
            report.Accepted(callback, usage);
        }

        journal.Add(step with
        {
            Kind = SimulatorStepKind.CallbackAnswered,
            Status = answer.Status,
            Errors = answer.Errors,
            Usage = accepted ? usage : [],
        });
    }
}
