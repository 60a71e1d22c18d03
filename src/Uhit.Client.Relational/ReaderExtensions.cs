using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>Reads values as our stores write them: instants are UTC ticks, receipts are a uuid or its 16 bytes, and
/// what is protected has its key in another column.</summary>
internal static class ReaderExtensions
{
    public static DateTimeOffset GetInstant(this DbDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? GetInstantOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInstant(column);

    public static string? GetTextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static byte[] GetBlob(this DbDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    public static ReceiptId GetReceipt(this DbDataReader reader, int column) =>
        new(reader.GetValue(column) is byte[] bytes ? new Guid(bytes, bigEndian: true) : reader.GetGuid(column));

    public static ReceiptId? GetReceiptOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetReceipt(column);

    public static ReadOnlyMemory<byte> GetContent(
        this DbDataReader reader, int column, PayloadProtection protection, string keyColumn = "key_id") =>
        protection.Unprotect(reader.GetTextOrNull(reader.GetOrdinal(keyColumn)), reader.GetBlob(column));

    public static T? GetContentOrNull<T>(
        this DbDataReader reader, int column, PayloadProtection protection, Func<ReadOnlyMemory<byte>, T> read)
        where T : class => reader.IsDBNull(column) ? null : read(reader.GetContent(column, protection));
}
