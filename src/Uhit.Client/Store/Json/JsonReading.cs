using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Uhit.Client.Store.Json;

/// <summary>Reads members of what is stored. What is required and absent, or not what it
/// should be, throws; no message repeats it.</summary>
internal static class JsonReading
{
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name}: a text is expected.");

    public static string? TextOrNull(this JsonElement element, string name) => element.Find(name)?.GetString();

    /// <summary>An identifier as its text; the empty text is <see langword="default"/>, which is none.</summary>
    public static T Id<T>(this JsonElement element, string name, Func<string, T> parse)
        where T : struct => element.Text(name) is { Length: > 0 } text ? parse(text) : default;

    public static T? IdOrNull<T>(this JsonElement element, string name, Func<string, T> parse)
        where T : struct => element.Find(name) is null ? null : element.Id(name, parse);

    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static int? NumberOrNull(this JsonElement element, string name) => element.Find(name)?.GetInt32();

    public static bool Flag(this JsonElement element, string name) => element.Find(name)?.GetBoolean() ?? false;

    public static DateTimeOffset Instant(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();

    public static DateTimeOffset? InstantOrNull(this JsonElement element, string name) => element.Find(name)?.GetDateTimeOffset();

    public static DateOnly Date(this JsonElement element, string name) =>
        DateOnly.ParseExact(element.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? DateOrNull(this JsonElement element, string name) => element.Find(name) is null ? null : element.Date(name);

    public static RequestedUsage Kinds(this JsonElement element, string name) => element.Find(name) switch
    {
        null => RequestedUsage.None,
        { ValueKind: JsonValueKind.Number } number => (RequestedUsage)number.GetInt32(),
        { } text => Enum.Parse<RequestedUsage>(text.GetString()!),
    };

    public static T? Object<T>(this JsonElement element, string name, Func<JsonElement, T> read)
        where T : class => element.Find(name) is { } value ? read(value) : null;

    public static IReadOnlyList<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.Find(name) is { } list ? [.. list.EnumerateArray().Select(read)] : [];

    /// <summary>Sorted by ordinal: by the culture of the machine, no key of another culture's would be found.</summary>
    public static ImmutableSortedDictionary<string, T> Map<T>(this JsonElement element, string name, Func<JsonElement, T> read)
    {
        var empty = ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
        return element.Find(name) is { } map
            ? empty.AddRange(map.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, read(entry.Value))))
            : empty;
    }

    public static ImmutableSortedDictionary<int, T> NumberedMap<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.Find(name) is { } map
            ? ImmutableSortedDictionary<int, T>.Empty.AddRange(map.EnumerateObject().Select(
                entry => KeyValuePair.Create(
                    int.Parse(entry.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), read(entry.Value))))
            : ImmutableSortedDictionary<int, T>.Empty;
}
