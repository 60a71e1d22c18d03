using System.Diagnostics;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Zombies;

/// <summary>Stops a worker in its handlers with SIGSTOP until another has taken over and is done, and then lets it go on.</summary>
internal sealed class ZombieRun(RunSite site, int seed, BrokenPromise broken = BrokenPromise.None)
{
    /// <summary>How many handlers of one worker are stopped at once.</summary>
    public const int AtOnce = 4;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly Findings _findings = new();
    private readonly List<InquiryPlan> _plans = [];
    private int _zombies;
    private int _refused;

    public async Task<ZombieReport> RunAsync(int times, Action<string> tell)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var guard = ChildGuard.Start();
        for (var round = 0; _zombies < times; round++)
        {
            await RunRoundAsync(PlaceOf(round), guard).ConfigureAwait(false);
            if (round % 5 == 4)
            {
                tell($"{_refused} of {_zombies} completions refused");
            }
        }

        var expected = _plans.Select(plan => (IReadOnlyList<string>)[plan.EventKeys.First()]).ToList();
        EffectCheck.Plain(expected, PlainEffects.Read(site.Folder), _findings);
        EffectCheck.Transactional(expected, await site.Store.ReadEffectsAsync().ConfigureAwait(false), _findings);
        return new ZombieReport
        {
            Store = site.Store.Kind,
            Seed = seed,
            Zombies = _zombies,
            Refused = _refused,
            Findings = _findings,
            Duration = Stopwatch.GetElapsedTime(startedAt),
        };
    }

    // On SQLite a process that is stopped in a transaction keeps the file's lock, and nobody can take over before it goes on.
    private PausePlace PlaceOf(int round) => (round % 3) switch
    {
        0 => PausePlace.Plain,
        1 => PausePlace.Prepare,
        _ => site.Store.Kind == StoreKind.Sqlite ? PausePlace.Prepare : PausePlace.Commit,
    };

    private async Task RunRoundAsync(PausePlace place, ChildGuard guard)
    {
        var plans = Enumerable.Range(_plans.Count, AtOnce).Select(number => new InquiryPlan(seed, number)).ToList();
        _plans.AddRange(plans);
        await StoreAsync(plans).ConfigureAwait(false);
        var keys = plans.Select(plan => plan.EventKeys.First()).ToHashSet(StringComparer.Ordinal);

        var zombie = ChildProcess.Start(
            WorkerHost.Role, Settings() with { PausesAt = place, TellsCompletions = true, Break = broken, Lease = Lease });
        await using var disposingZombie = zombie.ConfigureAwait(false);
        guard.Watch(zombie.Id);
        await CollectAsync(zombie, "begun", keys).ConfigureAwait(false);
        zombie.Pause();
        var heir = ChildProcess.Start(WorkerHost.Role, Settings() with { TellsFinished = true });
        await using (heir.ConfigureAwait(false))
        {
            await InheritAsync(zombie, CollectAsync(heir, "finished", keys)).ConfigureAwait(false);
            zombie.Resume();
            zombie.Tell("go");
            await CountRefusalsAsync(zombie, keys).ConfigureAwait(false);
        }

        guard.Forget(zombie.Id);
    }

    // It may have been stopped in the middle of some other write, which on SQLite is in possession of
    // the file's lock: then it must go on for a moment.
    private static async Task InheritAsync(ChildProcess zombie, Task inheriting)
    {
        while (await Task.WhenAny(inheriting, Task.Delay(4 * Lease)).ConfigureAwait(false) != inheriting)
        {
            zombie.Resume();
            await Task.Delay(TimeSpan.FromMilliseconds(20)).ConfigureAwait(false);
            zombie.Pause();
        }

        await inheriting.ConfigureAwait(false);
    }

    private async Task CountRefusalsAsync(ChildProcess zombie, HashSet<string> keys)
    {
        var left = new HashSet<string>(keys, StringComparer.Ordinal);
        while (left.Count > 0)
        {
            var (key, outcome) = Split(await zombie.RequireAsync("completion").ConfigureAwait(false));
            if (!left.Remove(key))
            {
                continue;
            }

            _zombies++;
            if (outcome == "refused")
            {
                _refused++;
            }
            else
            {
                _findings.AddWrong($"the completion of {key} by a worker whose lease had run out was {outcome}");
            }
        }
    }

    private static (string Key, string Outcome) Split(string text) => (text[..text.LastIndexOf(' ')], text[(text.LastIndexOf(' ') + 1)..]);

    private static async Task CollectAsync(ChildProcess child, string word, HashSet<string> keys)
    {
        var left = new HashSet<string>(keys, StringComparer.Ordinal);
        while (left.Count > 0)
        {
            left.Remove(await child.RequireAsync(word).ConfigureAwait(false));
        }
    }

    private async Task StoreAsync(List<InquiryPlan> plans)
    {
        await using var receiver = await LocalReceiver.OpenAsync(Settings()).ConfigureAwait(false);
        await receiver.AddAsync(plans).ConfigureAwait(false);
        foreach (var plan in plans)
        {
            await receiver.Door.SendAsync(plan.Callback(0), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private HostSettings Settings() => new() { Folder = site.Folder, Store = site.Store, IdleInTransaction = Lease };
}
