using Microsoft.Extensions.Logging;
using Npgsql;
using Uhit.Client;
using Uhit.Client.PostgreSql;
using Uhit.Client.Store;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps a named client's inquiries and callbacks in PostgreSQL.</summary>
public static class PostgreSqlUhitClientBuilderExtensions
{
    /// <summary>Keeps inquiries and callbacks in a PostgreSQL database.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="connectionString">The database: <c>Host=db;Database=uhit;Username=uhit;Password=…</c>.</param>
    /// <exception cref="UhitConfigurationException">When the store is first asked for: the connection string cannot be used.</exception>
    public static UhitClientBuilder UsePostgreSql(this UhitClientBuilder builder, string connectionString) =>
        builder.UsePostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>Keeps inquiries and callbacks in a PostgreSQL database that is reached through a data source of yours.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="dataSource">Where connections come from; it stays yours.</param>
    public static UhitClientBuilder UsePostgreSql(this UhitClientBuilder builder, NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UsePostgreSql(options => options.DataSource = dataSource);
    }

    /// <summary>Keeps inquiries and callbacks in a PostgreSQL database.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="UhitConfigurationException">When the store is first asked for: a setting is missing or wrong.</exception>
    public static UhitClientBuilder UsePostgreSql(this UhitClientBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.UseStore(services =>
        {
            var options = new PostgreSqlStoreOptions();
            configure(options);
            return new PostgreSqlUhitStore(
                options,
                services.GetService<ILogger<PostgreSqlUhitStore>>(),
                services.GetService<TimeProvider>(),
                services.GetKeyedService<IPayloadProtector>(builder.Name));
        });
    }
}
