using Npgsql;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>What a session and its server are set to, as the server says it.</summary>
internal sealed record ServerFacts(
    int Version, bool IsStandby, string Fsync, string FullPageWrites, string SynchronousCommit, bool IsReadOnly)
{
    public const string Sql = """
        SELECT current_setting('server_version_num')::int AS server_version, pg_is_in_recovery(), current_setting('fsync'), current_setting('full_page_writes'),
          current_setting('synchronous_commit'), current_setting('transaction_read_only') = 'on'
        """;

    private const int Oldest = 150000;

    /// <summary>Whether the reader stands before these facts, among the answers to several statements.</summary>
    public static bool IsIn(NpgsqlDataReader reader) => reader.GetName(0) == "server_version";

    public static ServerFacts Read(NpgsqlDataReader reader) =>
        new(reader.GetInt32(0), reader.GetBoolean(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetBoolean(5));

    /// <summary>Refuses a server that would lose what it confirmed.</summary>
    public void Require(string store)
    {
        if (Version < Oldest)
        {
            throw Refused($"the server is PostgreSQL {Version / 10000}, and 15 or newer is needed: update the server", false);
        }

        if (IsStandby || IsReadOnly)
        {
            throw Refused(
                "the server takes no writes: it is a standby, or read-only. Connect to the primary (Target Session Attributes=primary)",
                true);
        }

        RequireOn("fsync", Fsync);
        RequireOn("full_page_writes", FullPageWrites);
        if (SynchronousCommit is not ("on" or "remote_apply"))
        {
            throw Refused(
                $"synchronous_commit is {SynchronousCommit} where on (or remote_apply) is needed; acknowledged callbacks would be lost "
                + "with the power. The store sets it "
                + "for its sessions: look for what sets it back, such as a pooler that does not keep a session's settings",
                false);
        }

        void RequireOn(string name, string value)
        {
            if (value != "on")
            {
                throw Refused(
                    $"{name} is {value} where on is needed; acknowledged callbacks would be lost with the power. Set it in postgresql.conf "
                        + "and reload the server", false);
            }
        }

        UhitStoreException Refused(string what, bool isTransient) => new($"The store {store}: {what}.", isTransient);
    }
}
