using Npgsql;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddUhitClient("Production")
    .UsePostgreSql(builder.Configuration.GetConnectionString("Uhit")!) // as uhit_app
    .AddHandler<PriceOffer>("offers");
var app = builder.Build();

// Before the host runs, and as a role that may make tables; or in your migrations, which suits several processes that start at once.
await using (var owner = NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Owner")!))
await using (var command = owner.CreateCommand(
    """
    CREATE SCHEMA IF NOT EXISTS pricing;
    CREATE TABLE IF NOT EXISTS pricing.offer (event_key text PRIMARY KEY, readings bigint NOT NULL);
    GRANT USAGE ON SCHEMA pricing TO uhit_app;
    GRANT INSERT ON pricing.offer TO uhit_app;
    """))
{
    await command.ExecuteNonQueryAsync();
}

await app.RunAsync();
