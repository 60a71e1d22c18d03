using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uhit.Client.Inquiries;
using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Sending;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Orders;

/// <summary>Plays a scenario through the real receiver, store and dispatching, and compares what
/// comes of it with the reference model.</summary>
internal sealed class ScenarioRun
{
    private const int Processes = 2;

    private readonly Scenario _scenario;
    private readonly string _client;
    private readonly StepClock _clock;
    private readonly ReferenceModel _model;
    private readonly History _history = new();
    private readonly List<string> _trace = [];
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<string, string> _delivered = [];
    private readonly Receiver[] _processes;
    private readonly Worker[] _workers;
    private int _calls;

    private ScenarioRun(Scenario scenario, Cast cast, IReadOnlyList<IUhitStore> stores, string client, StepClock clock)
    {
        (_scenario, _client, _clock, _model) = (scenario, client, clock, new ReferenceModel(scenario));
        _processes = [.. Enumerable.Range(0, Processes).Select(i => new Receiver(cast, _history, stores[i % stores.Count], client, clock))];
        _workers = [.. _processes.Select((process, i) => new Worker(process, $"worker {i}", HandleAsync))];
    }

    /// <summary>Plays it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="cast">Who takes part.</param>
    /// <param name="stores">One opening of the same data for each process; one is enough.</param>
    /// <param name="client">A name that nobody else in the store has.</param>
    public static async Task<ScenarioOutcome> PlayAsync(Scenario scenario, Cast cast, IReadOnlyList<IUhitStore> stores, string client)
    {
        var run = new ScenarioRun(scenario, cast, stores, client, new StepClock(scenario.Start));
        try
        {
            return await run.PlayAsync().ConfigureAwait(false);
        }
        finally
        {
            foreach (var worker in run._workers)
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }

            Array.ForEach(run._processes, process => process.Dispose());
        }
    }

    private async Task<ScenarioOutcome> PlayAsync()
    {
        foreach (var (requestId, inquiry) in _scenario.Inquiries)
        {
            await _processes[0].AddInquiryAsync(requestId, inquiry).ConfigureAwait(false);
        }

        foreach (var step in _scenario.Steps)
        {
            _trace.Add(step.ToString());
            await PlayAsync(step).ConfigureAwait(false);
        }

        await ComeToRestAsync().ConfigureAwait(false);
        _violations.AddRange(
            await HistoryChecker.CheckAsync(_history, _processes[1].Store, _client, Worker.HandlerNames).ConfigureAwait(false));
        CompareEvents();
        var state = await CompareStatesAsync().ConfigureAwait(false);
        return new ScenarioOutcome(_violations, _trace, state, Events(), Answers());
    }

    private async Task PlayAsync(Step step)
    {
        switch (step)
        {
            case Step.Arrives arrives:
                var expected = _model.Arrive(arrives.Message);
                var answer = await _processes[arrives.Process].TakeAsync(arrives.Message.Callback).ConfigureAwait(false);
                _trace.Add(string.Create(
                    CultureInfo.InvariantCulture, $"  {answer.Kind} {Convert.ToHexStringLower(SHA256.HashData(answer.Body))[..12]}"));
                if (answer.Kind != expected)
                {
                    _violations.Add(new Violation(Promise.Answered, $"{step} was answered {answer.Kind} instead of {expected}"));
                }

                if (answer.Kind == AnswerKind.Accepted)
                {
                    _model.AnswerWentOut(arrives.Message);
                }

                break;
            case Step.Noted noted:
                _model.Note(noted.RequestId, noted.Fact);
                await _processes[0].NoteAsync(noted.RequestId, noted.Fact).ConfigureAwait(false);
                break;
            case Step.Worked worked:
                await _workers[worked.Process].RunOnceAsync(worked.MaxEvents).ConfigureAwait(false);
                break;
            case Step.Looked looked:
                _model.Look(_clock.GetUtcNow());
                await _processes[looked.Process].LookAsync().ConfigureAwait(false);
                break;
            case Step.ClockMoved moved:
                _clock.Step(moved.By);
                break;
        }
    }

    // What failed waits for its next try, and what was robbed for its lease: hours are enough for both.
    private async Task ComeToRestAsync()
    {
        const int MostRounds = 100;
        for (var round = 0; round < MostRounds; round++)
        {
            while (await _workers[round % Processes].RunOnceAsync().ConfigureAwait(false))
            {
            }

            if ((await _processes[0].Store.Maintenance.GetStatisticsAsync(_client).ConfigureAwait(false)).WaitingEvents == 0)
            {
                return;
            }

            _clock.Step(TimeSpan.FromHours(3));
        }
    }

    private async Task HandleAsync(string handler, UhitEvent usageEvent)
    {
        var call = _calls++;
        _trace.Add(string.Create(CultureInfo.InvariantCulture, $"  {handler} {usageEvent.Key} attempt {usageEvent.Attempt}"));
        if (usageEvent is UsageDelivered delivered)
        {
            var lines = new List<string>();
            await foreach (var usage in delivered.ReadUsageAsync().ConfigureAwait(false))
            {
                lines.Add(StateText.Of(usage));
            }

            _delivered[usageEvent.Key] = string.Join('\n', lines);
        }

        if (_scenario.RobbedCalls.Contains(call))
        {
            await _workers[call % Processes].RobAsync().ConfigureAwait(false);
        }

        if (_scenario.FailingCalls.Contains(call))
        {
            throw new InvalidOperationException("The handler fails, as the scenario has it.");
        }
    }

    private void CompareEvents()
    {
        var completions = _history.Completions;
        foreach (var handler in Worker.HandlerNames)
        {
            foreach (var requestId in _model.Events.Keys.Union(completions.Select(completion => completion.RequestId)).ToList())
            {
                var seen = completions.Where(completion => completion.RequestId == requestId && completion.Handler == handler)
                    .Select(completion => completion.Key).ToList();
                var expected = _model.Events.GetValueOrDefault(requestId) ?? [];
                if (!seen.SequenceEqual(expected, StringComparer.Ordinal))
                {
                    _violations.Add(new Violation(
                        Promise.EverythingIsHandled,
                        $"{handler} had [{string.Join(", ", seen)}] of {requestId.Value} instead of [{string.Join(", ", expected)}]"));
                }
            }
        }

        foreach (var (key, message) in _model.Deliveries)
        {
            var sent = string.Join('\n', message.Usage.Select(StateText.Of));
            if (_delivered.GetValueOrDefault(key) != sent)
            {
                _violations.Add(
                    new Violation(Promise.OnlyWhatWasSent, $"{key} brought\n{_delivered.GetValueOrDefault(key)}\ninstead of\n{sent}"));
            }
        }
    }

    private async Task<string> CompareStatesAsync()
    {
        var identity = new ClientIdentity(_client, UhitEnvironment.Test, Cast.ThirdParty, ReferenceWireFormat.Instance.Id);
        var process = _processes[1];
        var all = new StringBuilder();
        foreach (var requestId in _scenario.Inquiries.Keys)
        {
            var record = await process.Store.Inquiries.FindAsync(_client, requestId).ConfigureAwait(false);
            var usage = new List<string>();
            await foreach (var history in new InquiryUsageReader(identity, process.Store).ReadAsync(
                requestId, CancellationToken.None).ConfigureAwait(false))
            {
                usage.Add(StateText.Of(history));
            }

            usage.Sort(StringComparer.Ordinal);
            var state = string.Join('\n', [StateText.Of(record!.SnapshotAt(_clock.GetUtcNow(), new ErcotHolidayCalendar())), .. usage]);
            if (state != _model.StateOf(requestId))
            {
                _violations.Add(
                    new Violation(Promise.FinalState, $"{requestId.Value} is\n{state}\ninstead of\n{_model.StateOf(requestId)}"));
            }

            all.Append(state).Append('\n');
        }

        return all.ToString();
    }

    private string Events() => string.Join('\n', _history.Completions
        .Select(completion => $"{completion.Handler} {completion.Key}")
        .Order(StringComparer.Ordinal));

    // What CNP's side got for each message, whatever the order: the time of receipt is in it, and differs with the order.
    private string Answers() => string.Join('\n', _history.Answers
        .Select(answer => $"{answer.Callback.Operation} {answer.Callback.MessageId}{answer.Callback.Content} {answer.Kind}")
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal));
}
