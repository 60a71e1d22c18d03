using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>How what both stores do in the same way comes to a connection. Neither of its two is there before the store is open.</summary>
internal interface IRelationalCore
{
    /// <summary>Where the store is, for messages.</summary>
    string Store { get; }

    IRelationalReader Reader { get; }

    IRelationalWriter Writer { get; }
}

/// <summary>Reads on a connection of the store.</summary>
internal interface IRelationalReader
{
    /// <summary>Reads; each statement sees what is committed.</summary>
    Task<T> ReadAsync<T>(Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Reads, for streams that are read synchronously.</summary>
    T? Read<T>(string sql, Func<DbDataReader, PayloadProtection, T> read, params object?[] values)
        where T : class;
}

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
