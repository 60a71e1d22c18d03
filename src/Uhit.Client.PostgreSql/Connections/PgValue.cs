using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Connections;

/// <summary>How values of ours are stored: instants as UTC ticks, which a timestamp would round; enumerations as
/// numbers; receipts as uuid, which sorts by time.</summary>
internal static class PgValue
{
    /// <summary>A parameter with its type: a prepared statement must not change with what is null.</summary>
    public static NpgsqlParameter Of(object? value) => value switch
    {
        string text => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text },
        long number => new NpgsqlParameter<long> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Bigint },
        int number => new NpgsqlParameter<int> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Integer },
        bool truth => new NpgsqlParameter<bool> { TypedValue = truth, NpgsqlDbType = NpgsqlDbType.Boolean },
        DateTimeOffset instant => Of(instant.UtcTicks),
        ReceiptId receipt => new NpgsqlParameter<Guid> { TypedValue = receipt.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
        SqlNull type => Null(type switch
        {
            SqlNull.Text => NpgsqlDbType.Text,
            SqlNull.Bytes => NpgsqlDbType.Bytea,
            SqlNull.Number => NpgsqlDbType.Integer,
            SqlNull.Receipt => NpgsqlDbType.Uuid,
            _ => NpgsqlDbType.Bigint,
        }),
        Enum number => Of(Convert.ToInt32(number, CultureInfo.InvariantCulture)),
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        ReadOnlyMemory<byte> bytes => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        byte[][] contents => new NpgsqlParameter { Value = contents, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
        string[] texts => new NpgsqlParameter { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        long[] numbers => new NpgsqlParameter { Value = numbers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        int[] numbers => new NpgsqlParameter { Value = numbers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
        _ => throw new ArgumentException(
            $"No value of type {value?.GetType().Name ?? "null"} is stored: say which type is null by Sql.OrNull.", nameof(value)),
    };

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
