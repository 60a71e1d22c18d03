using System.Globalization;
using System.Runtime.InteropServices;
using Uhit.Client.Relational;

namespace Uhit.Client.Sqlite.Connections;

/// <summary>How values of ours are stored: instants as UTC ticks, enumerations and truth as numbers,
/// receipts as 16 bytes that sort by time, lists as JSON.</summary>
internal static class SqliteValue
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 40).Select(i => "$" + i.ToString(CultureInfo.InvariantCulture))];

    public static string NameOf(int index) => Names[index];

    public static object Of(object? value) => value switch
    {
        null or SqlNull => DBNull.Value,
        DateTimeOffset instant => instant.UtcTicks,
        ReceiptId receipt => receipt.Value.ToByteArray(bigEndian: true),
        ReadOnlyMemory<byte> bytes => Array(bytes),
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        bool truth => truth ? 1L : 0L,
        string[] texts => SearchKeys.ToJson(texts),
        long[] numbers => $"[{string.Join(',', numbers)}]",
        _ => value,
    };

    private static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            && segment.Offset == 0
            && segment.Array is { } array
            && array.Length == segment.Count
            ? array
            : bytes.ToArray();
}
