using Npgsql;
using Uhit.Client.PostgreSql.Cluster;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>A standby that the server's commits wait for, and that never comes.</summary>
internal static class MissingStandby
{
    public const string Waiting = "pg_stat_activity WHERE wait_event = 'SyncRep'";

    /// <summary>From its end on every commit waits.</summary>
    public static async Task DemandAsync(PostgresCluster cluster)
    {
        await cluster.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await cluster.ExecuteAsync("SELECT pg_reload_conf()");

        // The server takes a setting over in its own time: the first commit that had to wait shows that it has.
        while (!await WaitsAsync(cluster))
        {
        }
    }

    private static async Task<bool> WaitsAsync(PostgresCluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString() + ";Pooling=false");
        var isWarned = false;
        connection.Notice += (_, _) => isWarned = true;
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE probe (); DROP TABLE probe", connection);
        var commit = command.ExecuteNonQueryAsync();
        while (!commit.IsCompleted)
        {
            await cluster.ExecuteAsync($"SELECT pg_cancel_backend(pid) FROM {Waiting}");
        }

        await commit;
        return isWarned;
    }
}
