using System.Data.Common;
using Npgsql;
using Uhit.Client.PostgreSql;

namespace Uhit.Cli.Hosting;

/// <summary>Whether a PostgreSQL database holds a store: a verb that only looks must not make one in a database that was mistyped.</summary>
internal static class PostgreSqlTables
{
    /// <returns>Whether its tables are there. Also <see langword="true"/> where the database can't be asked: the store says in its own words what is wrong.</returns>
    public static async Task<bool> AreThereAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Enlist = false }.ConnectionString);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                var command = connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
                    command.CommandText = "SELECT to_regclass($1) IS NOT NULL";
                    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = new PostgreSqlStoreOptions().Schema + ".schema_version" });
                    return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
                }
            }
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or FormatException or InvalidCastException or InvalidOperationException
            or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
