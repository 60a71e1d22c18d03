using Uhit.Client.Store;

internal static class Storing
{
    public static void Choose(IServiceCollection services)
    {
        // <choose>
        services.AddUhitClient("Test").UseSqlite("/var/lib/uhit/uhit.db");
        services.AddUhitClient("Production").UsePostgreSql("Host=db;Database=uhit;Username=uhit_app;Password=…");
        // </choose>
    }

    public static async Task InitializeAsync(IServiceProvider services)
    {
        // <initialize>
        await services.GetRequiredKeyedService<IUhitStore>("Production").Maintenance.InitializeAsync();
        // </initialize>
    }
}
