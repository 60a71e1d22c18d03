using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Holds messages ready to be fetched: each is given out again until it is confirmed, one at
/// a time, in the order in which they came.</summary>
internal sealed class PollDesk(UhitSimulatorOptions options, StepJournal journal, ReportBook report) : ICallbackRoute
{
    private readonly Lock _lock = new();
    private readonly List<Held> _held = [];
    private readonly HashSet<MessageId> _confirmed = [];
    private int _failuresLeft = options.Scenario.ConfirmationFailures;

    private bool Confirms => options.Format.Polling!.Confirms;

    public async Task<AcknowledgementStatus?> SendAsync(Callback callback, CancellationToken cancellationToken)
    {
        var held = new Held(callback);
        lock (_lock)
        {
            // What was confirmed is not held again: nobody would ask for it.
            if (callback.Header.MessageId is { } id && _confirmed.Contains(id))
            {
                return callback.Counts ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected;
            }

            _held.Add(held);
        }

        journal.Add(StepOf(callback, SimulatorStepKind.NoticeHeld));
        await held.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return AcknowledgementStatus.Accepted;
    }

    /// <summary>The next message for a fetch; null where nothing is ready.</summary>
    public Callback? Next(WireFetch fetch)
    {
        lock (_lock)
        {
            return _held.Find(held => IsFor(held.Callback, fetch))?.Callback;
        }
    }

    /// <summary>Notes that a message is given out.</summary>
    public void GivenOut(Callback callback, IReadOnlyList<SimulatedUsage> usage)
    {
        Held? held;
        lock (_lock)
        {
            held = _held.Find(each => each.Callback == callback);
            if (held is not null)
            {
                held.Usage = usage;
            }
        }

        journal.Add(StepOf(callback, SimulatorStepKind.NoticeFetched) with { Usage = usage });
        if (!Confirms && held is not null)
        {
            End(held);
        }
    }

    /// <summary>Takes a confirmation.</summary>
    /// <returns>The answer; null where the scenario wants it to fail.</returns>
    public Acknowledgement? Confirm(WireFetch confirmation)
    {
        List<Held> confirmed;
        lock (_lock)
        {
            if (_failuresLeft > 0)
            {
                _failuresLeft--;
                return null;
            }

            // Copies under the same number are confirmed with it.
            confirmed = _held.FindAll(each => IsOf(each.Callback, confirmation));
            _confirmed.UnionWith(confirmed.Select(each => each.Callback.Header.MessageId).OfType<MessageId>());
        }

        foreach (var held in confirmed)
        {
            journal.Add(
                StepOf(held.Callback, SimulatorStepKind.NoticeConfirmed) with
                {
                    Status = AcknowledgementStatus.Accepted,
                    Usage = held.Usage,
                });
            End(held);
        }

        return new Acknowledgement
        {
            RequestId = confirmation.Header.RequestId,
            MessageId = confirmation.Header.MessageId,
            ReceivedAt = Clock.Now(options.TimeProvider),
            Status = confirmed.Count == 0 ? AcknowledgementStatus.Rejected : AcknowledgementStatus.Accepted,
        };
    }

    private void End(Held held)
    {
        lock (_lock)
        {
            _held.Remove(held);
        }

        if (held.Callback.Counts)
        {
            report.Accepted(held.Callback, held.Usage);
        }

        held.Done.TrySetResult();
    }

    private static bool IsFor(Callback callback, WireFetch fetch) =>
        (fetch.Header.AuthenticationId == default || callback.Header.AuthenticationId == fetch.Header.AuthenticationId)
        && (fetch.Header.RequestId == default || callback.Header.RequestId == fetch.Header.RequestId)
        && (fetch.TransactionId is null || fetch.TransactionId == callback.Inquiry.TransactionId);

    // By its number; in a contract without such numbers, the next one of the inquiry.
    private static bool IsOf(Callback callback, WireFetch confirmation) => confirmation.Confirms is { } id
        ? callback.Header.MessageId == id
        : callback.Header.RequestId == confirmation.Header.RequestId && (confirmation.Part is null || confirmation.Part == callback.Part);

    private static SimulatorStep StepOf(Callback callback, SimulatorStepKind kind) => new()
    {
        Kind = kind,
        AuthenticationId = callback.Inquiry.AuthenticationId,
        RequestId = callback.Inquiry.RequestId,
        MessageId = callback.Header.MessageId,
        Operation = callback.Operation,
        Part = callback.Part,
        Remark = callback.Counts ? null : "one value changed under a known number",
    };

    private sealed class Held(Callback callback)
    {
        public Callback Callback => callback;

        public IReadOnlyList<SimulatedUsage> Usage { get; set; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
