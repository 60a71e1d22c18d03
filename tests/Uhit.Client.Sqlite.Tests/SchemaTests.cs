using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Uhit.Client.Sqlite.Schema;
using Uhit.Client.Tests;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>The tables are those that were released: a change is a step of its own.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task InitializeAsync_ANewFile_HasTheTablesOfItsVersion()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var connection = new SqliteConnection($"Data Source={_file.Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT type || ' ' || name || char(10) || COALESCE(sql, '') FROM sqlite_master ORDER BY type, name";
        using var reader = command.ExecuteReader();
        var text = new StringBuilder();
        while (reader.Read())
        {
            text.Append(reader.GetString(0)).Append("\n\n");
        }

        Goldens.Check($"schema-{SqliteSchema.Current}.txt", text.ToString());
    }

    [Fact]
    public void Steps_AreAsTheyWereReleased()
    {
        for (var i = 0; i < SqliteSchema.Released.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"step-{i + 1}.sha256");
            Goldens.Check(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SqliteSchema.Released[i]))));
        }
    }
}
