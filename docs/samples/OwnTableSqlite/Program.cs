using Microsoft.Data.Sqlite;
using Uhit.Client.Store;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddUhitClient("Production").UseSqlite("uhit.db").AddHandler<PriceOffer>("offers");
var app = builder.Build();

// The store makes its file first, then your table goes in, and only then events are handed out.
await app.Services.GetRequiredKeyedService<IUhitStore>("Production").Maintenance.InitializeAsync();
await using (var connection = new SqliteConnection("Data Source=uhit.db;Pooling=False"))
{
    await connection.OpenAsync();
    await using var command = connection.CreateCommand();
    command.CommandText = "CREATE TABLE IF NOT EXISTS offer (event_key TEXT PRIMARY KEY, readings INTEGER NOT NULL)";
    await command.ExecuteNonQueryAsync();
}

await app.RunAsync();
