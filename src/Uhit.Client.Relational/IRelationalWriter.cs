namespace Uhit.Client.Relational;

/// <summary>Writes on a connection of the store.</summary>
internal interface IRelationalWriter
{
    /// <summary>Runs one statement that writes.</summary>
    /// <returns>How many rows it changed.</returns>
    Task<int> WriteOneAsync(string sql, CancellationToken cancellationToken, params object?[] values);

    /// <summary>Runs work in one transaction, which is durable when this ends. The work may be called more than once.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="weight">About how many bytes it writes or takes away: what is heavy shares its transaction with little else.</param>
    Task<T> WriteAsync<T>(Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken, int weight = 4096);
}
