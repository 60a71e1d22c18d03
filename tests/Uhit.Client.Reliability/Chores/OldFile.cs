using Microsoft.Data.Sqlite;
using Uhit.Client.Inquiries;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Sqlite.Schema;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Chores;

/// <summary>A SQLite file of schema version 1, with an inquiry in it.</summary>
internal static class OldFile
{
    public static async Task WriteAsync(string path, InquiryPlan plan)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await using var disposing = connection.ConfigureAwait(false);
        await connection.OpenAsync().ConfigureAwait(false);
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL").ConfigureAwait(false);
        await ExecuteAsync(
            connection,
            "CREATE TABLE uhit_schema (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT").ConfigureAwait(false);
        await ExecuteAsync(connection, "INSERT INTO uhit_schema VALUES (1, 1)").ConfigureAwait(false);
        await ExecuteAsync(connection, SchemaStep1.Sql).ConfigureAwait(false);
        var record = plan.ToRecord(new ErcotHolidayCalendar());
        await ExecuteAsync(
            connection,
            """
            INSERT INTO uhit_inquiry (client, environment, request_id, authentication_id, wire_format, created_at, sending, is_finished, due_reported, overdue_reported,
              inquiry, ledger)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8, $9)
            """,
            record.Client,
            (long)record.Environment,
            record.RequestId.Value,
            record.AuthenticationId.Value,
            record.WireFormat,
            record.CreatedAt.UtcTicks,
            (long)record.Sending,
            StoreJson.Write(record.Inquiry),
            StoreJson.WriteProgress(record)).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, params object[] values)
    {
        var command = connection.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
