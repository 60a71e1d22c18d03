using Npgsql;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>Several statements in one round trip, run in their order, each with a snapshot of its own.</summary>
internal sealed class PgBatch(PgSession session, NpgsqlBatch batch) : IAsyncDisposable
{
    public PgSession Session => session;

    public PgBatch Add(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(session.Text(sql));
        foreach (var value in values)
        {
            command.Parameters.Add(PgValue.Of(value));
        }

        batch.BatchCommands.Add(command);
        return this;
    }

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs it; the reader stands before the rows of the first statement.</summary>
    public async Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken)
    {
        await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();
}
