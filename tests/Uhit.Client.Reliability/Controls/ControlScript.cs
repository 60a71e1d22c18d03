using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Reliability.Orders;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Controls;

/// <summary>One hard week of two processes over one store: crashes, copies, a changed copy, a worker that pauses. A
/// store that keeps every rule comes through it.</summary>
internal sealed class ControlScript : IAsyncDisposable
{
    private const string Client = "controls";

    private static readonly DateTimeOffset Start = new(2026, 1, 7, 18, 0, 0, TimeSpan.Zero);

    private static readonly RequestId Asked = RequestId.Parse("R-1");

    private readonly StepClock _clock = new(Start);
    private readonly History _history = new();
    private readonly List<IDisposable> _processes = [];
    private readonly UsageHistoryInquiry _inquiry = new InquiryBuilder(new DateOnly(2026, 1, 7)).AddLines(2).Build();
    private readonly Cast _cast;
    private readonly IStoreHouse _house;
    private readonly Func<IUhitStore, IUhitStore> _wrap;

    private ControlScript(Cast cast, IStoreHouse house, BrokenRule? broken)
    {
        (_cast, _house) = (cast, house);
        _wrap = broken?.Make(_clock) ?? (static store => store);
    }

    /// <summary>Plays it.</summary>
    /// <param name="broken">The rule that does not hold; <see langword="null"/> where all do.</param>
    /// <param name="store">The kind of store.</param>
    /// <param name="cast">Who takes part.</param>
    /// <returns>What the checker found.</returns>
    public static async Task<IReadOnlyList<Violation>> PlayAsync(BrokenRule? broken, string store, Cast cast)
    {
        var house = await StoreHouses.CreateAsync(store).ConfigureAwait(false);
        await using var disposing = house.ConfigureAwait(false);
        var script = new ControlScript(cast, house, broken);
        await using var disposingScript = script.ConfigureAwait(false);
        await script.PlayAsync().ConfigureAwait(false);
        var opened = await house.OpenAsync(script._clock).ConfigureAwait(false);
        return await HistoryChecker.CheckAsync(script._history, opened, Client, Worker.HandlerNames).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task PlayAsync()
    {
        var (first, _) = await StartAsync().ConfigureAwait(false);
        await first.AddInquiryAsync(Asked, _inquiry).ConfigureAwait(false);
        await DieBeforeCommitAsync().ConfigureAwait(false);
        await DieAfterAnswerAsync().ConfigureAwait(false);
        await SendCopiesAsync().ConfigureAwait(false);
        await PauseAWorkerAsync().ConfigureAwait(false);
        await WorkAsync().ConfigureAwait(false);
    }

    // The process dies when it is about to commit: no answer goes out, so CNP sends the message again, to its successor.
    private async Task DieBeforeCommitAsync()
    {
        var validation = Validation("V-1", ValidationStatus.Validated);
        var (dying, kill) = await StartAsync().ConfigureAwait(false);
        kill.DiesBeforeCommit = true;
        await dying.TakeAsync(validation, answerGoesOut: false).ConfigureAwait(false);
        kill.Kill();

        var (successor, _) = await StartAsync().ConfigureAwait(false);
        await successor.TakeAsync(validation).ConfigureAwait(false);
    }

    // The process dies when the answer is out: CNP never sends it again.
    private async Task DieAfterAnswerAsync()
    {
        var (dying, kill) = await StartAsync().ConfigureAwait(false);
        await dying.TakeAsync(Delivery("D-1", part: 1, version: 1), whenOut: kill.Kill).ConfigureAwait(false);
    }

    // At once to the other process, a little later, after three days, and once with other content.
    private async Task SendCopiesAsync()
    {
        var (one, _) = await StartAsync().ConfigureAwait(false);
        var (other, _) = await StartAsync().ConfigureAwait(false);
        var delivery = Delivery("D-2", part: 2, version: 2);
        await one.TakeAsync(delivery).ConfigureAwait(false);
        foreach (var pause in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(6), TimeSpan.FromDays(3) })
        {
            _clock.Step(pause);
            await other.TakeAsync(delivery).ConfigureAwait(false);
            await one.TakeAsync(delivery).ConfigureAwait(false);
        }

        await one.TakeAsync(Delivery("D-2", part: 2, version: 3) with { Content = "changed" }).ConfigureAwait(false);
    }

    // A worker pauses in its handler until its lease has run out and another one is at the same event; then both go on.
    private async Task PauseAWorkerAsync()
    {
        var (one, _) = await StartAsync().ConfigureAwait(false);
        var (other, _) = await StartAsync().ConfigureAwait(false);
        var (pausedIsIn, pausedMayGoOn, rivalIsIn, rivalMayGoOn) = (Signal(), Signal(), Signal(), Signal());
        var paused = new Worker(one, "paused", (_, _) => WaitAsync(pausedIsIn, pausedMayGoOn));
        await using var disposingPaused = paused.ConfigureAwait(false);
        var rival = new Worker(other, "rival", (_, _) => WaitAsync(rivalIsIn, rivalMayGoOn));
        await using var disposingRival = rival.ConfigureAwait(false);

        var pausedRuns = Task.Run(() => paused.RunOnceAsync());
        await pausedIsIn.Task.ConfigureAwait(false);
        _clock.Step(TimeSpan.FromHours(1));
        var rivalRuns = Task.Run(() => rival.RunOnceAsync());
        await rivalIsIn.Task.ConfigureAwait(false);
        pausedMayGoOn.SetResult();
        await pausedRuns.ConfigureAwait(false);
        rivalMayGoOn.SetResult();
        await rivalRuns.ConfigureAwait(false);

        static Task WaitAsync(TaskCompletionSource isIn, TaskCompletionSource mayGoOn)
        {
            isIn.TrySetResult();
            return mayGoOn.Task;
        }

        static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task WorkAsync()
    {
        var (process, _) = await StartAsync().ConfigureAwait(false);
        var worker = new Worker(process, "last", static (_, _) => Task.CompletedTask);
        await using var disposing = worker.ConfigureAwait(false);
        _clock.Step(TimeSpan.FromHours(1));
        while (await worker.RunOnceAsync().ConfigureAwait(false))
        {
        }
    }

    // The rule is broken in the process, above the point where it is cut off.
    private async Task<(Receiver Process, KillSwitch Kill)> StartAsync()
    {
        var kill = new KillSwitch();
        var process = new Receiver(_cast, _history, _wrap(kill.Over(await _house.OpenAsync(_clock).ConfigureAwait(false))), Client, _clock);
        _processes.Add(process);
        return (process, kill);
    }

    private Callback Validation(string messageId, ValidationStatus status) => Messages.Validation(
        Messages.Header(Asked, messageId, Start),
        null,
        [.. _inquiry.Lines.Select((line, i) => new LineValidation { LineNumber = i + 1, EsiId = line.EsiId, Status = status })]);

    private Callback Delivery(string messageId, int part, int version) => Messages.Delivery(
        Messages.Header(Asked, messageId, Start),
        null,
        new DeliveryPart(DeliveryId.Parse("D"), part, 2),
        [.. _inquiry.Lines.Select((line, i) => UsageSamples.Of(i + 1, line.EsiId, [part], RequestedUsage.BillingAndInterval, version))]);
}
