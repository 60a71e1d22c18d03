using Uhit.Client.PostgreSql.Cluster;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
