using System.Net.Sockets;
using Npgsql;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>What the server's codes mean: to whoever uses the store, and to a handler's transaction.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("57P01", true, "the server ended the connection")]
    [InlineData("57P02", true, "the server ended the connection")]
    [InlineData("57P05", true, "the server ended the connection")]
    [InlineData("57P03", true, "starting or stopping")]
    [InlineData("25P03", true, "IdleInTransactionTimeout")]
    [InlineData("53300", true, "MaxConnections")]
    [InlineData("53100", true, "disk is full")]
    [InlineData("53200", true, "memory ran out")]
    [InlineData("55P03", true, "LockTimeout")]
    [InlineData("57014", true, "StatementTimeout")]
    [InlineData("40001", true, "met others")]
    [InlineData("40P01", true, "met others")]
    [InlineData("23505", true, "met others")]
    [InlineData("25006", true, "Connect to the primary")]
    [InlineData("42501", false, "choose-a-store.md")]
    [InlineData("28000", false, "refused the log-in")]
    [InlineData("28P01", false, "refused the log-in")]
    [InlineData("3D000", false, "no such database")]
    [InlineData("42P01", false, "tables are missing")]
    [InlineData("3F000", false, "tables are missing")]
    [InlineData("42703", false, "tables are missing")]
    [InlineData("58030", true, "input/output error")]
    [InlineData("XX001", false, "damaged data")]
    [InlineData("XX002", false, "damaged data")]
    [InlineData("08006", true, "the connection was lost")]
    [InlineData("08P01", true, "the connection was lost")]
    [InlineData("40003", false, "code 40003")]
    [InlineData("50800", false, "code 50800")]
    public void Translate_CodeOfTheServer_SaysWhatToDoAndWhetherToTryAgain(string sqlState, bool isTransient, string expected)
    {
        var translated = Assert.IsType<UhitStoreException>(PostgreSqlErrors.Translate(Said(sqlState), "db/uhit"));

        Assert.Equal(isTransient, translated.IsTransient);
        Assert.StartsWith("The store db/uhit: ", translated.Message, StringComparison.Ordinal);
        Assert.Contains(expected, translated.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", translated.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<Exception, bool, string> Unsaid => new()
    {
        { new NpgsqlException("x", new TimeoutException()), true, "did not answer within the time limit" },
        { new NpgsqlException("x", new IOException()), true, "cannot be reached" },
        { new NpgsqlException("x"), true, "cannot be reached" },
        { new IOException(), true, "cannot be reached" },
        { new SocketException(), true, "cannot be reached" },
        { new TimeoutException(), true, "cannot be reached" },
        { new NpgsqlException("No password has been provided but the backend requires one"), false, "PGPASSWORD" },
    };

    [Theory]
    [MemberData(nameof(Unsaid), DisableDiscoveryEnumeration = true)]
    public void Translate_NoAnswerOfTheServer_SaysWhereToLook(Exception exception, bool isTransient, string expected)
    {
        var translated = Assert.IsType<UhitStoreException>(PostgreSqlErrors.Translate(exception, "db/uhit"));

        Assert.Equal(isTransient, translated.IsTransient);
        Assert.Contains(expected, translated.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_WhatIsNotOfTheDatabase_IsLeftAsItIs()
    {
        foreach (var exception in new Exception[]
        {
            new FormatException(),
            new OperationCanceledException(),
            new InvalidOperationException(),
        })
        {
            Assert.Same(exception, PostgreSqlErrors.Translate(exception, "db/uhit"));
        }
    }

    [Theory]
    [InlineData("40001", true)]
    [InlineData("40P01", true)]
    [InlineData("23505", true)]
    [InlineData("23503", false)]
    [InlineData("57P01", false)]
    [InlineData("53100", false)]
    public void MayRunAgain_CodeOfTheServer_OnlyWhereItRolledBackThroughNoFaultOfTheWork(string sqlState, bool expected)
    {
        Assert.Equal(expected, PostgreSqlErrors.MayRunAgain(Said(sqlState)));
        Assert.False(PostgreSqlErrors.MayRunAgain(new NpgsqlException("x", Said(sqlState))));
    }

    [Theory]
    [InlineData("ERROR", "XX000", false)]
    [InlineData("ERROR", "23505", false)]
    [InlineData("ERROR", "53100", true)]
    [InlineData("ERROR", "53200", true)]
    [InlineData("ERROR", "58030", true)]
    [InlineData("FATAL", "57P01", true)]
    [InlineData("PANIC", "XX000", true)]
    public void IsOfTheStore_WhatTheServerSaid_CountsForMoreThanALostConnection(string severity, string sqlState, bool expected)
    {
        foreach (var exception in new Exception[]
        {
            Said(sqlState, severity), new FormatException("x", Said(sqlState, severity)),
            new FormatException("x", new NpgsqlException("y", Said(sqlState, severity))),
        })
        {
            Assert.Equal(expected, PostgreSqlErrors.IsOfTheStore(exception, isLost: true));
            Assert.Equal(expected, PostgreSqlErrors.IsOfTheStore(exception, isLost: false));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsOfTheStore_TheServerSaidNothing_IsWhereTheConnectionIsLost(bool isLost)
    {
        Assert.Equal(isLost, PostgreSqlErrors.IsOfTheStore(new NpgsqlException("x", new IOException()), isLost));
        Assert.Equal(isLost, PostgreSqlErrors.IsOfTheStore(new FormatException(), isLost));
        Assert.Null(PostgreSqlErrors.SaidIn(null));
    }

    [Fact]
    public void SqlState_OfAnAnswerOrNone_IsForTheLog()
    {
        Assert.Equal("57P01", PostgreSqlErrors.SqlState(Said("57P01")));
        Assert.Equal("no answer", PostgreSqlErrors.SqlState(new IOException()));
    }

    private static PostgresException Said(string sqlState, string severity = "ERROR") =>
        new("a text with a canary", severity, severity, sqlState, detail: "canary");
}
