using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Events;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

public sealed class UsePostgreSqlTests(PostgresFixture postgres)
{
    private readonly PostgresDatabase _database = new(postgres);

    [Fact]
    public async Task UsePostgreSql_ThreeWays_EachClientHasItsStore()
    {
        var connectionString = await _database.ConnectionStringAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var services = new ServiceCollection();
        services.AddUhitClient("Test").UsePostgreSql(connectionString);
        services.AddUhitClient("Production").UsePostgreSql(source).UsePayloadProtector(_ => new XorProtector("k9"));
        services.AddUhitClient("Other").UsePostgreSql(options =>
        {
            options.ConnectionString = connectionString;
            options.Schema = "other";
        });
        await using (var provider = services.BuildServiceProvider())
        {
            foreach (var name in new[] { "Test", "Production", "Other" })
            {
                var store = provider.GetRequiredKeyedService<IUhitStore>(name);
                await store.Maintenance.InitializeAsync();
                await store.Inquiries.AddAsync(Sample.Inquiry(client: name));
            }
        }

        Assert.Equal(2L, await _database.ScalarAsync<long>("SELECT count(*) FROM uhit.inquiry"));
        Assert.Equal("Production", await _database.ScalarAsync<string>("SELECT client FROM uhit.inquiry WHERE key_id = 'k9'"));
        Assert.Equal(1L, await _database.ScalarAsync<long>("SELECT count(*) FROM other.inquiry"));
        await using var stillOpen = await source.OpenConnectionAsync();
    }

    [Fact]
    public async Task Start_LeaseShorterThanAStoppedProcessMayKeepItsLocks_IsRefused()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Test")
            .Configure(options =>
            {
                options.Environment = UhitEnvironment.Test;
                options.AuthenticationId = "123456789";
                options.Callback.Lease = TimeSpan.FromSeconds(15);
            })
            .UsePostgreSql("Host=/nobody;Database=none");
        await using var provider = services.BuildServiceProvider();
        var dispatcher = provider.GetRequiredKeyedService<CallbackDispatcher>("Test");

        var exception =
            await Assert.ThrowsAsync<UhitConfigurationException>(() => dispatcher.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Callback:Lease is 00:00:15", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(PostgreSqlStoreOptions.IdleInTransactionTimeout), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UsePostgreSql_NoConnectionString_IsToldWhenTheStoreIsAskedFor()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Test").UsePostgreSql(string.Empty);
        using var provider = services.BuildServiceProvider();

        Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredKeyedService<IUhitStore>("Test"));
    }

    [Fact]
    public async Task Rows_OfAProtectedStore_HoldNoPlaintext()
    {
        const string Canary = "canary-7f3a";
        foreach (var isProtected in new[] { true, false })
        {
            var protector = isProtected ? new XorProtector("k1") : null;
            await using var store = await _database.OpenReadyAsync(
                options => options.Schema = isProtected ? "sealed" : "open", protector: protector);
            var record = Sample.Inquiry();
            var line = record.Inquiry.Lines[0];
            await store.Inquiries.AddAsync(
                record with
                {
                    Inquiry =
                        record.Inquiry with { Lines = [line with { Authorization = line.Authorization with { CustomerName = Canary } }] },
                });
            var message = Sample.Message() with { UsageCount = 1, Part = new DeliveryPart(DeliveryId.Parse(Canary), 1, 1) };
            await store.Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1, Canary));
            await store.Inbox.AppendBodyAsync(message.Receipt, 0, System.Text.Encoding.UTF8.GetBytes(Canary));
            var added = Sample.Event("e");
            await store.Inbox.CommitAsync(
                message, current => new InquiryChange(current, [added with { Content = added.Content with { Peer = Canary } }]));

            Assert.Equal(isProtected ? 0 : 5, await CountCanariesAsync(isProtected ? "sealed" : "open", Canary));
        }
    }

    // A row's text has its bytes in hexadecimal digits.
    private async Task<int> CountCanariesAsync(string schema, string canary)
    {
        var hex = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(canary));
        var count = 0;
        foreach (var table in new[] { "inquiry", "chunk", "usage_line", "message", "event" })
        {
            count += (int)await _database.ScalarAsync<long>(
                $"SELECT count(*) FROM {schema}.{table} t WHERE position('{hex}' IN t::text) > 0");
        }

        return count;
    }
}
