using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Faults;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Reliability.Power;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Tests.Faults;

public sealed class RecoveryTests
{
    /// <summary>After a sync that failed the kernel holds the pages for written: they are in its
    /// cache, and no later sync writes them.</summary>
    [Fact]
    public async Task Commit_WhoseSyncFailed_IsNotAcknowledgedLaterFromTheCache()
    {
        using var certificates = new ThrowawayCertificates();
        using var folder = new TemporaryFolder();
        var script = new FaultScript();
        var trace = new DiskTrace(script);
        using var vfs = new DiskVfs(trace);
        var inquiry = new LoadPlan(1, TimeProvider.System).Next(0, days: 1);
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database, Vfs = vfs.Name });
        var watched = WatchedStore.Create(store, name =>
        {
            if (name is nameof(ICallbackInbox.CommitAsync) && script.Hits == 0)
            {
                script.Fail(DiskFault.SyncError);
            }
        });
        Given given;
        await using (var host = new LoadReceiver(watched, certificates, new Effects()))
        {
            // No reader is open: what the writer's connection leaves behind is read by the next one as if another process had been killed.
            await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
            await store.Inquiries.AddAsync(inquiry.Record, TestContext.Current.CancellationToken);
            var refused = await host.SendAsync(inquiry.Messages[1], TestContext.Current.CancellationToken);
            Assert.Equal(500, refused.StatusCode);
            Assert.True(script.Hits > 0);
            script.Heal();

            var accepted = await host.SendAsync(inquiry.Messages[1], TestContext.Current.CancellationToken);
            Assert.Equal(200, accepted.StatusCode);
            given = new Given(inquiry.Messages[1], accepted.Body.ToArray(), trace.Position);
        }

        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Empty(await CheckAfterCutAsync(trace.Entries.Take(given.Position), given, seed));
        }
    }

    [Fact]
    public async Task Start_WhileWhatAKilledProcessLeftCannotBeSynced_FailsAndSucceedsAfterwards()
    {
        using var folder = new TemporaryFolder();
        using var left = new TemporaryFolder();
        await using (var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database }))
        {
            await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
            await store.Inbox.AppendBodyAsync(
                ReceiptId.Create(TimeProvider.System), 0, new byte[100], TestContext.Current.CancellationToken);
            File.Copy(folder.Database, left.Database);
            File.Copy(folder.Database + "-wal", left.Database + "-wal");
        }

        var script = new FaultScript();
        using var vfs = new DiskVfs(script);
        await using var next = new SqliteUhitStore(new SqliteStoreOptions { Path = left.Database, Vfs = vfs.Name });
        script.Fail(DiskFault.SyncError);

        var exception =
            await Assert.ThrowsAsync<UhitStoreException>(() => next.Maintenance.InitializeAsync(TestContext.Current.CancellationToken));
        script.Heal();
        await next.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);

        Assert.True(exception.IsTransient);
        Assert.Equal(1, (await next.Maintenance.GetStatisticsAsync(null, TestContext.Current.CancellationToken)).StagedReceipts);
    }

    [Fact]
    public async Task Write_AfterAConnectionWasOpenedOnAReadOnlyFileSystem_SucceedsWhenItIsWritableAgain()
    {
        using var folder = new TemporaryFolder();
        var script = new FaultScript();
        using var vfs = new DiskVfs(script);
        await using var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database, Vfs = vfs.Name });
        await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
        var receipt = ReceiptId.Create(TimeProvider.System);

        // The first failure closes the writer's connection; the next one is opened for reading only.
        foreach (var fault in (DiskFault[])[DiskFault.WriteError, DiskFault.ReadOnly])
        {
            script.Fail(fault);
            await Assert.ThrowsAsync<UhitStoreException>(() =>
                store.Inbox.AppendBodyAsync(receipt, 0, new byte[100], TestContext.Current.CancellationToken));
        }

        script.Heal();
        await store.Inbox.AppendBodyAsync(receipt, 0, new byte[100], TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> CheckAfterCutAsync(IEnumerable<TraceEntry> trace, Given given, int seed)
    {
        var disk = new ModelDisk(new Random(seed));
        foreach (var entry in trace)
        {
            disk.Apply(entry);
        }

        using var folder = new TemporaryFolder();
        disk.Crash(folder.Path);
        await using var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database });
        await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
        return await new StoreCheck(store).RunAsync([given], TestContext.Current.CancellationToken);
    }
}
