using System.Data.Common;
using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Runs what both stores do in the same way on SQLite: in one go, on the thread that reads or writes.</summary>
internal sealed class SqliteRelational(SqliteCore core) : IRelationalCore
{
    public string Store => core.Path;

    public Task<T> ReadAsync<T>(Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        core.Readers.ReadAsync(session => Ended(work(session, CancellationToken.None)), cancellationToken);

    public T? Read<T>(string sql, Func<DbDataReader, PayloadProtection, T> read, params object?[] values)
        where T : class => core.Readers.Read(session => session.First(sql, read, values));

    public Task<int> WriteOneAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        core.Writer.WriteAsync(session => session.Execute(sql, values), cancellationToken);

    public Task<T> WriteAsync<T>(
        Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken, int weight = 4096) =>
        core.Writer.WriteAsync(session => Ended(work(session, CancellationToken.None)), cancellationToken, weight);

    // Every statement of a session is done when it is returned, so the work is, unless it waits for something else.
    internal static T Ended<T>(Task<T> work) => work.IsCompleted
        ? work.GetAwaiter().GetResult()
        : throw new InvalidOperationException("Work on SQLite waits for something that is not in the database.");
}
