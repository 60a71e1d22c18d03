using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Sends;

/// <summary>Kills a process that submits inquiries, around its sends, and compares what it stored with what CNP saw.</summary>
internal sealed class SendRun(RunSite site, CnpService cnp, int seed, Action<string> tell, BrokenPromise broken = BrokenPromise.None)
{
    private static readonly SendPoint[] Named = [.. Enum.GetValues<SendPoint>().Where(point => point > SendPoint.Random)];

    private readonly Random _random = new(HashCodes.Of(seed, 3));
    private readonly ConcurrentDictionary<string, string> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<SendPoint, int> _kills = [];
    private readonly Findings _findings = new();
    private readonly List<string> _references = [];
    private int _life;

    /// <summary>Half of the kills at the named points, in turn.</summary>
    public Task<SendReport> RunAsync(int kills) =>
        RunAsync([.. Enumerable.Range(1, kills).Select(kill => kill % 2 == 0 ? Named[kill / 2 % Named.Length] : SendPoint.Random)]);

    /// <summary>Kills at these points, and looks. May be called again.</summary>
    public async Task<SendReport> RunAsync(IReadOnlyList<SendPoint> points)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var deadEnd = new DeadEnd();
        foreach (var point in points)
        {
            var endpoint = point == SendPoint.Random && _random.Next(8) == 0 ? deadEnd.Address : cnp.Address;
            await LiveAndDieAsync(point, endpoint).ConfigureAwait(false);
            _kills[point] = _kills.GetValueOrDefault(point) + 1;
            if (_kills.Values.Sum() % 50 == 0)
            {
                tell($"{_kills.Values.Sum()} kills, {_stored.Count} inquiries stored, {cnp.Seen.Count} requests seen");
            }
        }

        var last = Start(SendPoint.None, cnp.Address);
        await using (last.ConfigureAwait(false))
        {
            await last.RequireAsync("ready").ConfigureAwait(false);
        }

        return await CheckAsync(Stopwatch.GetElapsedTime(startedAt)).ConfigureAwait(false);
    }

    private async Task LiveAndDieAsync(SendPoint point, Uri endpoint)
    {
        var child = Start(point, endpoint);
        await using var disposing = child.ConfigureAwait(false);
        await child.RequireAsync("ready").ConfigureAwait(false);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var trigger = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cnp.OnHalf = point == SendPoint.MidRequest ? () => KillAsync(child, killed.Task) : null;
        cnp.OnWhole = point == SendPoint.BeforeAnswer ? () => KillAsync(child, killed.Task) : () => Task.FromResult(trigger.TrySetResult());
        var waitsFor = _random.Next(3);
        var listening = ListenAsync(child, waitsFor == 1 ? trigger : null);
        await SubmitAsync(child, point).ConfigureAwait(false);
        if (point == SendPoint.Random)
        {
            // A third each: from when it was told, from when a row was stored, from when CNP saw a request, if any of that comes at all.
            await Task.WhenAny(
                waitsFor == 0 ? Task.CompletedTask : trigger.Task, Task.Delay(TimeSpan.FromSeconds(5))).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * (waitsFor == 0 ? 800 : 25))).ConfigureAwait(false);
            child.Kill();
        }

        await child.WaitForEndAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(false);
        killed.SetResult();
        (cnp.OnHalf, cnp.OnWhole) = (null, null);
    }

    // Not answered and not read on before it is dead.
    private static async Task KillAsync(ChildProcess child, Task killed)
    {
        if (!child.HasEnded)
        {
            child.Kill();
        }

        await killed.ConfigureAwait(false);
    }

    private async Task SubmitAsync(ChildProcess child, SendPoint point)
    {
        // At a named point it is a new inquiry alone, so that nothing else can be at the point first.
        var reference = string.Create(
            CultureInfo.InvariantCulture, $"ref-{seed}-{(point == SendPoint.MidRequest ? "long" : "short")}-{_references.Count}");
        if (point == SendPoint.Random)
        {
            foreach (var old in _references.TakeLast(4))
            {
                child.Tell("submit " + old);
            }

            await AskForResendAsync(child).ConfigureAwait(false);
        }

        _references.Add(reference);
        child.Tell("submit " + reference);
    }

    // Now and then the user asks that one whose arrival is uncertain be sent again.
    private async Task AskForResendAsync(ChildProcess child)
    {
        if (_random.Next(6) != 0)
        {
            return;
        }

        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        var uncertain = await store.Inquiries
            .ListAsync(HostServices.ClientName, InquiryQuery.All with { Sending = SendingState.Uncertain, Limit = 1 })
            .FirstOrDefaultAsync().ConfigureAwait(false);
        if (uncertain is not null)
        {
            var id = uncertain.RequestId.Value;
            _asked[id] = _asked.GetValueOrDefault(id) + 1;
            child.Tell("resend " + id);
        }
    }

    private async Task ListenAsync(ChildProcess child, TaskCompletionSource? onStored)
    {
        await foreach (var line in child.ReadLinesAsync().ConfigureAwait(false))
        {
            switch (line.Split(' '))
            {
                case ["stored", var reference, var requestId]:
                    onStored?.TrySetResult();
                    if (_stored.GetOrAdd(reference, requestId) != requestId)
                    {
                        _findings.AddTwice($"{reference} has two numbers, {_stored[reference]} and {requestId}");
                    }

                    break;
                case ["done", var reference, nameof(UhitConnectionException)]
                    when _stored.TryGetValue(reference, out var id) && cnp.Seen.Any(request => request.RequestId == id):
                    _findings.AddWrong($"{reference} was said not to have been sent, and CNP had seen it");
                    break;
            }
        }
    }

    private async Task<SendReport> CheckAsync(TimeSpan duration)
    {
        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        var records = await store.Inquiries.ListAsync(HostServices.ClientName, InquiryQuery.All).ToListAsync().ConfigureAwait(false);
        CheckStored(records);
        CheckSeen(records.ToDictionary(record => record.RequestId.Value, StringComparer.Ordinal));
        return new SendReport
        {
            Seed = seed,
            Kills = _kills,
            Inquiries = records.Count,
            Seen = cnp.Seen.Count,
            SeenInPart = cnp.Seen.Count(request => !request.IsWhole),
            Resends = _asked.Values.Sum(),
            States = records.GroupBy(record => record.Sending.ToString()).ToDictionary(
                group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Findings = _findings,
            Duration = duration,
        };
    }

    private void CheckStored(List<InquiryRecord> records)
    {
        var byReference = records.ToDictionary(record => record.Inquiry.ClientReference!, StringComparer.Ordinal);
        foreach (var (reference, requestId) in _stored)
        {
            if (byReference.GetValueOrDefault(reference)?.RequestId.Value != requestId)
            {
                _findings.AddLost($"{reference} was stored as {requestId} and is not there");
            }
        }

        foreach (var record in records.Where(record => record.Sending is SendingState.Sending or SendingState.Draft))
        {
            _findings.AddWrong($"{record.RequestId.Value} is still {record.Sending} after a restart");
        }
    }

    private void CheckSeen(Dictionary<string, InquiryRecord> records)
    {
        foreach (var seen in cnp.Seen.Where(request => request.RequestId is not null).GroupBy(request => request.RequestId!))
        {
            if (!records.TryGetValue(seen.Key, out var record))
            {
                _findings.AddLost($"CNP saw {seen.Key}, which is not stored");
                continue;
            }

            if (record.Sending == SendingState.NotSent)
            {
                _findings.AddWrong($"{seen.Key} is said not to have been sent, and CNP saw it");
            }

            if (seen.Count() > 1 + _asked.GetValueOrDefault(seen.Key))
            {
                _findings.AddTwice(
                    $"CNP saw {seen.Key} {seen.Count()} times, and it was asked for {_asked.GetValueOrDefault(seen.Key)} times");
            }

            if (seen.Select(request => request.MessageId).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1)
            {
                _findings.AddWrong($"{seen.Key} was sent again under another MessageId");
            }
        }

        foreach (var record in records.Values.Where(record => record.Sending == SendingState.Accepted))
        {
            if (!cnp.Seen.Any(request => request.IsWhole && request.RequestId == record.RequestId.Value))
            {
                _findings.AddWrong($"{record.RequestId.Value} is said to be accepted, and CNP never had it");
            }
        }
    }

    private ChildProcess Start(SendPoint point, Uri endpoint) => ChildProcess.Start(SenderHost.Role, new HostSettings
    {
        Folder = site.Folder,
        Store = site.Store,
        Endpoint = endpoint,
        SendPoint = point,
        Sends = true,
        Break = broken,

        // So far that what the life before had begun to send is old enough to be ended.
        ClockAhead = TimeSpan.FromMinutes(20 * _life++),
    });
}
