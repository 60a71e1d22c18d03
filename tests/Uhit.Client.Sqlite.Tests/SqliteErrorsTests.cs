using Microsoft.Data.Sqlite;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>The numbers are those of sqlite.org/rescode.html.</summary>
public sealed class SqliteErrorsTests
{
    // Transient is what may be gone without anybody's doing to this store: then the caller tries again.
    [Theory]
    [InlineData(5, true, "holds its lock")]
    [InlineData(6, true, "holds its lock")]
    [InlineData(13, true, "disk is full")]
    [InlineData(10, true, "input/output error")]
    [InlineData(7, true, "memory ran out")]
    [InlineData(3, false, "may not be written")]
    [InlineData(8, false, "may not be written")]
    [InlineData(23, false, "may not be written")]
    [InlineData(14, false, "cannot be opened")]
    [InlineData(11, false, "is damaged")]
    [InlineData(26, false, "no SQLite database")]
    [InlineData(19, false, "code 19")]
    public void Translate_Code_SaysWhatAndWhetherToTryAgain(int code, bool isTransient, string says)
    {
        var translated = Assert.IsType<UhitStoreException>(SqliteErrors.Translate(new SqliteException("from SQLite", code), "a.db"));

        Assert.Equal(isTransient, translated.IsTransient);
        Assert.Contains(says, translated.Message, StringComparison.Ordinal);
        Assert.Contains("a.db", translated.Message, StringComparison.Ordinal);
        Assert.Equal(code, Assert.IsType<SqliteException>(translated.InnerException).SqliteErrorCode);
    }

    [Fact]
    public void Translate_WhatIsNotSqlites_IsAsItWas()
    {
        var exception = new FormatException();

        Assert.Same(exception, SqliteErrors.Translate(exception, "a.db"));
    }

    [Theory]
    [InlineData(13, true, true)]
    [InlineData(10, true, true)]
    [InlineData(7, false, true)]
    [InlineData(8, false, true)]
    [InlineData(11, false, true)]
    [InlineData(14, false, true)]
    [InlineData(26, false, true)]
    [InlineData(19, false, false)]
    [InlineData(5, false, false)]
    public void OfTheDiskAndOfTheStore_Code_TellsTheHandlersFaultFromOurs(int code, bool isOfTheDisk, bool isOfTheStore)
    {
        var exception = new SqliteException("from SQLite", code);

        Assert.Equal(isOfTheDisk, SqliteErrors.OfTheDisk(new InvalidOperationException("a handler's", exception)) is not null);
        Assert.Equal(isOfTheStore, SqliteErrors.OfTheStore(exception) is not null);
        Assert.Null(SqliteErrors.OfTheDisk(new InvalidOperationException()));
        Assert.Null(SqliteErrors.OfTheDisk(null));
    }
}
