using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store.Json;

namespace Uhit.Client.Store;

/// <summary>How stores write what they keep whole: inquiries, ledgers, headers, the content of events. UTF-8 JSON.</summary>
/// <remarks>Members that are not known are skipped and members that are absent have their default, so that a store outlives versions in both directions.
/// Identifiers are their text, enumerations their numbers, instants keep their offset. What is written holds personal data: it belongs in the store and nowhere
/// else. Thread-safe.</remarks>
[Experimental("UHIT001")]
public static class StoreJson
{
    private static readonly JsonSerializerOptions Options = StoreJsonOptions.Create();

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">One of <see cref="UsageHistoryInquiry"/>, <see cref="InquiryLedger"/>, <see cref="StoredEventContent"/>, <see cref="NewStoredEvent"/>,
    /// <see cref="MessageHeader"/>, <see cref="DeliveryPart"/>, <see cref="Acknowledgement"/>, <see cref="LineValidation"/>.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write<T>(T value)
        where T : class => JsonSerializer.SerializeToUtf8Bytes(value, TypeInfo<T>());

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">As for <see cref="Write"/>.</typeparam>
    /// <param name="utf8">What was written.</param>
    /// <exception cref="UhitStoreException">The text is not what this version, or one before it, wrote. The message does not repeat it.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, TypeInfo<T>()) ?? throw Unreadable<T>(null);
        }
        catch (JsonException exception)
        {
            throw Unreadable<T>(exception);
        }
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    // The inner exception names a path and a position; its text does not repeat values of ours, whose converters throw without them.
    private static UhitStoreException Unreadable<T>(JsonException? exception) => new(
        $"The store holds a {typeof(T).Name} that cannot be read. It was damaged, or written by something else: restore the store from a backup, "
        + "or open it with the version that wrote it.",
        isTransient: false,
        exception);
}
