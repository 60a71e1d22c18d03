using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Zombies;

namespace Uhit.Client.Reliability.Tests.Zombies;

[Collection(nameof(ProcessTests))]
public sealed class ZombieRunTests
{
    // Each round stops as many handlers at once as a worker runs: in the plain handler, before the
    // transaction, and, where a server ends it, within.
    [Theory]
    [InlineData(nameof(StoreKind.Sqlite), 2 * ZombieRun.AtOnce)]
    [InlineData(nameof(StoreKind.Postgres), 3 * ZombieRun.AtOnce)]
    public async Task Run_WorkerStoppedPastItsLease_EveryCompletionIsRefused(string store, int times)
    {
        var kind = Enum.Parse<StoreKind>(store);
        if (kind == StoreKind.Postgres)
        {
            PostgresFixture.RequireBinaries();
        }

        await using var site = await RunSite.CreateAsync(kind);

        var report = await new ZombieRun(site, Seeds.Next()).RunAsync(times, Seeds.Tell);

        Assert.Empty(report.Findings.First);
        Assert.Equal((times, times), (report.Refused, report.Zombies));
    }

    [Fact]
    public async Task Run_CompletionWithoutFencing_IsSeen()
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);

        var report = await new ZombieRun(site, Seeds.Next(), BrokenPromise.IgnoresFencing).RunAsync(2 * ZombieRun.AtOnce, Seeds.Tell);

        // Those that were stopped before their transaction for certain; those that were stopped
        // in the plain handler where they come so far.
        Assert.Equal(0, report.Refused);
        Assert.InRange(report.Findings.Twice, ZombieRun.AtOnce, 2 * ZombieRun.AtOnce);
    }
}
