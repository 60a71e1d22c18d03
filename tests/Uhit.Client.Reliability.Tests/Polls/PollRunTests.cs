using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Polls;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Tests.Polls;

[Collection(nameof(ProcessTests))]
public sealed class PollRunTests
{
    [Theory]
    [InlineData(nameof(StoreKind.Sqlite), PollScope.Inquiry, 4)]
    [InlineData(nameof(StoreKind.Sqlite), PollScope.Client, 3)]
    [InlineData(nameof(StoreKind.Postgres), PollScope.Client, 3)]
    public async Task Run_ClientKilledAroundItsFetches_NothingLostNothingTwiceNothingConfirmedTooEarly(
        string store, PollScope scope, int kills)
    {
        var kind = Enum.Parse<StoreKind>(store);
        if (kind == StoreKind.Postgres)
        {
            PostgresFixture.RequireBinaries();
        }

        await using var site = await RunSite.CreateAsync(kind);

        var report = await new PollRun(site, new PollOptions { Seed = Seeds.Next(), Kills = kills, Scope = scope }, Seeds.Tell).RunAsync();

        Seeds.Tell(report.ToString());
        Assert.Empty(report.Findings.First);
        Assert.Equal(kills, report.Kills.Values.Sum());
        Assert.True(report.Confirmed > 0);
    }

    [Fact]
    public async Task Run_ConfirmsBeforeItCommits_IsSeen()
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);
        var options = new PollOptions
        {
            Seed = Seeds.Next(),
            Kills = 1,
            Scope = PollScope.Client,
            Break = BrokenPromise.AcknowledgesBeforeCommit,
            Patience = TimeSpan.FromSeconds(2),
        };

        var report = await new PollRun(site, options, Seeds.Tell).RunAsync([PollPoint.AfterConfirmed]);

        Assert.Contains(
            report.Findings.First, finding => finding.Contains("was confirmed, and is not in the store", StringComparison.Ordinal));
    }
}
