using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Kills;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Tests.Kills;

[Collection(nameof(ProcessTests))]
public sealed class KillRunTests
{
    [Theory]
    [InlineData(nameof(StoreKind.Sqlite), 30, nameof(CallbackNaming.RequestId))]
    [InlineData(nameof(StoreKind.Postgres), 20, nameof(CallbackNaming.RequestId))]
    [InlineData(nameof(StoreKind.Sqlite), 6, nameof(CallbackNaming.Number))]
    [InlineData(nameof(StoreKind.Sqlite), 4, nameof(CallbackNaming.EsiIds))]
    [InlineData(nameof(StoreKind.Postgres), 4, nameof(CallbackNaming.Number))]
    public async Task Run_ReceiverKilledAtRandomInstants_NothingLostNothingTwice(string store, int kills, string by)
    {
        var kind = Enum.Parse<StoreKind>(store);
        if (kind == StoreKind.Postgres)
        {
            PostgresFixture.RequireBinaries();
        }

        await using var site = await RunSite.CreateAsync(kind);
        var options = new KillOptions
        {
            Store = kind,
            Seed = Seeds.Next(),
            Kills = kills,
            Callbacks = kills * 8,
            LongestLife = 12,
            Batch = kills < 20 ? 10 : 40,
            Naming = Enum.Parse<CallbackNaming>(by),
        };

        var report = await KillRun.RunAsync(options, site, Seeds.Tell);

        Seeds.Tell(report.ToString());
        Assert.Empty(report.Findings.First);
        Assert.Equal(0, report.WrongAcknowledgements);
        Assert.InRange(report.Acknowledged, options.Callbacks, int.MaxValue);
    }

    [Fact]
    public async Task Run_WhatAKillLeftUnmatchedIsNeverAdopted_IsSeen()
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);
        var options = new KillOptions
        {
            Store = StoreKind.Sqlite,
            Seed = Seeds.Next(),
            Kills = 1,
            Callbacks = 8,
            Batch = 6,
            Naming = CallbackNaming.Number,
            Break = BrokenPromise.NeverAdopts,
            Patience = TimeSpan.FromSeconds(8),
        };

        var report = await KillRun.RunAsync(options, site, Seeds.Tell);

        Assert.Contains(report.Findings.First, found => found.EndsWith("never came to the plain handler", StringComparison.Ordinal));
    }
}
