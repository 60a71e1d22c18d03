using System.Text.RegularExpressions;
using Npgsql;

namespace Uhit.Client.PostgreSql;

/// <summary>Refuses settings that cannot work, before anything is opened.</summary>
internal static partial class PostgreSqlStoreOptionsValidator
{
    private const string Prefix = nameof(PostgreSqlStoreOptions) + ".";

    public static void Require(PostgreSqlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireDatabase(options);
        Require(
            SchemaPattern().IsMatch(options.Schema ?? string.Empty),
            nameof(options.Schema),
            "lower-case letters, digits and underscores, beginning with a letter, at most 40");
        Require(options.MaxConnections is >= 2 and <= 200, nameof(options.MaxConnections), "2 to 200");
        Require(options.MaxHandlerConnections is >= 1 and <= 200, nameof(options.MaxHandlerConnections), "1 to 200");
        RequireTime(options.LockTimeout, nameof(options.LockTimeout));
        RequireTime(options.StatementTimeout, nameof(options.StatementTimeout));
        RequireTime(options.IdleInTransactionTimeout, nameof(options.IdleInTransactionTimeout));
        Require(options.StatementTimeout >= options.LockTimeout, nameof(options.StatementTimeout), "not shorter than LockTimeout");
    }

    /// <summary>The connection string with what the store relies on.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // The exception's text may repeat a part of the string, and so the password.
            throw new UhitConfigurationException(
                $"{Prefix}ConnectionString cannot be read: write it as Host=…;Database=…;Username=…;Password=…");
        }
    }

    private static void RequireDatabase(PostgreSqlStoreOptions options)
    {
        if (options.DataSource is { } source)
        {
            if (!string.IsNullOrEmpty(options.ConnectionString))
            {
                throw new UhitConfigurationException($"{Prefix}ConnectionString and {Prefix}DataSource are both set: keep one of them.");
            }

            RequireSource(new NpgsqlConnectionStringBuilder(source.ConnectionString));
            return;
        }

        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new UhitConfigurationException(
                $"{Prefix}ConnectionString is empty: write the database, such as "
                    + "UsePostgreSql(\"Host=db;Database=uhit;Username=uhit;Password=…\").");
        }

        var parsed = Parse(options.ConnectionString);
        if (string.IsNullOrWhiteSpace(parsed.Host))
        {
            throw new UhitConfigurationException($"{Prefix}ConnectionString names no Host.");
        }

        if (parsed.IncludeErrorDetail)
        {
            throw new UhitConfigurationException(
                $"{Prefix}ConnectionString sets Include Error Detail, which puts stored values, and so personal data, into the texts of "
                    + "exceptions: take it out.");
        }
    }

    private static void RequireSource(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Multiplexing)
        {
            throw new UhitConfigurationException(
                $"{Prefix}DataSource sets Multiplexing, by which a statement runs on any connection: those that the store has set up must "
                    + "be its own. Take it out.");
        }

        if (settings.NoResetOnClose)
        {
            throw new UhitConfigurationException(
                $"{Prefix}DataSource sets No Reset On Close: what the store sets on its connections would stay on them for whoever uses "
                    + "them next. Take it out.");
        }
    }

    private static void RequireTime(TimeSpan value, string name) =>
        Require(value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromMinutes(10), name, "1 second to 10 minutes");

    private static void Require(bool isRight, string name, string expected)
    {
        if (!isRight)
        {
            throw new UhitConfigurationException($"{Prefix}{name} is out of range: {expected}.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaPattern();
}
