using System.Text.Json;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>What an unmatched message is looked for by, as it stands in a column.</summary>
internal static class SearchKeys
{
    private const string OfRequest = "r:";

    private const string OfEsiId = "e:";

    /// <summary>The keys of a search, with the identifier that may be our RequestId.</summary>
    public static IReadOnlyList<string> Of(InquirySearch search) =>
        search.RequestId is { } requestId ? [OfRequest + requestId.Value, .. search.Keys] : search.Keys;

    public static string ToJson(IEnumerable<string> texts)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads the identifiers and ESI IDs of a JSON array; none where there is none.</summary>
    public static (IReadOnlyList<string> Identifiers, IReadOnlyList<EsiId> EsiIds) Read(string? json)
    {
        if (json is null)
        {
            return ([], []);
        }

        using var document = JsonDocument.Parse(json);
        var keys = document.RootElement.EnumerateArray()
            .Select(element => element.GetString()!)
            .ToLookup(key => key.StartsWith(OfEsiId, StringComparison.Ordinal), key => key[2..]);
        return ([.. keys[false].Distinct(StringComparer.Ordinal)], [.. keys[true].Select(EsiId.Parse)]);
    }
}
