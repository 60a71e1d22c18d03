using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>One open connection, as what both stores do in the same way uses it. Not thread-safe.</summary>
/// <remarks>SQLite works on the caller's thread: its tasks are complete when they are returned.</remarks>
internal abstract class RelationalSession
{
    /// <summary>Protects what is written and gives back what is read.</summary>
    public abstract PayloadProtection Protection { get; }

    /// <summary>The key for what is written now.</summary>
    public string? KeyId => Protection.KeyId;

    public ReadOnlyMemory<byte> Protect(string? keyId, ReadOnlyMemory<byte> content) => Protection.Protect(keyId, content);

    /// <summary>An inquiry changes with this transaction, or events of it are stored: where several processes share the store, the others
    /// are told once it is committed.</summary>
    public virtual void NoteChange(RequestId requestId)
    {
    }

    /// <summary>Runs a statement that writes.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values);

    /// <summary>Runs statements that write, in their order, in one round trip; those that are
    /// empty for this database are left out.</summary>
    public abstract Task RunAsync(IReadOnlyCollection<Statement> statements, CancellationToken cancellationToken);

    public abstract Task<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object?[] values);

    /// <summary>Runs queries in their order, in one round trip, and hands each row on.</summary>
    public abstract Task ReadAsync(
        IReadOnlyList<(Statement Query, Action<DbDataReader> Take)> queries, CancellationToken cancellationToken);

    public Task<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, PayloadProtection, T> read, CancellationToken cancellationToken, params object?[] values) =>
        QueryAsync(sql, reader => read(reader, Protection), cancellationToken, values);

    public async Task<T?> FirstAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object?[] values) =>
        (await QueryAsync(sql, read, cancellationToken, values).ConfigureAwait(false)).FirstOrDefault();

    public Task<T?> FirstAsync<T>(
        string sql, Func<DbDataReader, PayloadProtection, T> read, CancellationToken cancellationToken, params object?[] values) =>
        FirstAsync(sql, reader => read(reader, Protection), cancellationToken, values);

    /// <summary>The number that a query gives; null where there is no row.</summary>
    public Task<long?> NumberAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        FirstAsync(sql, static reader => (long?)reader.GetInt64(0), cancellationToken, values);
}
