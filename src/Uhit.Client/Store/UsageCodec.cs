using Uhit.Client.Store.Codec;
using Uhit.Client.Usage;

namespace Uhit.Client.Store;

/// <summary>Packs usage for a store, and unpacks it: nothing is lost, about 1.2 bytes a reading.</summary>
/// <remarks>The bytes begin with the number of their format and end with a CRC-32C. A later version of this library reads every earlier
/// format. Thread-safe. What each byte means is written in <c>docs/reference/usage-data.md</c>.</remarks>
internal static class UsageCodec
{
    /// <summary>Packs the usage of one line.</summary>
    /// <param name="history">The usage.</param>
    public static PackedUsage Pack(UsageHistory history)
    {
        var writer = new PackWriter();
        writer.Byte(HistoryFormat.Version);
        HistoryFormat.Write(writer, history);
        return new PackedUsage(history.LineNumber, history.EsiId, history.Received, writer.Seal());
    }

    /// <summary>Unpacks the usage of one line.</summary>
    /// <param name="usage">The packed usage.</param>
    /// <exception cref="UhitStoreException">The bytes are damaged, of a later format, or of another
    /// line than <paramref name="usage"/> says.</exception>
    public static UsageHistory Unpack(PackedUsage usage)
    {
        var reader = PackReader.Open(usage.Content.Span);
        var version = reader.Byte();
        if (version != HistoryFormat.Version)
        {
            throw PackReader.Damaged($"its format is {version}, this version of the library reads format {HistoryFormat.Version}");
        }

        var history = HistoryFormat.Read(ref reader);
        reader.ExpectEnd();
        return history.LineNumber == usage.LineNumber && history.EsiId == usage.EsiId
            ? history
            : throw PackReader.Damaged("it belongs to another line or ESI ID than its row says");
    }
}
