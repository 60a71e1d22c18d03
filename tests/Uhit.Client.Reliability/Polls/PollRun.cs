using System.Diagnostics;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Sending.Polling;

namespace Uhit.Client.Reliability.Polls;

/// <summary>Kills a process that fetches, and compares what CNP gave out and saw confirmed
/// with what is stored and was handed out.</summary>
internal sealed class PollRun(RunSite site, PollOptions options, Action<string> tell)
{
    private const int Plenty = 12;
    private const int TellEvery = 50;
    private static readonly PollPoint[] Named = [.. Enum.GetValues<PollPoint>().Where(point => point > PollPoint.Random)];
    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);

    private readonly Random _random = new(HashCodes.Of(options.Seed, 4));
    private readonly Dictionary<PollPoint, int> _kills = [];
    private readonly Findings _findings = new();
    private readonly List<InquiryPlan> _plans = [];

    /// <summary>Half of the kills at the named points, in turn, half at random instants.</summary>
    public Task<PollReport> RunAsync() =>
        RunAsync([.. Enumerable.Range(0, options.Kills)
            .Select(kill => kill % 2 == 0 ? Named[((options.Seed % Named.Length) + (kill / 2)) % Named.Length] : PollPoint.Random)]);

    /// <summary>Kills at these points, lets a last process finish, and looks.</summary>
    public async Task<PollReport> RunAsync(IReadOnlyList<PollPoint> points)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var desk = await CnpDesk.StartAsync(site.Certificates, site.Store, _findings).ConfigureAwait(false);
        await using var disposing = desk.ConfigureAwait(false);
        foreach (var point in points)
        {
            await SupplyAsync(desk).ConfigureAwait(false);
            await LiveAndDieAsync(desk, point).ConfigureAwait(false);
            _kills[point] = _kills.GetValueOrDefault(point) + 1;
            if (_kills.Values.Sum() % TellEvery == 0)
            {
                tell($"{_kills.Values.Sum()} kills, {desk.Confirmed} messages confirmed, {_findings.Lost} lost");
            }
        }

        await LastLifeAsync(desk).ConfigureAwait(false);
        return await CheckAsync(desk, Stopwatch.GetElapsedTime(startedAt)).ConfigureAwait(false);
    }

    // Between two lives, so that each recovers alone from the kill before.
    private async Task SupplyAsync(CnpDesk desk)
    {
        if (desk.Held >= Plenty)
        {
            return;
        }

        var calendar = new ErcotHolidayCalendar();
        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        while (desk.Held < 2 * Plenty)
        {
            var plan = new InquiryPlan(options.Seed, _plans.Count, ServicePeer.Fetched);
            _plans.Add(plan);

            // Young enough that what was not confirmed of it is looked for at a start.
            await store.Inquiries.AddAsync(
                plan.ToRecord(calendar) with { CreatedAt = TimeProvider.System.GetUtcNow() }).ConfigureAwait(false);
            desk.Hold(plan);
        }
    }

    private async Task LiveAndDieAsync(CnpDesk desk, PollPoint point)
    {
        var (time, requests) = (_random.Next(1, 4), _random.Next(12));
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (times, seen) = (0, 0);
        var child = Start(desk, point, time);
        await using var disposing = child.ConfigureAwait(false);
        desk.OnPoint = async here =>
        {
            if (here == PollPoint.Random && Interlocked.Increment(ref seen) >= requests)
            {
                enough.TrySetResult();
            }

            if (here != point || here == PollPoint.Random || Interlocked.Increment(ref times) != time)
            {
                return true;
            }

            child.Kill();
            await dead.Task.ConfigureAwait(false);
            return false;
        };
        if (point == PollPoint.Random)
        {
            // A tenth in the start; the others around any of its first requests.
            await (_random.Next(10) == 0
                ? Task.Delay(_random.NextDouble() * StartUp)
                : RequestsAsync(child, enough.Task)).ConfigureAwait(false);
            child.Kill();
        }

        await child.WaitForEndAsync().ConfigureAwait(false);
        dead.SetResult();
        desk.OnPoint = null;
    }

    private async Task RequestsAsync(ChildProcess child, Task enough)
    {
        await child.RequireAsync("ready").ConfigureAwait(false);
        await enough.WaitAsync(options.Patience).ConfigureAwait(false);
        await Task.Delay(_random.NextDouble() * Moment).ConfigureAwait(false);
    }

    private async Task LastLifeAsync(CnpDesk desk)
    {
        var child = Start(desk, PollPoint.None, 0);
        await using var disposing = child.ConfigureAwait(false);
        await child.RequireAsync("ready").ConfigureAwait(false);
        await EffectWait.UntilAsync(
            site, ExpectedKeys().SelectMany(keys => keys).ToHashSet(StringComparer.Ordinal), options.Patience).ConfigureAwait(false);
        var since = Stopwatch.GetTimestamp();
        while ((desk.Held > 0 || await UnconfirmedAsync().ConfigureAwait(false) is { Count: > 0 })
            && Stopwatch.GetElapsedTime(since) < options.Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
        }
    }

    private async Task<List<string>> UnconfirmedAsync()
    {
        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        return await store.Inquiries.ListAsync(HostServices.ClientName, InquiryQuery.All)
            .SelectMany(record => InquiryPoll.Unconfirmed(record).Select(fetch => fetch.Key)).ToListAsync().ConfigureAwait(false);
    }

    private async Task<PollReport> CheckAsync(CnpDesk desk, TimeSpan duration)
    {
        if (desk.Held > 0)
        {
            _findings.AddLost($"{desk.Held} messages were never confirmed");
        }

        foreach (var key in await UnconfirmedAsync().ConfigureAwait(false))
        {
            _findings.AddWrong($"{key} is still to be confirmed");
        }

        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            // Messages that are there twice are refused by this look, as by the index.
            var all = _plans.SelectMany(plan =>
                Enumerable.Range(0, plan.CallbackCount).Select(ordinal => new AcknowledgedCallback(plan.Number, ordinal, null)));
            await MessageCheck.RunAsync(store, options.Seed, all, _findings).ConfigureAwait(false);
            await StateCheck.RunAsync(store, options.Seed, _plans.Select(plan => plan.Number), _findings).ConfigureAwait(false);
        }

        if (await site.Store.CheckIntegrityAsync().ConfigureAwait(false) is var health and not "ok")
        {
            _findings.AddWrong("the database is damaged: " + health);
        }

        EffectCheck.Transactional(ExpectedKeys(), await site.Store.ReadEffectsAsync().ConfigureAwait(false), _findings);
        return new PollReport
        {
            Options = options,
            Kills = _kills,
            Inquiries = _plans.Count,
            Confirmed = desk.Confirmed,
            GivenOutAgain = desk.GivenOutAgain,
            ConfirmedAgain = desk.ConfirmedAgain,
            CameAgain = EffectCheck.Plain(ExpectedKeys(), PlainEffects.Read(site.Folder), _findings),
            Findings = _findings,
            Duration = duration,
        };
    }

    private IEnumerable<IReadOnlyList<string>> ExpectedKeys() =>
        _plans.Select(plan => (IReadOnlyList<string>)[.. plan.EventKeys, plan.CompletedKey]);

    private ChildProcess Start(CnpDesk desk, PollPoint point, int time) => ChildProcess.Start(WorkerHost.Role, new HostSettings
    {
        Folder = site.Folder,
        Store = site.Store,
        Endpoint = desk.Address,
        Polls = options.Scope,
        PollPoint = point,
        PollTime = time,
        Break = options.Break,
        Lease = TimeSpan.FromSeconds(6),
        IdleInTransaction = TimeSpan.FromSeconds(6),
    });
}
