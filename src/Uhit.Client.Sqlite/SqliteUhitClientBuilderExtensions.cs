using Microsoft.Extensions.Logging;
using Uhit.Client;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps a named client's inquiries and callbacks in SQLite.</summary>
public static class SqliteUhitClientBuilderExtensions
{
    /// <summary>Keeps inquiries and callbacks in one SQLite file.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="path">The database file. Its directory must exist.</param>
    /// <exception cref="UhitConfigurationException">When the store is first asked for: the path cannot be used.</exception>
    public static UhitClientBuilder UseSqlite(this UhitClientBuilder builder, string path) =>
        builder.UseSqlite(options => options.Path = path);

    /// <summary>Keeps inquiries and callbacks in one SQLite file.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="UhitConfigurationException">When the store is first asked for: a setting is missing or wrong.</exception>
    public static UhitClientBuilder UseSqlite(this UhitClientBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.UseStore(services =>
        {
            var options = new SqliteStoreOptions();
            configure(options);
            return new SqliteUhitStore(
                options,
                services.GetService<ILogger<SqliteUhitStore>>(),
                services.GetService<TimeProvider>(),
                services.GetKeyedService<IPayloadProtector>(builder.Name));
        });
    }
}
