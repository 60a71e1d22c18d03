using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Schema;
using Uhit.Client.Tests;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>The tables are those that were released: a change is a step of its own.</summary>
public sealed class SchemaTests(PostgresFixture postgres)
{
    private const string AllSql = """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
          SELECT format('table %s column %s %s %s%s', c.relname, lpad(a.attnum::text, 2, '0'), a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
              || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'uhit'::regnamespace AND c.relkind = 'r'
          UNION ALL SELECT format('table %s constraint %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.connamespace = 'uhit'::regnamespace AND k.contype <> 'n'
          UNION ALL SELECT format('table %s index %s', tablename, indexdef) FROM pg_indexes WHERE schemaname = 'uhit'
          UNION ALL SELECT format('table %s trigger %s', t.tgrelid::regclass, pg_get_triggerdef(t.oid))
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'uhit'::regnamespace AND NOT t.tgisinternal
          UNION ALL SELECT format('function %s %s', p.proname, pg_get_functiondef(p.oid)) FROM pg_proc p WHERE p.pronamespace = 'uhit'::regnamespace) all_of_it
        """;

    private readonly PostgresDatabase _database = new(postgres);

    [Fact]
    public async Task InitializeAsync_ANewDatabase_HasTheTablesOfItsVersion()
    {
        await using var store = await _database.OpenReadyAsync();

        Goldens.Check($"schema-{PostgreSqlSchema.Released.Count}.txt", await _database.ScalarAsync<string>(AllSql));
    }

    [Fact]
    public void Steps_AreAsTheyWereReleased()
    {
        for (var i = 0; i < PostgreSqlSchema.Released.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"step-{i + 1}.sha256");
            Goldens.Check(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PostgreSqlSchema.Released[i]))));
        }
    }
}
