using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Power;

/// <summary>Kills the process while a commit is written and not yet synced, lets another one acknowledge the copies that the sender
/// repeats, and then cuts the power.</summary>
/// <remarks>The system's cache outlives the first process: the second one finds a commit that is whole and on no
/// disk. To answer for it, it must sync it first.</remarks>
internal sealed class KillThenPower(
    PowerRecording recording, IReadOnlyList<LoadInquiry> inquiries, ThrowawayCertificates certificates, Random random)
{
    private const int InFlight = 12;

    public async Task<PowerFigures> RunAsync(CancellationToken cancellationToken)
    {
        var syncs = Enumerable.Range(0, recording.Trace.Count)
            .Where(i => recording.Trace[i] is { Kind: DiskOperationKind.Sync, File: DiskFile.Log } && i >= recording.Given[0].Position)
            .ToArray();
        var killedAt = syncs[random.Next(syncs.Length)];
        var disk = new ModelDisk(random);
        while (disk.Position < killedAt)
        {
            disk.Apply(recording.Trace[disk.Position]);
        }

        // Several copies of a message may be waiting for the same commit: what is sent again is what would have been acknowledged next.
        var before = recording.Given.Where(given => given.Position <= killedAt).ToList();
        var next = recording.Given.Where(given => given.Position > killedAt).Take(InFlight).Select(given => given.Message).ToList();
        var (trace, after, violations) = await RepeatAsync(disk, next, cancellationToken).ConfigureAwait(false);
        disk.Restart();
        var cutAt = after.Count > 0 ? after[random.Next(after.Count)].Position : trace.Count;
        while (disk.Position < cutAt)
        {
            disk.Apply(trace[disk.Position]);
        }

        using var folder = new TemporaryFolder();
        disk.Crash(folder.Path);
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database });
        await using (store.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            var given = before.Concat(after.Where(each => each.Position <= cutAt)).ToList();
            var wrong = await new StoreCheck(store).RunAsync(given, cancellationToken).ConfigureAwait(false);
            return new PowerFigures { Cuts = 1, Checked = given.Count, Violations = [.. violations, .. wrong] };
        }
    }

    private async Task<(IReadOnlyList<TraceEntry> Trace, IReadOnlyList<Given> Given, IReadOnlyList<string> Violations)> RepeatAsync(
        ModelDisk disk, IEnumerable<LoadMessage> messages, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        disk.WriteCached(folder.Path);
        var trace = new DiskTrace();
        using var vfs = new DiskVfs(trace);
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database, Vfs = vfs.Name });
        var host = new LoadReceiver(store, certificates, new Effects());
        await using (host.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            var sender = new LoadSender(host, () => trace.Position);
            foreach (var inquiry in inquiries)
            {
                await host.Store.Inquiries.AddAsync(inquiry.Record, cancellationToken).ConfigureAwait(false);
            }

            foreach (var message in messages)
            {
                await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }

            return (trace.Entries, [.. sender.Given], [.. sender.Violations]);
        }
    }
}
