using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Points;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Tests.Points;

[Collection(nameof(ProcessTests))]
public sealed class PointRunTests
{
    [Fact]
    public void ReadAll_TableInTheDocs_HasEachPointOnce() =>
        Assert.Equal(Enum.GetValues<KillPoint>().Where(point => point != KillPoint.None), PointRow.ReadAll().Select(row => row.Point));

    [Theory]
    [InlineData(nameof(StoreKind.Sqlite))]
    [InlineData(nameof(StoreKind.Postgres))]
    public async Task Run_KilledAtEachPoint_AllIsAsTheTableSays(string store)
    {
        var kind = Enum.Parse<StoreKind>(store);
        if (kind == StoreKind.Postgres)
        {
            PostgresFixture.RequireBinaries();
        }

        await using var site = await RunSite.CreateAsync(kind);
        using var run = new PointRun(site, Seeds.Next());
        foreach (var row in PointRow.ReadAll())
        {
            await run.RunAsync(row);
        }

        Assert.Empty(run.Findings.First);
    }

    [Fact]
    public async Task Run_ReceiverAcknowledgesBeforeItCommits_IsSeen()
    {
        var findings = await BreakAsync(KillPoint.AfterAcknowledgement, BrokenPromise.AcknowledgesBeforeCommit);

        Assert.Contains(findings, finding => finding.Contains("stored: the table says yes, it was no", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_CompletionNotedBeforeTheHandlerBegins_IsSeen()
    {
        var findings = await BreakAsync(KillPoint.InHandler, BrokenPromise.CompletesBeforeHandler);

        Assert.Contains(
            findings, finding => finding.Contains("plain effect in the end: the table says once, it was never", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> BreakAsync(KillPoint point, BrokenPromise promise)
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);
        using var run = new PointRun(site, Seeds.Next(), promise);
        await run.RunAsync(PointRow.ReadAll().Single(row => row.Point == point));
        return [.. run.Findings.First];
    }
}
