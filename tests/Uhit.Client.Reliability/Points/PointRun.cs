using System.Globalization;
using System.Net;
using Uhit.Client.Inquiries;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Points;

/// <summary>Kills the receiver at one point on the way of one callback, and compares what is there
/// then, and after a restart, with the table.</summary>
internal sealed class PointRun(RunSite site, int seed, BrokenPromise broken = BrokenPromise.None) : IDisposable
{
    private const int Ordinal = 2;
    private readonly CallbackCaller _caller = new(site.Certificates, 1);
    private int _number;

    public Findings Findings { get; } = new();

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Kills once at a point.</summary>
    public async Task RunAsync(PointRow row)
    {
        var plan = new InquiryPlan(seed, _number++);
        var callback = plan.Callback(Ordinal);
        await AddAsync(plan).ConfigureAwait(false);
        var (read, answer) = await DieAsync(row.Point, callback).ConfigureAwait(false);
        Kills++;
        var then = await LookAsync(callback).ConfigureAwait(false);
        Compare(row, "stored", row.Stored, then.Stored is null ? "no" : "yes");
        Compare(row, "answer", row.Answer, read);
        Compare(row, "plain effect after the kill", row.PlainThen, then.Plain.Count.ToString(CultureInfo.InvariantCulture));
        Compare(
            row,
            "transactional effect after the kill",
            row.TransactionalThen,
            then.Transactional.Count.ToString(CultureInfo.InvariantCulture));
        if (answer is not null && then.Stored?.AnswerSoap11.Span.SequenceEqual(answer) == false)
        {
            Findings.AddWrong($"{row.Point}: the stored answer is not the one that was given");
        }

        var second = await RestartAsync(plan, callback).ConfigureAwait(false);
        var end = await LookAsync(callback).ConfigureAwait(false);
        var isStoredOne = then.Stored is not null && then.Stored.AnswerSoap11.Span.SequenceEqual(second);
        Compare(row, "re-send", row.Resend, then.Stored is null ? "a first answer" : isStoredOne ? "the stored answer" : "another answer");
        if (!Answers.IsAccepted(second, callback) || end.Stored is null)
        {
            Findings.AddLost($"{row.Point}: the copy was not accepted, or is not stored");
        }

        Compare(row, "plain effect in the end", row.PlainEnd, Words(end.Plain));
        Compare(row, "transactional effect in the end", row.TransactionalEnd, Words(end.Transactional));
    }

    public void Dispose() => _caller.Dispose();

    private async Task<(string Read, byte[]? Answer)> DieAsync(KillPoint point, PlannedCallback callback)
    {
        var child = Start(point, Clock(0));
        await using var disposing = child.ConfigureAwait(false);
        var address = new Uri(await child.RequireAsync("ready").ConfigureAwait(false));
        var got = new MemoryStream();
        try
        {
            using var response = await _caller.BeginAsync(address, callback, CancellationToken.None).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await using var disposingBody = body.ConfigureAwait(false);
            var buffer = new byte[16];
            int read;
            while ((read = await body.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                got.Write(buffer, 0, read);
                if (point == KillPoint.MidAcknowledgement)
                {
                    child.Tell("go");
                }
            }

            child.Tell("go");
            await child.WaitForEndAsync().ConfigureAwait(false);
            return ("whole", got.ToArray());
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await child.WaitForEndAsync().ConfigureAwait(false);
            return (got.Length == 0 ? "none" : "part", null);
        }
    }

    private async Task<byte[]> RestartAsync(InquiryPlan plan, PlannedCallback callback)
    {
        var child = Start(KillPoint.None, Clock(1));
        await using var disposing = child.ConfigureAwait(false);
        var address = new Uri(await child.RequireAsync("ready").ConfigureAwait(false));
        var (status, answer) = await _caller.SendAsync(address, callback, CancellationToken.None).ConfigureAwait(false);
        if (status == HttpStatusCode.OK)
        {
            await child.RequireAsync("finished " + callback.EventKey).ConfigureAwait(false);
            if (plan.CallbackCount == Ordinal + 1)
            {
                // All that it asked for is there. Left waiting, this event would be what the next receiver claims first.
                await child.RequireAsync("finished " + plan.CompletedKey).ConfigureAwait(false);
            }
        }

        return answer;
    }

    private void Compare(PointRow row, string what, string predicted, string seen)
    {
        if (predicted != seen && !predicted.Split(" or ").Contains(seen))
        {
            Findings.AddWrong($"{row.Point}: {what}: the table says {predicted}, it was {seen}");
        }
    }

    private static string Words(List<int> attempts) => attempts switch
    {
        [] => "never",
        [_] => "once",
        [_, .. var later] => later.TrueForAll(attempt => attempt > 1) ? "again" : "again, and not marked as such",
    };

    private async Task AddAsync(InquiryPlan plan)
    {
        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        await store.Inquiries.AddAsync(plan.ToRecord(new ErcotHolidayCalendar())).ConfigureAwait(false);
    }

    private async Task<(InboxMessage? Stored, List<int> Plain, List<int> Transactional)> LookAsync(PlannedCallback callback)
    {
        var store = await site.Store.OpenAsync().ConfigureAwait(false);
        await using var disposing = store.ConfigureAwait(false);
        var entry = await store.Inbox.ListAsync(HostServices.ClientName, InboxRoom.Inbox)
            .FirstOrDefaultAsync(entry => entry.MessageKey == callback.MessageId.Value).ConfigureAwait(false);
        var stored = entry is null ? null : await store.Inbox.FindAsync(entry.Receipt).ConfigureAwait(false);
        var plain = PlainEffects.Read(site.Folder);
        var transactional = await site.Store.ReadEffectsAsync().ConfigureAwait(false);
        return (stored, AttemptsOf(plain, callback), AttemptsOf(transactional, callback));
    }

    private static List<int> AttemptsOf(IEnumerable<(string Key, int Attempt)> effects, PlannedCallback callback) =>
        [.. effects.Where(effect => effect.Key == callback.EventKey).Select(effect => effect.Attempt)];

    // Each life's clock is a minute ahead of the one before: what the dead one had claimed is free at once.
    private TimeSpan Clock(int life) => TimeSpan.FromMinutes((2 * _number) + life);

    private ChildProcess Start(KillPoint point, TimeSpan ahead) => ChildProcess.Start(ReceiverHost.Role, new HostSettings
    {
        Folder = site.Folder,
        Store = site.Store,
        Point = point,
        ClockAhead = ahead,
        TellsFinished = point == KillPoint.None,
        Break = broken,
    });
}
