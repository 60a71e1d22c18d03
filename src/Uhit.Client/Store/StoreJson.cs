using System.Buffers;
using System.Text.Json;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store.Json;

namespace Uhit.Client.Store;

/// <summary>How stores write what they keep whole: what is asked, progress, headers, the content of events. UTF-8 JSON.</summary>
/// <remarks>Members that are not known are skipped and members that are absent have their default, so that a store outlives versions in
/// both directions. Identifiers are their text, enumerations their numbers, instants keep their offset. What is written holds personal
/// data: it belongs in the store and nowhere else. Thread-safe.</remarks>
public static class StoreJson
{
    /// <summary>Writes what is asked.</summary>
    /// <param name="inquiry">What is asked.</param>
    public static byte[] Write(UsageHistoryInquiry inquiry) => Write(inquiry, InquiryJson.Write);

    /// <summary>Writes a header.</summary>
    /// <param name="header">The header.</param>
    public static byte[] Write(MessageHeader header) => Write(header, MessageJson.Write);

    /// <summary>Writes which part of which delivery a message is.</summary>
    /// <param name="part">The part.</param>
    public static byte[] Write(DeliveryPart part) => Write(part, MessageJson.Write);

    /// <summary>Writes an event as a whole.</summary>
    /// <param name="stored">The event.</param>
    public static byte[] Write(StoredEvent stored) => Write(stored, EventJson.Write);

    /// <summary>Writes what an event says, for a store that keeps the rest in columns.</summary>
    /// <param name="stored">The event.</param>
    public static byte[] WriteContent(StoredEvent stored) => Write(stored.Content);

    /// <summary>Writes what is known of an inquiry's progress: the facts that arrived.</summary>
    /// <param name="record">The inquiry.</param>
    public static byte[] WriteProgress(InquiryRecord record) => Write(record.Ledger);

    /// <summary>Reads what is asked.</summary>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">The text is not what this version, or one before it,
    /// wrote. The message does not repeat it.</exception>
    public static UsageHistoryInquiry ReadInquiry(ReadOnlyMemory<byte> utf8) => Read(utf8, InquiryJson.Read);

    /// <summary>Reads a header.</summary>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">As for <see cref="ReadInquiry"/>.</exception>
    public static MessageHeader ReadHeader(ReadOnlyMemory<byte> utf8) => Read(utf8, MessageJson.ReadHeader);

    /// <summary>Reads which part of which delivery a message is.</summary>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">As for <see cref="ReadInquiry"/>.</exception>
    public static DeliveryPart ReadPart(ReadOnlyMemory<byte> utf8) => Read(utf8, MessageJson.ReadPart);

    /// <summary>Reads an event.</summary>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">As for <see cref="ReadInquiry"/>.</exception>
    public static StoredEvent ReadEvent(ReadOnlyMemory<byte> utf8) => Read(utf8, EventJson.Read);

    /// <summary>Gives an event the content that was written.</summary>
    /// <param name="stored">The event, as its columns say.</param>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">As for <see cref="ReadInquiry"/>.</exception>
    public static StoredEvent ReadContent(StoredEvent stored, ReadOnlyMemory<byte> utf8) =>
        stored with { Content = ReadContent(utf8) };

    /// <summary>Gives an inquiry the progress that was written.</summary>
    /// <param name="record">The inquiry, as its columns say.</param>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">As for <see cref="ReadInquiry"/>.</exception>
    public static InquiryRecord ReadProgress(InquiryRecord record, ReadOnlyMemory<byte> utf8) => record with { Ledger = ReadLedger(utf8) };

    internal static byte[] Write(InquiryLedger ledger) => Write(ledger, LedgerJson.Write);

    internal static byte[] Write(StoredEventContent content) => Write(content, EventJson.WriteContent);

    internal static InquiryLedger ReadLedger(ReadOnlyMemory<byte> utf8) => Read(utf8, LedgerJson.Read);

    internal static StoredEventContent ReadContent(ReadOnlyMemory<byte> utf8) => Read(utf8, EventJson.ReadContent);

    private static byte[] Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.Object(value, write);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            // It names a position; its text repeats no value of ours.
            throw Unreadable<T>(exception);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or KeyNotFoundException
            or ArgumentException or OverflowException)
        {
            // Without the exception: its text may be personal data.
            throw Unreadable<T>(null);
        }
    }

    private static UhitStoreException Unreadable<T>(JsonException? exception) => new(
        $"The store holds a {typeof(T).Name} that cannot be read. It was damaged, or written by something else: restore the store from a "
        + "backup, "
        + "or open it with the version that wrote it.",
        isTransient: false,
        exception);
}
