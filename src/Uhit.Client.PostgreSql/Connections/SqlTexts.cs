using System.Collections.Concurrent;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>Our statements are written for the schema <c>uhit</c>: here they get the name that
/// is set. The search path is the user's.</summary>
internal sealed class SqlTexts(string schema)
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public string Schema => schema;

    public string Of(string sql) => schema == "uhit"
        ? sql
        : _texts.GetOrAdd(sql, static (text, name) => text.Replace("uhit.", $"\"{name}\".", StringComparison.Ordinal), schema);
}
