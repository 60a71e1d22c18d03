using Uhit.Client.Sqlite;

namespace Uhit.Client.Reliability.Load;

/// <summary>Compares the effects that <see cref="WrittenEffect"/> committed with the events that
/// are finished: one for each, and no more.</summary>
internal static class EffectCheck
{
    private const string TableSql = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'effect'";

    private const string WrongSql = """
        SELECT event_key || ': committed twice' FROM effect GROUP BY event_key HAVING COUNT(*) > 1
        UNION ALL SELECT event_key || ': finished, and its effect is not there' FROM uhit_event WHERE state = 1 AND event_key NOT IN (SELECT event_key FROM effect)
        UNION ALL SELECT event_key || ': an effect of no event' FROM effect WHERE event_key NOT IN (SELECT event_key FROM uhit_event)
        """;

    private const string NoneSql = "SELECT event_key || ': finished, and no effect is there' FROM uhit_event WHERE state = 1";

    public static Task<List<string>> RunAsync(SqliteUhitStore store, CancellationToken cancellationToken) => store.Core.Readers.ReadAsync(
        session => session.Query(session.Number(TableSql) == 0 ? NoneSql : WrongSql, reader => reader.GetString(0)), cancellationToken);
}
