namespace Uhit.Client.PostgreSql;

/// <summary>Where a PostgreSQL store lives and how it behaves.</summary>
internal sealed class PostgreSqlStoreOptions;
