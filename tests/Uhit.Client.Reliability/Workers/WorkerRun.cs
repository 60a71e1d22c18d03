using System.Diagnostics;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Kills;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Workers;

/// <summary>Three worker processes over one store, of which a random one is killed again and
/// again, and the server stopped under them.</summary>
internal sealed class WorkerRun(WorkerOptions options, RunSite site, Action<string> tell)
{
    private const int Workers = 3;
    private const int Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(HashCodes.Of(options.Seed, 4));
    private readonly Findings _findings = new();
    private readonly InquirySupply _supply = new(site.Store, options.Seed);
    private readonly ChildProcess[] _workers = new ChildProcess[Workers];
    private int _restarts;

    public async Task<WorkerReport> RunAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        await using var receiver = await LocalReceiver.OpenAsync(Settings()).ConfigureAwait(false);
        var sender = new CallbackSender(options.Seed, receiver.Door, _supply.NextAsync);
        var sending = Task.WhenAll(
            Enumerable.Range(0, Connections).Select(connection => Task.Run(() => sender.RunAsync(connection, stop.Token))));
        try
        {
            await KillAllAlongAsync(sender).ConfigureAwait(false);
            _supply.Complete();
            await sending.ConfigureAwait(false);
            var expected = ExpectedKeys(sender).SelectMany(keys => keys).ToHashSet(StringComparer.Ordinal);
            await EffectWait.UntilAsync(site, expected, Patience).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var worker in _workers.Where(worker => worker is not null))
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }
        }

        return await ReportAsync(sender, Stopwatch.GetElapsedTime(startedAt)).ConfigureAwait(false);
    }

    private async Task KillAllAlongAsync(CallbackSender sender)
    {
        // About four callbacks an inquiry.
        var inquiries = (options.Messages / 4) + 1;
        for (var worker = 0; worker < Workers; worker++)
        {
            _workers[worker] = Start();
        }

        for (var kill = 1; kill <= options.Kills; kill++)
        {
            await _supply.AddAsync((inquiries * kill / options.Kills) - _supply.Count).ConfigureAwait(false);
            await Task.Delay(_random.NextDouble() * options.LongestPause).ConfigureAwait(false);
            var unlucky = _random.Next(Workers);
            await _workers[unlucky].DisposeAsync().ConfigureAwait(false);
            if (site.Cluster is { } cluster && kill * options.Restarts / options.Kills > _restarts)
            {
                _restarts++;
                await cluster.RestartAsync(immediate: true).ConfigureAwait(false);
            }

            _workers[unlucky] = Start();
            if (kill % 20 == 0)
            {
                tell($"{kill} kills, {_restarts} stops of the server, {sender.AcknowledgedCount} callbacks acknowledged");
            }
        }
    }

    private async Task<WorkerReport> ReportAsync(CallbackSender sender, TimeSpan duration)
    {
        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await MessageCheck.RunAsync(store, options.Seed, sender.Acknowledged, _findings).ConfigureAwait(false);
            await StateCheck.RunAsync(store, options.Seed, sender.Finished, _findings).ConfigureAwait(false);
        }

        EffectCheck.Transactional(ExpectedKeys(sender), await site.Store.ReadEffectsAsync().ConfigureAwait(false), _findings);
        return new WorkerReport
        {
            Options = options,
            Restarts = _restarts,
            Acknowledged = sender.AcknowledgedCount,
            Retried = sender.Retried,
            CameAgain = EffectCheck.Plain(ExpectedKeys(sender), PlainEffects.Read(site.Folder), _findings),
            WrongAcknowledgements = sender.Wrong.Count,
            Findings = _findings,
            Duration = duration,
        };
    }

    private IEnumerable<IReadOnlyList<string>> ExpectedKeys(CallbackSender sender) => sender.Finished
        .Select(number => new InquiryPlan(options.Seed, number))
        .Select(plan => (IReadOnlyList<string>)[.. plan.EventKeys, plan.CompletedKey]);

    private ChildProcess Start() => ChildProcess.Start(WorkerHost.Role, Settings());

    private HostSettings Settings() => new()
    {
        Folder = site.Folder,
        Store = site.Store,
        Lease = TimeSpan.FromSeconds(6),
        IdleInTransaction = TimeSpan.FromSeconds(6),
    };
}
