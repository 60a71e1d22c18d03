using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Chores;

/// <summary>Kills a process in the middle of a checkpoint, a purge or a migration, and looks whether the next
/// one finds all, and finishes what was begun.</summary>
internal sealed class ChoreRun(RunSite site, int seed, BrokenPromise broken = BrokenPromise.None)
{
    private readonly Random _random = new(HashCodes.Of(seed, 5));

    // How far a chore goes: learned from those that were through before they were killed.
    private readonly Dictionary<Chore, int> _changes = new() { [Chore.InCheckpoint] = 60, [Chore.InPurge] = 40, [Chore.InMigration] = 60 };
    private readonly Dictionary<Chore, double> _milliseconds = new() { [Chore.InPurge] = 60, [Chore.InMigration] = 200 };
    private int _number;

    public Findings Findings { get; } = new();

    public int Kills { get; private set; }

    /// <summary>The chores that a store has: the server of PostgreSQL makes its checkpoints in a process that is not ours.</summary>
    public static IEnumerable<Chore> Of(StoreKind kind) =>
        kind == StoreKind.Sqlite ? [Chore.InCheckpoint, Chore.InPurge, Chore.InMigration] : [Chore.InPurge, Chore.InMigration];

    /// <summary>Kills once in a chore.</summary>
    public async Task RunAsync(Chore chore)
    {
        while (!await (chore switch
        {
            Chore.InCheckpoint => CheckpointAsync(),
            Chore.InPurge => PurgeAsync(),
            _ => MigrateAsync(),
        }).ConfigureAwait(false))
        {
        }

        Kills++;
    }

    private async Task<bool> CheckpointAsync()
    {
        var acknowledged = new List<AcknowledgedCallback>();
        var store = await NewStoreAsync().ConfigureAwait(false);
        var plans = Enumerable.Range(0, 200).Select(number => new InquiryPlan(seed, number)).ToList();
        await using (var receiver = await OpenAsync(store).ConfigureAwait(false))
        {
            await receiver.AddAsync(plans).ConfigureAwait(false);
        }

        var child = Start(Chore.InCheckpoint, store, null);
        await using (child.ConfigureAwait(false))
        {
            await child.RequireAsync("begin").ConfigureAwait(false);
            foreach (var (plan, ordinal) in plans.SelectMany(plan =>
                Enumerable.Range(0, plan.CallbackCount).Select(ordinal => (plan, ordinal))))
            {
                child.Tell(string.Create(CultureInfo.InvariantCulture, $"{seed} {plan.Number} {ordinal}"));
                if (await child.WaitForAsync("answer").ConfigureAwait(false) is not { } answer)
                {
                    break;
                }

                acknowledged.Add(new AcknowledgedCallback(plan.Number, ordinal, Convert.FromBase64String(answer)));
            }

            if (!child.HasEnded)
            {
                await child.EndAsync().ConfigureAwait(false);
                _changes[Chore.InCheckpoint] = Math.Max(1, _changes[Chore.InCheckpoint] / 2);
                return false;
            }
        }

        await CheckHealthAsync(store, Chore.InCheckpoint).ConfigureAwait(false);
        var opened = await store.OpenAsync().ConfigureAwait(false);
        await using var disposing = opened.ConfigureAwait(false);
        await MessageCheck.RunAsync(opened, seed, acknowledged, Findings).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> PurgeAsync()
    {
        var plan = new InquiryPlan(seed, 1000 + _number++);
        var answers = new List<byte[]>();
        await using (var receiver = await OpenAsync(site.Store).ConfigureAwait(false))
        {
            await receiver.AddAsync([plan]).ConfigureAwait(false);
            for (var ordinal = 0; ordinal < plan.CallbackCount; ordinal++)
            {
                answers.Add((await receiver.Door.SendAsync(plan.Callback(ordinal), CancellationToken.None).ConfigureAwait(false)).Answer);
            }
        }

        var killed = await DieAsync(Chore.InPurge, site.Store, plan, "purging").ConfigureAwait(false);
        await CheckHealthAsync(site.Store, Chore.InPurge).ConfigureAwait(false);
        await using var again = await OpenAsync(site.Store).ConfigureAwait(false);
        await CheckAnswersAsync(again, plan, answers).ConfigureAwait(false);
        await again.Services.GetRequiredKeyedService<IUsageHistoryInbox>(HostServices.ClientName)
            .PurgeInquiryAsync(plan.RequestId, includeWaiting: true).ConfigureAwait(false);
        await CheckAnswersAsync(again, plan, answers).ConfigureAwait(false);
        await CheckPurgedAsync(again.Store, plan).ConfigureAwait(false);
        return killed;
    }

    private async Task<bool> MigrateAsync()
    {
        var store = await NewStoreAsync().ConfigureAwait(false);
        var plan = new InquiryPlan(seed, 0);
        if (store.Kind == StoreKind.Sqlite)
        {
            await OldFile.WriteAsync(store.Location, plan).ConfigureAwait(false);
        }

        var killed = await DieAsync(Chore.InMigration, store, null, "begin").ConfigureAwait(false);
        await CheckHealthAsync(store, Chore.InMigration).ConfigureAwait(false);
        await using var receiver = await OpenAsync(store).ConfigureAwait(false);
        if (store.Kind == StoreKind.Sqlite && await receiver.Store.Inquiries.FindAsync(
            HostServices.ClientName, plan.RequestId).ConfigureAwait(false) is not { Ledger.Sends.Count: 1 })
        {
            Findings.AddLost("an inquiry of a store that was brought forward");
        }

        // What was brought forward can be written to.
        var other = new InquiryPlan(seed, 1);
        await receiver.AddAsync([other]).ConfigureAwait(false);
        if (await receiver.Store.Inquiries.FindAsync(HostServices.ClientName, other.RequestId).ConfigureAwait(false) is null)
        {
            Findings.AddLost("an inquiry that was added after a migration");
        }

        return killed;
    }

    // On SQLite at a change of a file; where the store's disk is another process's, at any instant.
    private async Task<bool> DieAsync(Chore chore, StoreSite store, InquiryPlan? plan, string from)
    {
        var child = Start(chore, store, plan);
        await using var disposing = child.ConfigureAwait(false);
        await child.RequireAsync(from).ConfigureAwait(false);
        if (store.Kind == StoreKind.Sqlite)
        {
            var killed = await child.WaitForAsync("done").ConfigureAwait(false) is null;
            _changes[chore] = killed ? _changes[chore] : Math.Max(1, _changes[chore] * 3 / 4);
            return killed;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * _milliseconds[chore])).ConfigureAwait(false);
        child.Kill();
        var wasKilled = await child.WaitForAsync("done").ConfigureAwait(false) is null;
        _milliseconds[chore] = wasKilled ? _milliseconds[chore] : _milliseconds[chore] * 3 / 4;
        return wasKilled;
    }

    private async Task CheckAnswersAsync(LocalReceiver receiver, InquiryPlan plan, List<byte[]> answers)
    {
        for (var ordinal = 0; ordinal < answers.Count; ordinal++)
        {
            var (_, answer) = await receiver.Door.SendAsync(plan.Callback(ordinal), CancellationToken.None).ConfigureAwait(false);
            if (!answer.AsSpan().SequenceEqual(answers[ordinal]))
            {
                Findings.AddWrong($"{plan.Callback(ordinal).MessageId.Value} got another answer around a purge");
            }
        }
    }

    private async Task CheckPurgedAsync(IUhitStore store, InquiryPlan plan)
    {
        await foreach (var entry in store.Inbox.ListAsync(HostServices.ClientName, InboxRoom.Inbox).ConfigureAwait(false))
        {
            if (entry.RequestId != plan.RequestId)
            {
                continue;
            }

            var body = await store.Inbox.OpenBodyAsync(entry.Receipt).ConfigureAwait(false);
            await using var disposing = body.ConfigureAwait(false);
            if (entry.PurgedAt is null
                || body.ReadByte() != -1
                || await store.Inbox.ReadMessageUsageAsync(entry.Receipt).AnyAsync().ConfigureAwait(false))
            {
                Findings.AddWrong($"{entry.MessageKey} still has content after a purge that was repeated");
            }
        }
    }

    private async Task CheckHealthAsync(StoreSite store, Chore chore)
    {
        var health = await store.CheckIntegrityAsync().ConfigureAwait(false);
        if (health != "ok")
        {
            Findings.AddWrong($"{chore}: the database is damaged: {health}");
        }
    }

    private async Task<StoreSite> NewStoreAsync() => site.Store with
    {
        Location = site.Cluster is { } cluster
            ? await cluster.CreateDatabaseAsync().ConfigureAwait(false)
            : Path.Combine(site.Folder, string.Create(CultureInfo.InvariantCulture, $"chore-{_number++}.db")),
    };

    private Task<LocalReceiver> OpenAsync(StoreSite store) =>
        LocalReceiver.OpenAsync(new HostSettings { Folder = site.Folder, Store = store, Break = broken });

    private ChildProcess Start(Chore chore, StoreSite store, InquiryPlan? plan) => ChildProcess.Start(ChoreHost.Role, new HostSettings
    {
        Folder = site.Folder,
        Store = store,
        Chore = chore,
        ChoreInquiry = plan?.RequestId.Value,
        ChoreChange = _random.Next(1, _changes[chore] + 1),
        ChoreBytes = _random.Next(0, 4096),
        Break = broken,
    });
}
