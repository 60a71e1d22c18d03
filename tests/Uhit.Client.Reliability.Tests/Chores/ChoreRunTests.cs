using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Chores;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Tests.Chores;

[Collection(nameof(ProcessTests))]
public sealed class ChoreRunTests
{
    [Theory]
    [InlineData(nameof(StoreKind.Sqlite))]
    [InlineData(nameof(StoreKind.Postgres))]
    public async Task Run_KilledInTheStoresOwnWork_AllIsFoundAndTheWorkIsFinished(string store)
    {
        var kind = Enum.Parse<StoreKind>(store);
        if (kind == StoreKind.Postgres)
        {
            PostgresFixture.RequireBinaries();
        }

        await using var site = await RunSite.CreateAsync(kind);
        var run = new ChoreRun(site, Seeds.Next());
        foreach (var chore in ChoreRun.Of(kind))
        {
            await run.RunAsync(chore);
        }

        Assert.Empty(run.Findings.First);
        Assert.Equal(ChoreRun.Of(kind).Count(), run.Kills);
    }

    [Theory]
    [InlineData(nameof(Chore.InCheckpoint), nameof(BrokenPromise.LosesSome), "lost: ")]
    [InlineData(nameof(Chore.InPurge), nameof(BrokenPromise.AnswersAnew), "got another answer around a purge")]
    [InlineData(nameof(Chore.InPurge), nameof(BrokenPromise.PurgesHalf), "still has content after a purge that was repeated")]
    [InlineData(nameof(Chore.InMigration), nameof(BrokenPromise.MakesStoreAnew), "an inquiry of a store that was brought forward")]
    public async Task Run_PromiseBroken_IsSeen(string chore, string promise, string seen)
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);
        var run = new ChoreRun(site, Seeds.Next(), Enum.Parse<BrokenPromise>(promise));
        await run.RunAsync(Enum.Parse<Chore>(chore));

        Assert.Contains(run.Findings.First, finding => finding.Contains(seen, StringComparison.Ordinal));
    }
}
