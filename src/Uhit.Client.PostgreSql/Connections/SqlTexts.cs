using System.Collections.Concurrent;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>Our statements are written for the schema <c>uhit</c>, and in part for SQLite too: here they get the name that
/// is set, and become those of PostgreSQL. The search path is the user's.</summary>
internal sealed class SqlTexts(string schema)
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public string Schema => schema;

    public string Of(string sql) => _texts.GetOrAdd(
        sql,
        static (text, name) => name == "uhit"
            ? Sql.ForPostgreSql(text)
            : Sql.ForPostgreSql(text).Replace("uhit.", $"\"{name}\".", StringComparison.Ordinal),
        schema);
}
