using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Schema;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Store;
using Uhit.Client.StoreConformance;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class MigrationTests(PostgresFixture postgres)
{
    private const string Next = "ALTER TABLE uhit.inquiry ADD COLUMN extra integer NOT NULL DEFAULT 7; CREATE INDEX inquiry_extra ON uhit.inquiry (extra)";
    private readonly PostgresDatabase _database = new(postgres);

    public static TheoryData<int> Versions => new(Enumerable.Range(0, PostgreSqlSchema.Released.Count + 1));

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Migrate_FromEachVersion_EndsAtTheCurrentOne(int from)
    {
        await MigrateAsync([.. PostgreSqlSchema.Released.Take(from)]);

        Assert.Equal(from, await MigrateAsync(PostgreSqlSchema.Released));

        Assert.Equal(PostgreSqlSchema.Released.Count, await _database.ScalarAsync<int>("SELECT version FROM uhit.schema_version"));
        await using var store = await _database.OpenReadyAsync();
        Assert.True((await store.Inquiries.AddAsync(Sample.Inquiry())).WasAdded);
    }

    [Fact]
    public async Task Migrate_AFilledStoreFromEightProcessesAtOnce_StepsOnceAndKeepsAll()
    {
        await using (var store = await _database.OpenReadyAsync())
        {
            await store.Inquiries.AddAsync(Sample.Inquiry());
        }

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MigrateAsync([.. PostgreSqlSchema.Released, Next]))));

        Assert.Single(versions, version => version == PostgreSqlSchema.Released.Count);
        Assert.Equal(7, await _database.ScalarAsync<int>("SELECT extra FROM uhit.inquiry"));
    }

    [Fact]
    public async Task Migrate_AStepThatFails_LeavesItsVersionAndNothingOfTheStep()
    {
        await MigrateAsync(PostgreSqlSchema.Released);

        await Assert.ThrowsAsync<UhitStoreException>(() => MigrateAsync([.. PostgreSqlSchema.Released, Next, "CREATE TABLE uhit.half (id int); SELECT 1 / 0"]));

        Assert.Equal(PostgreSqlSchema.Released.Count + 1, await _database.ScalarAsync<int>("SELECT version FROM uhit.schema_version"));
        Assert.True(await _database.ScalarAsync<bool>("SELECT to_regclass('uhit.half') IS NULL"));
    }

    [Fact]
    public async Task Open_TenStoresOnAnEmptyDatabase_AllOpen()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _database.OpenReadyAsync())));

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private async Task<int> MigrateAsync(IReadOnlyList<string> steps)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = await _database.ConnectionStringAsync() };
        await using var factory = new PgSessionFactory(options, new PayloadProtection(null));
        await using var sessions = new PgSessions(factory, 2);
        return await new PostgreSqlSchema(factory.Store, options.Schema, steps).MigrateAsync(new PgRunner(sessions, factory.Store, NullLogger.Instance), default);
    }
}
