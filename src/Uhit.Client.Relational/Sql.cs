using System.Text.RegularExpressions;

namespace Uhit.Client.Relational;

/// <summary>Statements are written once, for both databases: for tables that are named <c>uhit.name</c>. What one of them alone
/// understands stands in a comment for the other: <c>/*sqlite …*/</c>, <c>/*postgresql …*/</c>.</summary>
internal static partial class Sql
{
    /// <summary>How many chunks of a body a message, <c>m</c> with its receipt <c>r</c>, has left.</summary>
    public const string Chunks = "/*sqlite r.chunk_count*//*postgresql m.body_chunks*/";

    /// <summary>How many lines of usage a message, <c>m</c> with its receipt <c>r</c>, has left.</summary>
    public const string UsageLeft = "/*sqlite r.usage_count*//*postgresql m.usage_left*/";

    /// <summary>Holds the rows until the transaction ends. SQLite has one writer, who holds all.</summary>
    public const string Hold = "/*postgresql FOR NO KEY UPDATE*/";

    /// <summary>The value, or a null of its type.</summary>
    public static object OrNull(string? value) => value is null ? SqlNull.Text : value;

    /// <inheritdoc cref="OrNull(string?)"/>
    public static object OrNull(ReadOnlyMemory<byte>? value) => value is { } bytes ? bytes : SqlNull.Bytes;

    /// <inheritdoc cref="OrNull(string?)"/>
    public static object OrNull(DateTimeOffset? value) => value is { } instant ? instant : SqlNull.Instant;

    /// <inheritdoc cref="OrNull(string?)"/>
    public static object OrNull(ReceiptId? value) => value is { } receipt ? receipt : SqlNull.Receipt;

    /// <inheritdoc cref="OrNull(string?)"/>
    public static object OrNull(Enum? value) => value is null ? SqlNull.Number : value;

    /// <summary>A statement as SQLite understands it.</summary>
    public static string ForSqlite(string sql) => ForSqliteAlone().Replace(ForPostgreSqlAlone().Replace(sql, string.Empty), "$1")
        .Replace("uhit.usage_line", "uhit_usage", StringComparison.Ordinal)
        .Replace("uhit.", "uhit_", StringComparison.Ordinal)
        .Replace("= true", "= 1", StringComparison.Ordinal)
        .Replace("= false", "= 0", StringComparison.Ordinal)
        .Trim();

    /// <summary>A statement as PostgreSQL understands it.</summary>
    public static string ForPostgreSql(string sql) =>
        ForPostgreSqlAlone().Replace(ForSqliteAlone().Replace(sql, string.Empty), "$1").Trim();

    [GeneratedRegex(@"/\*sqlite\s(.*?)\*/", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ForSqliteAlone();

    [GeneratedRegex(@"/\*postgresql\s(.*?)\*/", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ForPostgreSqlAlone();
}

/// <summary>A null with its type: a prepared statement of PostgreSQL must not change with what is null.</summary>
internal enum SqlNull
{
    Text = 1,
    Bytes,
    Instant,
    Number,
    Receipt,
}
