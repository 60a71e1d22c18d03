using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Reliability.Power;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Faults;

/// <summary>One store, open from first to last, whose disk fails several times; then the power
/// is cut, and the file is opened again.</summary>
internal sealed class FaultedLife : IAsyncDisposable
{
    private const int Senders = 4;
    private const int InquiriesOfEach = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random _random;
    private readonly ThrowawayCertificates _certificates;
    private readonly FaultFigures _figures;
    private readonly TemporaryFolder _folder = new();
    private readonly JumpingTime _time = new();
    private readonly FaultScript _script = new();
    private readonly DiskTrace _trace;
    private readonly DiskVfs _vfs;
    private readonly LoadPlan _plan;
    private readonly List<Given> _given = [];
    private readonly List<int> _cutPoints = [];
    private readonly SqliteUhitStore _store;
    private readonly LoadReceiver _host;
    private readonly bool _dispatches;
    private int _inquiries;
    private DiskFault _fault;
    private bool _isClosed;
    private volatile Action<string> _called = static _ => { };

    public FaultedLife(Random random, ThrowawayCertificates certificates, FaultFigures figures)
    {
        _random = random;
        _certificates = certificates;
        _figures = figures;
        _trace = new DiskTrace(_script);
        _vfs = new DiskVfs(_trace);
        _plan = new LoadPlan(random.Next(1_000_000), _time);

        // Checkpoints come often, so that there is one to fail. Without a dispatcher no reader keeps the shared
        // memory alive while the writer's connection is replaced.
        _dispatches = random.Next(2) == 0;
        _store = new SqliteUhitStore(
            new SqliteStoreOptions
            {
                Path = _folder.Database,
                Vfs = _vfs.Name,
                CheckpointPages = 50,
                BusyTimeout = TimeSpan.FromSeconds(1),
            },
            time: _time);
        _host = new LoadReceiver(WatchedStore.Create(_store, name => _called(name)), certificates, new Effects(), _time);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        if (_dispatches)
        {
            await _host.StartDispatcherAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task InjectAsync(FaultSite site, DiskFault fault, CancellationToken cancellationToken)
    {
        // Where nothing is dispatched no event is completed.
        site = site is FaultSite.EventCompletion && !_dispatches ? FaultSite.Commit : site;
        var what = $"{fault} at {site}";
        if (_random.Next(2) == 0)
        {
            await WriteBackInPartAsync(what, cancellationToken).ConfigureAwait(false);
        }

        var inquiries = await NewInquiriesAsync(site, cancellationToken).ConfigureAwait(false);
        var once = fault is not DiskFault.Busy && _random.Next(3) == 0;
        _fault = fault;
        Arm(site, fault, once ? 1 : int.MaxValue);
        var refused = await SendAsync(
            [.. inquiries.SelectMany(inquiry => inquiry.Messages)], what, cancellationToken).ConfigureAwait(false);
        if (site is FaultSite.Sweep)
        {
            _script.Fail(fault, times: once ? 1 : int.MaxValue);
            await TrySweepAsync(cancellationToken).ConfigureAwait(false);
        }

        await WaitForHitAsync(site, what, refused, cancellationToken).ConfigureAwait(false);
        _called = static _ => { };
        _script.Heal();
        _figures.Injections++;
        _figures.FailedOperations += _script.Hits;
        await RecoverAsync(refused, what, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cuts the power after each recovery, then closes and opens the file: what was acknowledged must be found.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var disk = new ModelDisk(_random);
        var trace = _trace.Entries;
        foreach (var point in _cutPoints)
        {
            while (disk.Position < point)
            {
                disk.Apply(trace[disk.Position]);
            }

            using var folder = new TemporaryFolder();
            disk.Crash(folder.Path);
            await CheckAsync(folder.Database, point, "after a power cut", cancellationToken).ConfigureAwait(false);
        }

        await CloseAsync().ConfigureAwait(false);
        await CheckAsync(_folder.Database, int.MaxValue, "after a restart", cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _vfs.Dispose();
        _folder.Dispose();
    }

    private async Task<List<LoadInquiry>> NewInquiriesAsync(FaultSite site, CancellationToken cancellationToken)
    {
        // A body of several chunks is appended before it is read.
        var noise = site is FaultSite.ChunkAppend ? 1_200_000 : 0;
        var inquiries = Enumerable.Range(0, InquiriesOfEach).Select(_ => _plan.Next(_inquiries++, days: 1, noise)).ToList();
        foreach (var inquiry in inquiries)
        {
            await _store.Inquiries.AddAsync(inquiry.Record, cancellationToken).ConfigureAwait(false);
        }

        if (site is FaultSite.Sweep)
        {
            // What a caller that broke off leaves.
            for (var i = 0; i < 3; i++)
            {
                await _store.Inbox.AppendBodyAsync(ReceiptId.Create(_time), 0, new byte[20_000], cancellationToken).ConfigureAwait(false);
            }
        }

        return inquiries;
    }

    /// <summary>Callbacks come while somebody reads: the log is written back in part, which SQLite does
    /// not sync before it comes to the log's end.</summary>
    private async Task WriteBackInPartAsync(string what, CancellationToken cancellationToken)
    {
        // The first reader keeps all that comes in the log, the second one lets it be written back, and no more.
        var (second, first) = (default(SqliteConnection), await ReadAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            await SendMoreAsync(what, cancellationToken).ConfigureAwait(false);
            second = await ReadAsync(cancellationToken).ConfigureAwait(false);
            await first.DisposeAsync().ConfigureAwait(false);
            await SendMoreAsync(what, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await first.DisposeAsync().ConfigureAwait(false);
            if (second is not null)
            {
                await second.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task SendMoreAsync(string what, CancellationToken cancellationToken)
    {
        var inquiries = await NewInquiriesAsync(FaultSite.Commit, cancellationToken).ConfigureAwait(false);
        var refused = await SendAsync(
            [.. inquiries.SelectMany(inquiry => inquiry.Messages)], what, cancellationToken).ConfigureAwait(false);
        if (refused.Count > 0)
        {
            _figures.Add($"{what}: {refused.Count} were not taken before the disk failed");
        }
    }

    /// <summary>A connection that is in the middle of reading.</summary>
    private async Task<SqliteConnection> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new SqliteConnection($"Data Source={_folder.Database};Pooling=False;Vfs={_vfs.Name}");
        await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
        var command = reader.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.Transaction = reader.BeginTransaction(deferred: true);
        command.CommandText = "SELECT count(*) FROM uhit_receipt";
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        return reader;
    }

    private void Arm(FaultSite site, DiskFault fault, int times)
    {
        if (site is FaultSite.Checkpoint)
        {
            _script.Fail(fault, onlyCheckpoints: true, times);
            return;
        }

        _script.Fail(fault, times: 0);
        var calls = site switch
        {
            FaultSite.ChunkAppend => [nameof(ICallbackInbox.AppendBodyAsync)],
            FaultSite.UsageAppend => [nameof(ICallbackInbox.AppendUsageAsync)],
            FaultSite.Commit => [nameof(ICallbackInbox.CommitAsync)],
            FaultSite.EventCompletion =>
            [
                nameof(IDispatchStore.CompleteHandlerAsync),
                nameof(IDispatchStore.CompleteHandlerInTransactionAsync),
                nameof(IDispatchStore.FinishAsync),
            ],
            _ => Array.Empty<string>(),
        };
        var begun = 0;
        _called = name =>
        {
            if (calls.Contains(name) && Interlocked.Exchange(ref begun, 1) == 0)
            {
                _script.Fail(fault, times: times);
            }
        };
    }

    private async Task<List<LoadMessage>> SendAsync(List<LoadMessage> messages, string what, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<LoadMessage>(messages);
        var refused = new ConcurrentQueue<LoadMessage>();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(
            async () =>
            {
                while (waiting.TryDequeue(out var message))
                {
                    if (!await SendAsync(message, what, cancellationToken).ConfigureAwait(false))
                    {
                        refused.Enqueue(message);
                        HealIfBusy();
                    }
                }
            },
            cancellationToken))).ConfigureAwait(false);
        return [.. refused];
    }

    /// <returns>Whether it was acknowledged.</returns>
    private async Task<bool> SendAsync(LoadMessage message, string what, CancellationToken cancellationToken)
    {
        var response = await _host.SendAsync(message, cancellationToken).ConfigureAwait(false);
        lock (_given)
        {
            if (response.StatusCode == 200)
            {
                _figures.Accepted++;
                _given.Add(new Given(message, response.Body.ToArray(), _trace.Position));
            }
            else
            {
                _figures.Refused++;
                if (response.StatusCode != 500 || !response.Headers.Any(header => header.Key == "Retry-After"))
                {
                    _figures.Add($"{what}: {message.Key} was answered with status {response.StatusCode}, without being asked to come "
                        + $"again: {System.Text.Encoding.UTF8.GetString(response.Body.Span)}");
                }
            }
        }

        if (response.StatusCode == 200)
        {
            await response.OnSentAsync(cancellationToken).ConfigureAwait(false);
        }

        return response.StatusCode == 200;
    }

    private async Task RecoverAsync(List<LoadMessage> refused, string what, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        foreach (var message in refused)
        {
            if (!await SendAsync(message, what, cancellationToken).ConfigureAwait(false))
            {
                _figures.Add($"{what}: {message.Key} was not taken after the disk had been healed");
            }
        }

        // What was acknowledged now must be on the disk, whatever a sync that failed has lost.
        _cutPoints.Add(_trace.Position);
        var took = TimeProvider.System.GetElapsedTime(since);
        _figures.LongestRecovery = took > _figures.LongestRecovery ? took : _figures.LongestRecovery;

        // The leases of claims whose release failed run out, and what could not be discarded is old enough to be swept.
        _time.Jump(TimeSpan.FromMinutes(1));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        if (!await TrySweepAsync(cancellationToken).ConfigureAwait(false)
            || (await _store.Maintenance.GetStatisticsAsync(null, cancellationToken).ConfigureAwait(false)).StagedReceipts > 0)
        {
            _figures.Add($"{what}: what was left behind was not swept after the disk had been healed");
        }

        if (_dispatches)
        {
            await _host.FinishEventsAsync(patience.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _store.Maintenance.SweepOrphansAsync(_time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (UhitStoreException)
        {
            return false;
        }
    }

    // An injection that hits nothing is none: events complete on their own time, and a checkpoint comes when the log is long enough.
    private async Task WaitForHitAsync(FaultSite site, string what, List<LoadMessage> refused, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (_script.Hits == 0 && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            if (site is FaultSite.Checkpoint)
            {
                var more = await NewInquiriesAsync(site, cancellationToken).ConfigureAwait(false);
                refused.AddRange(
                    await SendAsync([.. more.SelectMany(inquiry => inquiry.Messages)], what, cancellationToken).ConfigureAwait(false));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken).ConfigureAwait(false);
        }

        if (_script.Hits == 0)
        {
            _figures.Add($"{what}: the disk was never asked for what it would have failed");
        }
    }

    // Longer than the store waits for it, and no longer: each further write would wait as long.
    private void HealIfBusy()
    {
        if (_fault is DiskFault.Busy)
        {
            _script.Heal();
        }
    }

    private async Task CheckAsync(string database, int position, string when, CancellationToken cancellationToken)
    {
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = database });
        await using (store.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            var given = _given.Where(each => each.Position <= position).ToList();
            _figures.Checked += given.Count;
            var stored = await new StoreCheck(store).RunAsync(given, cancellationToken).ConfigureAwait(false);
            foreach (var wrong in stored.Concat(await EffectCheck.RunAsync(store, cancellationToken).ConfigureAwait(false)))
            {
                _figures.Add($"{when}: {wrong}");
            }
        }
    }

    private async Task CloseAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            await _host.DisposeAsync().ConfigureAwait(false);
        }
    }
}
