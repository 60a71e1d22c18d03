using System.Globalization;
using System.Text.Json;

namespace Uhit.Client.Store.Json;

/// <summary>Writes members of what is stored: what is <see langword="null"/> is left out.</summary>
internal static class JsonWriting
{
    public static void Text(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>An identifier as its text; <see langword="default"/>, which is none, as the empty text.</summary>
    public static void Id(this Utf8JsonWriter writer, string name, string? value) => writer.WriteString(name, value ?? string.Empty);

    public static void Number(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <summary>An instant with its offset.</summary>
    public static void Instant(this Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            writer.WriteString(name, instant);
        }
    }

    public static void Date(this Utf8JsonWriter writer, string name, DateOnly? value) =>
        writer.Text(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static void Kinds(this Utf8JsonWriter writer, string name, RequestedUsage value)
    {
        if (Enum.IsDefined(value))
        {
            writer.WriteString(name, value.ToString());
        }
        else
        {
            writer.WriteNumber(name, (int)value);
        }
    }

    public static void Object<T>(this Utf8JsonWriter writer, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            writer.Object(value, write);
        }
    }

    public static void Object<T>(this Utf8JsonWriter writer, T value, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartObject();
        write(writer, value);
        writer.WriteEndObject();
    }

    public static void List<T>(this Utf8JsonWriter writer, string name, IReadOnlyList<T>? values, Action<Utf8JsonWriter, T> write)
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.Object(value, write);
        }

        writer.WriteEndArray();
    }

    public static void Map<TKey, TValue>(
        this Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<TKey, TValue>>? values, Action<Utf8JsonWriter, TValue> write)
        where TKey : notnull
        where TValue : class
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.Object(Convert.ToString(key, CultureInfo.InvariantCulture)!, value, write);
        }

        writer.WriteEndObject();
    }
}
