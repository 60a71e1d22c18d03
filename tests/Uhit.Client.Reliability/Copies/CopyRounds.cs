using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Reliability.Orders;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Copies;

/// <summary>Many copies of one message at the same time, to two processes over the same data: one is stored,
/// all get its answer, its event is handled once.</summary>
internal sealed class CopyRounds : IAsyncDisposable
{
    private const string Client = "copies";

    private static readonly DateTimeOffset Start = new(2026, 1, 7, 18, 0, 0, TimeSpan.Zero);

    private readonly StepClock _clock = new(Start);
    private readonly History _history = new();
    private readonly Receiver[] _processes;
    private readonly Worker[] _workers;
    private readonly IUhitStore _store;

    private CopyRounds(Cast cast, IReadOnlyList<IUhitStore> stores)
    {
        _store = stores[0];
        _processes = [.. stores.Select(store => new Receiver(cast, _history, store, Client, _clock))];
        _workers = [.. _processes.Select((process, i) => new Worker(process, "worker " + i, static (_, _) => Task.CompletedTask))];
    }

    /// <summary>Plays the rounds.</summary>
    /// <param name="rounds">How many messages.</param>
    /// <param name="copies">How many copies of each, at the same time.</param>
    /// <param name="house">Where the data lives.</param>
    /// <param name="cast">Who takes part.</param>
    /// <param name="isKnown">Whether the inquiry of a round is known: a known one is locked by whoever
    /// commits first, which keeps copies apart by itself.</param>
    public static async Task<CopyResult> PlayAsync(int rounds, int copies, IStoreHouse house, Cast cast, Func<int, bool>? isKnown = null)
    {
        var time = new StepClock(Start);
        var run = new CopyRounds(
            cast, [await house.OpenAsync(time).ConfigureAwait(false), await house.OpenAsync(time).ConfigureAwait(false)]);
        await using var disposing = run.ConfigureAwait(false);
        var violations = new List<Violation>();
        var identical = 0;
        for (var round = 0; round < rounds; round++)
        {
            var message = await run.MessageAsync(round, isKnown?.Invoke(round) ?? round % 10 != 9).ConfigureAwait(false);
            var answers = await run.SendAtOnceAsync(message.Callback, copies).ConfigureAwait(false);
            var first = answers.FirstOrDefault(answer => answer.Kind == AnswerKind.Accepted);
            var same = answers.Count(answer =>
                first is not null && answer.Kind == AnswerKind.Accepted && answer.Body.AsSpan().SequenceEqual(first.Body));
            identical += same;
            if (same < copies)
            {
                violations.Add(
                    new Violation(
                        Promise.OneAnswer, $"round {round}: {copies - same} of {copies} copies were answered "
                            + $"otherwise: {string.Join(", ", answers.CountBy(answer => answer.Kind))}"));
            }
        }

        await run.WorkAsync().ConfigureAwait(false);
        violations.AddRange(await HistoryChecker.CheckAsync(run._history, run._store, Client, Worker.HandlerNames).ConfigureAwait(false));
        var statistics = await run._store.Maintenance.GetStatisticsAsync(Client).ConfigureAwait(false);
        if (statistics.StagedReceipts > 0)
        {
            violations.Add(new Violation(Promise.StoredOnce, $"{statistics.StagedReceipts} copies left something staged behind"));
        }

        var effects = run._history.Completions.Count(completion =>
            completion.Handler == Worker.HandlerNames[0]
            && !completion.Key.StartsWith("answered:", StringComparison.Ordinal)
            && !completion.Key.StartsWith("completed:", StringComparison.Ordinal));
        return new CopyResult(effects, identical, violations);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        Array.ForEach(_processes, process => process.Dispose());
    }

    // A validation, a delivery, and one for an inquiry that nobody knows take turns.
    private async Task<Message> MessageAsync(int round, bool isKnown)
    {
        var requestId = RequestId.Parse("R-" + round);
        var inquiry = new InquiryBuilder(new DateOnly(2026, 1, 7)).AddLines(2).Build();
        if (isKnown)
        {
            await _processes[0].AddInquiryAsync(requestId, inquiry).ConfigureAwait(false);
        }

        var id = "M-" + round;
        return round % 2 == 0
            ? Message.Validating(
                requestId, id, Start, null,
                [.. inquiry.Lines.Select((line, i) =>
                    new LineValidation { LineNumber = i + 1, EsiId = line.EsiId, Status = ValidationStatus.Validated })])
            : Message.Delivering(
                requestId, id, Start, null, new DeliveryPart(DeliveryId.Parse("D-" + round), 1, 1),
                [.. inquiry.Lines
                    .Select((line, i) => UsageSamples.Of(i + 1, line.EsiId, [1, 2, 3], RequestedUsage.BillingAndInterval, round + 1))]);
    }

    private async Task<Answer[]> SendAtOnceAsync(Callback callback, int copies)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Enumerable.Range(0, copies).Select(async i =>
        {
            await go.Task.ConfigureAwait(false);

            // So that an answer that is made again is another one.
            _clock.Step(TimeSpan.FromSeconds(1));
            return await _processes[i % _processes.Length].TakeAsync(callback).ConfigureAwait(false);
        }).ToList();
        go.SetResult();
        return await Task.WhenAll(sending).ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        await Task.WhenAll(_workers.Select(async worker =>
        {
            while (await worker.RunOnceAsync().ConfigureAwait(false))
            {
            }
        })).ConfigureAwait(false);

        // One worker's last look may have been before the other gave its claim back.
        while (await _workers[0].RunOnceAsync().ConfigureAwait(false))
        {
        }
    }
}
