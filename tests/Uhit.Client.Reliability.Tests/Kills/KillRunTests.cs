using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Kills;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Tests.Kills;

[Collection(nameof(ProcessTests))]
public sealed class KillRunTests
{
    [Theory]
    [InlineData(nameof(StoreKind.Sqlite), 30)]
    [InlineData(nameof(StoreKind.Postgres), 20)]
    public async Task Run_ReceiverKilledAtRandomInstants_NothingLostNothingTwice(string store, int kills)
    {
        var kind = Enum.Parse<StoreKind>(store);
        if (kind == StoreKind.Postgres)
        {
            PostgresFixture.RequireBinaries();
        }

        await using var site = await RunSite.CreateAsync(kind);
        var options = new KillOptions { Store = kind, Seed = Seeds.Next(), Kills = kills, Callbacks = kills * 8, LongestLife = 12, Batch = 40 };

        var report = await KillRun.RunAsync(options, site, Seeds.Tell);

        Seeds.Tell(report.ToString());
        Assert.Empty(report.Findings.First);
        Assert.Equal(0, report.WrongAcknowledgements);
        Assert.InRange(report.Acknowledged, options.Callbacks, int.MaxValue);
    }
}
