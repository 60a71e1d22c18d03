using System.Diagnostics;
using Npgsql;
using Uhit.Client.PostgreSql.Cluster;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>The throwaway cluster that other tests stand on.</summary>
public sealed class ClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_Immediate_LosesNothingThatWasCommitted()
    {
        await using var cluster = await PostgresCluster.StartAsync(PostgresFixture.RequireBinaries(), cancellationToken: Token);
        var database = await cluster.CreateDatabaseAsync(Token);
        await cluster.ExecuteAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)", database, Token);

        await cluster.StopAsync(immediate: true, Token);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cluster.ExecuteAsync("SELECT 1", database, Token));
        await cluster.StartAgainAsync(Token);

        await cluster.ExecuteAsync(
            "DO $$ BEGIN IF (SELECT count(*) FROM kept) <> 1 THEN RAISE EXCEPTION 'lost'; END IF; END $$", database, Token);
        Assert.Contains("was not properly shut down", cluster.ServerLog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_ARunningServer_LeavesNoProcessAndNoDirectory()
    {
        var cluster = await PostgresCluster.StartAsync(PostgresFixture.RequireBinaries(), cancellationToken: Token);
        var directory = new NpgsqlConnectionStringBuilder(cluster.ConnectionString()).Host!;
        var pid = int.Parse((await File.ReadAllLinesAsync(Path.Combine(directory, "data", "postmaster.pid"), Token))[0], null);
        Assert.False(Process.GetProcessById(pid).HasExited);

        await cluster.DisposeAsync();

        Assert.False(Directory.Exists(directory));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }
}
