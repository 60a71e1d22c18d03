using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Workers;

namespace Uhit.Client.Reliability.Tests.Workers;

[Collection(nameof(ProcessTests))]
public sealed class WorkerRunTests
{
    [Fact]
    public async Task Run_ThreeWorkersKilledAndServerStopped_NothingLostNothingTwiceOrderKept()
    {
        PostgresFixture.RequireBinaries();
        await using var site = await RunSite.CreateAsync(StoreKind.Postgres);
        var options = new WorkerOptions
        {
            Store = StoreKind.Postgres,
            Seed = Seeds.Next(),
            Messages = 300,
            Kills = 8,
            Restarts = 2,
            LongestPause = TimeSpan.FromSeconds(1.5),
        };

        var report = await new WorkerRun(options, site, Seeds.Tell).RunAsync();

        Seeds.Tell(report.ToString());
        Assert.Empty(report.Findings.First);
        Assert.Equal(0, report.WrongAcknowledgements);
        Assert.Equal(2, report.Restarts);
    }
}
