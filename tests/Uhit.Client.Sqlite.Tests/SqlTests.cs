using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>Statements are written once for both databases: each gets its own words.</summary>
public sealed class SqlTests
{
    [Theory]
    [InlineData(
        "SELECT id FROM uhit.message m /*sqlite INDEXED BY i*/ WHERE m.has_content = true /*postgresql FOR UPDATE OF m*/",
        "SELECT id FROM uhit_message m INDEXED BY i WHERE m.has_content = 1",
        "SELECT id FROM uhit.message m  WHERE m.has_content = true FOR UPDATE OF m")]
    [InlineData(
        "UPDATE uhit./*sqlite stream*//*postgresql\nlease*/ SET open = false",
        "UPDATE uhit_stream SET open = 0",
        "UPDATE uhit.lease SET open = false")]
    [InlineData("DELETE FROM uhit.usage_line", "DELETE FROM uhit_usage", "DELETE FROM uhit.usage_line")]
    [InlineData("/*postgresql SELECT 1*/", "", "SELECT 1")]
    [InlineData("/*sqlite SELECT 1*/", "SELECT 1", "")]
    public void Text_ForEachDatabase_HasWhatItUnderstands(string sql, string sqlite, string postgreSql)
    {
        Assert.Equal(sqlite, Sql.ForSqlite(sql));
        Assert.Equal(postgreSql, Sql.ForPostgreSql(sql));
    }
}
