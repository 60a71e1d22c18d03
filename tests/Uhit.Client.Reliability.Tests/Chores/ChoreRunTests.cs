using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Chores;
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
}
