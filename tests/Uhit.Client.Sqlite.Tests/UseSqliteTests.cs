using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class UseSqliteTests
{
    [Fact]
    public async Task UseSqlite_TwoClients_HaveAStoreEach()
    {
        using var file = new SqliteStoreFile();
        using var other = new SqliteStoreFile();
        var services = new ServiceCollection();
        services.AddUhitClient("Test").UseSqlite(file.Path);
        services.AddUhitClient("Production").UseSqlite(options => options.Path = other.Path);
        await using var provider = services.BuildServiceProvider();

        foreach (var name in new[] { "Test", "Production" })
        {
            await provider.GetRequiredKeyedService<IUhitStore>(name).Maintenance.InitializeAsync();
        }

        Assert.True(File.Exists(file.Path));
        Assert.True(File.Exists(other.Path));
    }

    [Fact]
    public void UseSqlite_ADirectoryThatDoesNotExist_IsToldWhenTheStoreIsAskedFor()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Test").UseSqlite("/no/such/directory/uhit.db");
        using var provider = services.BuildServiceProvider();

        Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredKeyedService<IUhitStore>("Test"));
    }
}
