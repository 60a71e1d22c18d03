using System.Diagnostics;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Kills;

/// <summary>Kills the receiver at random instants while callbacks come, again and again, and compares what it
/// acknowledged with what is there afterwards.</summary>
internal sealed class KillRun : IDisposable
{
    private const int Connections = 4;
    private const int CheckEvery = 100;
    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);

    private readonly KillOptions _options;
    private readonly RunSite _site;
    private readonly Action<string> _tell;
    private readonly Random _random;
    private readonly Findings _findings = new();
    private readonly ReceiverAddress _address = new();
    private readonly CallbackCaller _caller;
    private readonly InquirySupply _supply;
    private readonly CallbackSender _sender;
    private readonly HashSet<(int Inquiry, int Ordinal)> _checked = [];
    private int _killsDuringStart;

    private KillRun(KillOptions options, RunSite site, Action<string> tell)
    {
        _options = options;
        _site = site;
        _tell = tell;
        _random = new Random(HashCodes.Of(options.Seed, 1));
        _caller = new CallbackCaller(site.Certificates, Connections);
        _supply = new InquirySupply(site.Store, options.Seed);
        _sender = new CallbackSender(
            options.Seed, new ReceiverDoor(_caller, _address), _supply.NextAsync, options.Naming == CallbackNaming.Number);
    }

    public static async Task<KillReport> RunAsync(KillOptions options, RunSite site, Action<string> tell)
    {
        using var run = new KillRun(options, site, tell);
        return await run.RunAsync().ConfigureAwait(false);
    }

    public void Dispose() => _caller.Dispose();

    private async Task<KillReport> RunAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        await _supply.AddAsync(_options.Batch).ConfigureAwait(false);
        var sending = Task.WhenAll(
            Enumerable.Range(0, Connections).Select(connection => Task.Run(() => _sender.RunAsync(connection, stop.Token))));
        try
        {
            for (var kill = 1; kill <= _options.Kills; kill++)
            {
                await LiveAndDieAsync(AdoptionPointOf(kill)).ConfigureAwait(false);
                await BetweenLivesAsync(kill).ConfigureAwait(false);
            }

            await LastLifeAsync(sending).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await ReportAsync(Stopwatch.GetElapsedTime(startedAt)).ConfigureAwait(false);
    }

    // A tenth of the kills comes at any instant of the start. The others come at any instant around any of a life's first answers: counted
    // by answers and not by time alone, so that a slow machine shows as much as a fast one.
    private async Task LiveAndDieAsync(AdoptionPoint point)
    {
        var child = Start(point);
        await using var disposing = child.ConfigureAwait(false);
        if (point != AdoptionPoint.None)
        {
            // It may end in its start, where an adoption waits.
            if (await child.WaitForAsync("ready").ConfigureAwait(false) is { } address)
            {
                _address.Set(new Uri(address));
                await child.WaitForEndAsync().ConfigureAwait(false);
                _address.Lost(new Uri(address));
            }
        }
        else if (_random.Next(10) == 0)
        {
            _killsDuringStart++;
            await Task.Delay(_random.NextDouble() * StartUp).ConfigureAwait(false);
        }
        else
        {
            var address = new Uri(await child.RequireAsync("ready").ConfigureAwait(false));
            _address.Set(address);
            await _sender.AnswersAsync(_random.Next(_options.LongestLife + 1)).WaitAsync(_options.Patience).ConfigureAwait(false);
            await Task.Delay(_random.NextDouble() * Moment).ConfigureAwait(false);
            child.Kill();
            _address.Lost(address);
        }
    }

    // What waits unmatched is adopted after its acknowledgement, or at the next start: a life in two ends
    // around an adoption, before it and after it in turn.
    private AdoptionPoint AdoptionPointOf(int kill) => _options.Naming != CallbackNaming.Number ? AdoptionPoint.None
        : (kill % 4) switch { 1 => AdoptionPoint.Before, 3 => AdoptionPoint.After, _ => AdoptionPoint.None };

    private async Task BetweenLivesAsync(int kill)
    {
        if (kill % CheckEvery == 0 || kill == _options.Kills)
        {
            await CheckMessagesAsync().ConfigureAwait(false);
            _tell(
                $"{kill} kills, {_sender.AcknowledgedCount} callbacks acknowledged, {_findings.Lost} lost, {_sender.Wrong.Count} wrong "
                    + "acknowledgements");
        }

        // What is left when the last kill is done is what is still needed.
        if (kill < _options.Kills && _supply.Left < _options.Batch / 2)
        {
            await _supply.AddAsync(_options.Batch).ConfigureAwait(false);
        }
    }

    private async Task LastLifeAsync(Task sending)
    {
        // About four callbacks an inquiry.
        await _supply.AddAsync(Math.Max(1, (_options.Callbacks / 4) + 1 - _supply.Count)).ConfigureAwait(false);
        _supply.Complete();
        var child = Start();
        await using var disposing = child.ConfigureAwait(false);
        _address.Set(new Uri(await child.RequireAsync("ready").ConfigureAwait(false)));
        await sending.ConfigureAwait(false);
        var expected = ExpectedKeys().SelectMany(keys => keys).ToHashSet(StringComparer.Ordinal);
        await EffectWait.UntilAsync(_site, expected, _options.Patience).ConfigureAwait(false);
    }

    private async Task<KillReport> ReportAsync(TimeSpan duration)
    {
        await CheckMessagesAsync().ConfigureAwait(false);
        var store = await _site.Store.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await StateCheck.RunAsync(store, _options.Seed, _sender.Finished, _findings).ConfigureAwait(false);
        }

        EffectCheck.Transactional(ExpectedKeys(), await _site.Store.ReadEffectsAsync().ConfigureAwait(false), _findings);
        var cameAgain = EffectCheck.Plain(ExpectedKeys(), PlainEffects.Read(_site.Folder), _findings);
        return new KillReport
        {
            Options = _options,
            Kills = _options.Kills,
            KillsDuringStart = _killsDuringStart,
            Acknowledged = _sender.AcknowledgedCount,
            Retried = _sender.Retried,
            Repeated = _sender.Repeated,
            CameAgain = cameAgain,
            WrongAcknowledgements = _sender.Wrong.Count,
            Findings = _findings,
            Duration = duration,
        };
    }

    // Each message once, when it is the first check after its acknowledgement; all of them at the end would
    // take long for nothing: what is committed stays as it is.
    private async Task CheckMessagesAsync()
    {
        var acknowledged = _sender.Acknowledged.Where(callback => _checked.Add((callback.Inquiry, callback.Ordinal))).ToList();
        var store = await _site.Store.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await MessageCheck.RunAsync(store, _options.Seed, acknowledged, _findings).ConfigureAwait(false);
        }

        var health = await _site.Store.CheckIntegrityAsync().ConfigureAwait(false);
        if (health != "ok")
        {
            _findings.AddWrong("the database is damaged: " + health);
        }
    }

    private IEnumerable<IReadOnlyList<string>> ExpectedKeys() => _sender.Finished
        .Select(number => new InquiryPlan(_options.Seed, number))
        .Select(plan => (IReadOnlyList<string>)[.. plan.EventKeys, plan.CompletedKey]);

    private ChildProcess Start(AdoptionPoint point = AdoptionPoint.None) => ChildProcess.Start(ReceiverHost.Role, new HostSettings
    {
        Folder = _site.Folder,
        Store = _site.Store,
        Naming = _options.Naming,
        Break = _options.Break,
        AdoptionPoint = point,
        Lease = TimeSpan.FromSeconds(6),
        IdleInTransaction = TimeSpan.FromSeconds(6),
    });
}
