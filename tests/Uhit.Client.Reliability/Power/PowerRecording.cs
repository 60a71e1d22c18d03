using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Power;

/// <summary>What one process did to its disk under load, and what it acknowledged when.</summary>
internal sealed record PowerRecording(IReadOnlyList<TraceEntry> Trace, IReadOnlyList<Given> Given, IReadOnlyList<string> Violations)
{
    /// <summary>Runs a receiver and a dispatcher over a recorded disk, from the making of the file to its closing.</summary>
    /// <param name="inquiries">What is sent.</param>
    /// <param name="senders">By how many at the same time.</param>
    /// <param name="seed">Chooses their order.</param>
    /// <param name="certificates">Whose.</param>
    /// <param name="weaken">Weakens the store before the load begins; <see langword="null"/> leaves it as it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PowerRecording> MakeAsync(
        IReadOnlyList<LoadInquiry> inquiries,
        int senders,
        int seed,
        ThrowawayCertificates certificates,
        Func<SqliteUhitStore, Task>? weaken = null,
        CancellationToken cancellationToken = default)
    {
        using var folder = new TemporaryFolder();
        var trace = new DiskTrace();
        using var vfs = new DiskVfs(trace);
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database, Vfs = vfs.Name });
        LoadSender sender;
        var host = new LoadReceiver(store, certificates, new Effects());
        await using (host.ConfigureAwait(false))
        {
            await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            if (weaken is not null)
            {
                await weaken(store).ConfigureAwait(false);
            }

            await host.StartDispatcherAsync(cancellationToken).ConfigureAwait(false);
            sender = new LoadSender(host, () => trace.Position);
            await sender.RunAsync(inquiries, senders, seed, cancellationToken).ConfigureAwait(false);
        }

        return new PowerRecording(trace.Entries, [.. sender.Given], [.. sender.Violations]);
    }
}
