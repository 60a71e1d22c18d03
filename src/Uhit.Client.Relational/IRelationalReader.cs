using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>Reads on a connection of the store.</summary>
internal interface IRelationalReader
{
    /// <summary>Reads; each statement sees what is committed.</summary>
    Task<T> ReadAsync<T>(Func<RelationalSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Reads, for streams that are read synchronously.</summary>
    T? Read<T>(string sql, Func<DbDataReader, PayloadProtection, T> read, params object?[] values)
        where T : class;
}
