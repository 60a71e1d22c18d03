using Npgsql;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>Rows as values.</summary>
internal static class ReaderExtensions
{
    public static async Task<List<T>> ToListAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first row of this statement of a batch, and on to the next.</summary>
    public static async Task<T?> FirstAndNextAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var row = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? read(reader) : null;
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return row;
    }
}
